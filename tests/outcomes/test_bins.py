"""Bins, and quantiles from them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.outcomes.bins import A_POWER, BINS, LEAST_POWER, MOST_POWER, Spread, bin_of, bounds
from tests.outcomes.comparing import near

LEAST, MOST = 2.0**LEAST_POWER, 2.0**MOST_POWER
values = st.one_of(
    st.floats(0.0, MOST, exclude_max=True),
    st.floats(0.0, 100.0),
    st.sampled_from([0.0, LEAST, 0.5, 1.0, 1.0078125, 60.0, 1e-300]),
)


def counted(some: list[float]) -> np.ndarray:
    """Counts by bin, as one group."""
    return np.bincount([bin_of(value) for value in some], minlength=BINS)[None, :]


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (0.0, 0),
        (-1e-13, 0),  # rounding
        (5e-324, 1),
        (math.nextafter(LEAST, 0.0), 1),
        (LEAST, 2),
        (1.0, 2 - LEAST_POWER * A_POWER),
        (math.nextafter(1.0, 0.0), 1 - LEAST_POWER * A_POWER),
        (1.0 + 1 / A_POWER, 3 - LEAST_POWER * A_POWER),
        (math.nextafter(MOST, 0.0), BINS - 1),
        (1e300, BINS - 1),
    ],
)
def test_a_bin_follows_from_the_bits_of_a_value(value: float, number: int) -> None:
    assert bin_of(value) == number


@given(values)
def test_a_value_lies_within_the_bounds_of_its_bin(value: float) -> None:
    lower, upper = bounds()
    number = bin_of(value)
    assert lower[number] <= value
    assert value < upper[number] or value == upper[number] == 0.0


def test_bins_leave_no_gap_and_are_narrow() -> None:
    lower, upper = bounds()
    assert len(lower) == len(upper) == BINS
    assert (lower[1:] == upper[:-1]).all()
    assert ((upper - lower)[2:] <= lower[2:] / A_POWER).all()
    assert upper[-1] == MOST


@given(st.lists(values, min_size=1, max_size=60), st.sampled_from([0.0, 0.5, 0.9, 0.95, 1.0]))
def test_a_quantile_is_that_of_the_values_but_for_the_width_of_a_bin(
    some: list[float], share: float
) -> None:
    found = Spread(counted(some)).quantile(share)
    assert near(found[0], np.quantile(some, share))


@given(st.lists(st.lists(values, min_size=1, max_size=9), min_size=1, max_size=5))
def test_groups_do_not_touch_each_other(groups: list[list[float]]) -> None:
    together = Spread(np.concatenate([counted(some) for some in groups])).quantile(0.9)
    alone = [Spread(counted(some)).quantile(0.9)[0] for some in groups]
    assert together.tolist() == alone


def test_the_values_of_a_bin_are_spread_evenly_over_it() -> None:
    width = 1 / A_POWER
    spread = Spread(counted([1.0, 1.0, 1.0, 1.0]))
    assert spread.quantile(0.0)[0] == 1.0 + width / 8
    assert spread.quantile(0.5)[0] == 1.0 + width / 2
    assert spread.quantile(1.0)[0] == 1.0 + width * 7 / 8
