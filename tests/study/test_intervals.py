"""Intervals of the mean of few replications: Student's where no tail is longer, and they hold."""

from __future__ import annotations

import math

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from experiments.coverage import expected_wait, lognormal, waits
from experiments.other_intervals import student
from sim.study.intervals import mean_interval, rows

VALUES = st.lists(st.floats(-1e6, 1e6).map(lambda one: round(one, 3)), min_size=2, max_size=30)


def ends(values: list[float], confidence: float = 0.95) -> tuple[float, float]:
    """The interval of one row."""
    low, high = mean_interval(np.array([values]), confidence)
    return float(low[0]), float(high[0])


def oracle(values: list[float], confidence: float = 0.95) -> tuple[float, float]:
    """Student's, by scipy."""
    t = stats.t(len(values) - 1, np.mean(values), stats.sem(values))
    return float(t.ppf(0.5 - confidence / 2)), float(t.ppf(0.5 + confidence / 2))


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99])
@pytest.mark.parametrize("values", [[1.0, 4.0], [1.0, 2.0, 3.0], [-5.0, 1.0, 2.0, 8.0]])
def test_where_no_tail_is_longer_it_is_students(values: list[float], confidence: float) -> None:
    assert ends(values, confidence) == pytest.approx(oracle(values, confidence))


def test_it_reaches_further_into_the_long_tail_by_halls_term() -> None:
    values = [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 9.0]
    low, high = oracle(values)
    t, skewness = stats.t(7).ppf(0.975), stats.skew(values, bias=False) * math.sqrt(7 / 8)
    spread = np.std(values, ddof=1)
    third = 8 / (7 * 6) * (((np.array(values) - 2) / spread) ** 3).sum()
    assert third == pytest.approx(skewness * math.sqrt(8 / 7))
    further = 3.0 * third * (1 + 2 * t**2) / (6 * math.sqrt(8)) * spread / math.sqrt(8)
    assert ends(values) == pytest.approx((low, high + further))


@given(VALUES)
def test_it_holds_students_and_turns_with_the_sign(values: list[float]) -> None:
    low, high = ends(values)
    room = 1e-6 + 1e-9 * max(map(abs, values))
    least, most = oracle(values) if len(set(values)) > 1 else (values[0], values[0])
    assert low <= least + room
    assert high >= most - room
    assert ends([-one for one in values]) == pytest.approx((-high, -low))


@given(VALUES, st.floats(0.01, 100.0), st.floats(-1e3, 1e3))
def test_it_follows_another_unit_and_another_zero(
    values: list[float], unit: float, zero: float
) -> None:
    low, high = ends(values)
    moved = ends([unit * one + zero for one in values])
    size = unit * max(map(abs, values)) + abs(zero)
    assert moved == pytest.approx((unit * low + zero, unit * high + zero), abs=1e-6 * size + 1e-6)


@pytest.mark.parametrize("value", [0.0, 0.1, 1e-200, -3e15])
def test_equal_values_have_no_width_whatever_the_rounding(value: float) -> None:
    assert ends([value] * 7) == pytest.approx((value, value), rel=1e-12)


def test_a_value_that_is_missing_is_left_out() -> None:
    values, missing = np.array([[1.0, 2.0, 9.0]]), np.array([[1.0, math.nan, 2.0, 9.0, math.nan]])
    assert np.array_equal(mean_interval(values), mean_interval(missing))


def test_one_value_has_no_interval_and_none_has_none() -> None:
    low, high = mean_interval(np.array([[3.0, math.nan], [math.nan, math.nan]]))
    assert np.isnan([*low, *high]).all()
    assert mean_interval(np.empty((0, 5)))[0].shape == (0,)


def test_rows_do_not_change_each_other() -> None:
    values = np.random.default_rng(1).standard_exponential((50, 8))
    together = np.array(mean_interval(values))
    assert np.array_equal(together[:, 7], np.array(mean_interval(values[7:8]))[:, 0])


def test_lists_become_rows() -> None:
    lists = pa.chunked_array([[[1.0, 2.0], [3.0]], [[4.0, 5.0, 6.0]]])
    nan = math.nan
    expected = [[1.0, 2.0, nan], [3.0, nan, nan], [4.0, 5.0, 6.0]]
    assert np.array_equal(rows(lists), np.array(expected), equal_nan=True)


def test_the_exact_wait_of_an_empty_queue_is_met() -> None:
    assert expected_wait(0.5, 20_000) == pytest.approx(1.0, rel=1e-3)  # rho / (1 - rho)
    shown = waits(np.random.default_rng(4), 20_000, 0.9, 50)
    assert shown.mean() == pytest.approx(expected_wait(0.9, 50), abs=4 * stats.sem(shown))


@pytest.mark.parametrize("replications", [8, 10, 20])
@pytest.mark.parametrize(("load", "customers"), [(0.6, 200), (0.9, 400), (0.95, 400)])
def test_it_holds_where_students_does_not(load: float, customers: int, replications: int) -> None:
    """Of 2,000 small studies each, of fixed luck: a standard error is half a point."""
    drawn = waits(np.random.default_rng(8), 2000 * replications, load, customers)
    values, mean = drawn.reshape(2000, replications), expected_wait(load, customers)
    assert coverage(mean_interval(values), mean) >= 0.94
    if load > 0.8:
        assert coverage(student(values, 0.95), mean) < 0.92


def test_it_holds_of_a_very_long_tail_too_though_not_always() -> None:
    values = lognormal(np.random.default_rng(8), 16_000, 1.0).reshape(2000, 8)
    assert coverage(student(values, 0.95), math.exp(0.5)) < 0.85
    assert coverage(mean_interval(values), math.exp(0.5)) > 0.91


def test_it_is_not_much_too_careful_where_values_are_normal() -> None:
    values = np.random.default_rng(8).standard_normal((2000, 8))
    assert 0.95 < coverage(mean_interval(values), 0.0) < 0.975


def coverage(interval: tuple[np.ndarray, np.ndarray], mean: float) -> float:
    """The share of intervals that hold the mean."""
    low, high = interval
    return float(((low <= mean) & (mean <= high)).mean())
