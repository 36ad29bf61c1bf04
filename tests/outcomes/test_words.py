"""Numbers as words."""

from __future__ import annotations

import math

import pytest

from sim.outcomes.words import amount, between, digits, estimate, listed
from sim.page.style import plain


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (1406.4, "1,406"),
        (12.34, "12.3"),
        (1.234, "1.23"),
        (-0.0042, "−0.0042"),
        (math.nan, "–"),
    ],
)
def test_a_number_has_about_three_figures(value: float, text: str) -> None:
    assert digits(value) == text


def test_a_share_is_a_percentage_and_its_difference_is_in_points() -> None:
    assert amount(0.553, "share") == "55.3 %"
    assert estimate(0.12, 0.11, 0.13, "share") == ("+12.0", "[+11.0 to +13.0]")


def test_a_difference_and_its_interval_have_the_same_places() -> None:
    assert estimate(-9.0, -10.5, -7.5, "minutes") == ("−9.0", "[−10.5 to −7.5]")


def test_one_replication_has_no_interval() -> None:
    assert estimate(-9.0, math.nan, math.nan, "minutes") == ("−9.00", "")


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        (0.0381, 0.0467, "share", "[3.81 to 4.67]"),
        (9.1, 12.34, "minutes", "[9.1 to 12.3]"),
        (0.0, 5.5, "hours", "[0.0 to 5.5]"),
        (1371.2, 1440.8, "a year", "[1,371 to 1,441]"),
        (2.0, 2.0, "days", "[2.0 to 2.0]"),
        (0.0, 0.0, "hours", "[0 to 0]"),
        (math.nan, math.nan, "hours", ""),
    ],
)
def test_the_interval_of_a_level_has_the_places_of_its_amount(
    low: float, high: float, unit: str, text: str
) -> None:
    assert between(low, high, unit) == text


def test_a_list_reads_as_one_says_it() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"], "or") == "a, b or c"


def test_plotly_shows_the_characters_of_a_name() -> None:
    assert plain("<b>A & B</b>") == "&lt;b&gt;A &amp; B&lt;/b&gt;"


def test_a_difference_that_matters_is_never_shown_as_nothing() -> None:
    assert estimate(0.004, 0.001, 400.0, "hours", least=0.002) == (
        "+0.004",
        "[+0.001 to +400.000]",
    )
    assert estimate(0.00002, 0.00001, 0.00003, "hours", least=0.00001)[0] == "+0.00002"


def test_what_does_not_matter_is_shown_as_far_as_that_does() -> None:
    assert estimate(0.00002, 0.00001, 0.00003, "hours", least=0.05) == ("0.000", "[0.000 to 0.000]")
