"""Precision: which numbers a study does not know well."""

from __future__ import annotations

import math

import pytest

from sim.outcomes.precision import is_rough, sentence, told


@pytest.mark.parametrize(
    ("indicator", "level", "down", "up", "rough"),
    [
        ("visit_wait_mean", 30.0, 2.9, 2.9, False),
        ("visit_wait_mean", 30.0, 1.0, 3.1, True),
        ("visit_wait_mean", 5.0, 1.9, 1.9, False),  # two minutes do not matter
        ("admission_wait_mean", 4.0, 1.5, 2.5, True),
        ("admission_wait_mean", 4.0, math.nan, math.nan, False),  # one replication
        ("mutual_recognition", 0.3, 0.0, 0.04, True),
        ("mutual_recognition", 0.1, 0.0, 0.019, False),  # two points do not matter
        ("referred_up", 50.0, 0.0, 11.0, False),  # nor does one a month
    ],
)
def test_an_interval_that_reaches_further_than_a_tenth_and_matters_is_rough(
    indicator: str, level: float, down: float, up: float, rough: bool
) -> None:
    assert is_rough(indicator, level, down, up) is rough


def test_rough_numbers_are_told_with_their_intervals() -> None:
    assert sentence([]) == ""
    number = told("waiting for a bed", "hours", 4.4, 2.9, 6.02)
    assert number == "waiting for a bed 4.4 hours [2.9 to 6.0]"
    assert sentence([number]).startswith(f"Not known to a tenth: {number}. More replications")
