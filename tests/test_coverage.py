"""The table that shows how often intervals hold, and the page that has it."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from experiments.coverage import chosen_on, held_out, main, saved, waits
from experiments.other_intervals import INTERVALS, bca, bootstrap_t, hall, johnson, student
from tests import examples

DOCUMENT = "docs/intervals.md"
VALUES = np.random.default_rng(2).standard_exponential((3, 12))


def test_every_population_has_the_mean_that_it_says() -> None:
    for one in (*chosen_on(), *held_out()):
        drawn = one.draw(np.random.default_rng(3), 4000)
        assert drawn.mean() == pytest.approx(one.mean, abs=4.5 * stats.sem(drawn)), one.name


def test_two_servers_wait_less_than_one_of_the_same_load() -> None:
    one, two = (waits(np.random.default_rng(1), 2000, 0.8, 200, n).mean() for n in (1, 2))
    assert two < one


def test_a_difference_is_of_the_same_luck() -> None:
    less, same = (
        saved(np.random.default_rng(5), 500, loads, 40) for loads in ((0.7, 0.8), (0.8, 0.8))
    )
    assert (same == 0.0).all()
    assert (less < 0.0).all()  # later arrivals make nobody wait longer


def test_students_is_that_of_scipy() -> None:
    low, high = student(VALUES, 0.9)
    oracle = stats.t(11, VALUES.mean(axis=1), stats.sem(VALUES, axis=1)).interval(0.9)
    assert (low, high) == (pytest.approx(oracle[0]), pytest.approx(oracle[1]))


def test_bca_is_that_of_scipy_but_for_its_luck() -> None:
    low, high = bca(VALUES, 0.9)
    oracle = stats.bootstrap(
        (VALUES,), np.mean, axis=1, confidence_level=0.9, method="BCa", rng=1
    ).confidence_interval
    assert low == pytest.approx(oracle.low, rel=0.05)
    assert high == pytest.approx(oracle.high, rel=0.05)


def test_halls_ends_are_where_his_cubic_is_students_quantile() -> None:
    mean, error = VALUES.mean(axis=1), stats.sem(VALUES, axis=1)
    third = ((VALUES - mean[:, None]) ** 3).sum(axis=1) * 12 / (11 * 10)
    bend = third / VALUES.std(axis=1, ddof=1) ** 3 / np.sqrt(12)
    for end, quantile in zip(hall(VALUES, 0.9), stats.t(11).ppf([0.95, 0.05]), strict=True):
        t = (mean - end) / error
        cubic = t + bend / 3 * t**2 + bend**2 / 27 * t**3 + bend / 6
        assert cubic == pytest.approx(np.full(3, quantile))


def test_johnsons_is_moved_towards_the_long_tail() -> None:
    ends, usual = johnson(VALUES, 0.9), student(VALUES, 0.9)
    moved = [one - other for one, other in zip(ends, usual, strict=True)]
    assert moved[0] == pytest.approx(moved[1])
    assert (np.sign(moved[0]) == np.sign(stats.skew(VALUES, axis=1))).all()


def test_bootstrap_t_is_what_drawing_one_by_one_gives() -> None:
    values, luck = VALUES[0], np.random.default_rng(9)
    drawn = luck.choice(values, (20_000, 12))
    t = (drawn.mean(axis=1) - values.mean()) / stats.sem(drawn, axis=1)
    slow = values.mean() - np.quantile(t, [0.95, 0.05]) * stats.sem(values)
    low, high = bootstrap_t(VALUES[:1], 0.9)
    assert (low[0], high[0]) == pytest.approx(slow, rel=0.1)


def test_the_command_of_the_page_prints_its_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = re.findall(r"`python -m experiments\.coverage ([^`]*)`", examples.text(DOCUMENT))
    words = [word for word in named[0].split() if not word.startswith(("studies", "replications"))]
    assert main([*words, "studies=20", "replications=3", f"out={tmp_path / 'table.md'}"]) == 0
    shown = (tmp_path / "table.md").read_text("utf-8")
    assert capsys.readouterr().out == shown
    first = [line.split("|")[1] for line in shown.splitlines() if line.startswith("|")][1:]
    page = examples.text(DOCUMENT)
    assert len(first) == 3 + len(chosen_on()) + len(held_out())
    assert all(f"|{name}|" in page for name in first)
    assert all(f" {name} |" in page for name in INTERVALS)
