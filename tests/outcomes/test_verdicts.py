"""Verdicts: what can be said of a difference, for every indicator that there is."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.outcomes.indicators import INDICATORS, TOO_FEW, Indicator
from sim.outcomes.indicators.measure import mean
from sim.outcomes.verdicts import (
    ALIKE,
    FEW,
    LESS,
    MORE,
    SAME,
    UNSURE,
    VERDICTS,
    Effect,
    mood,
    verdict,
)
from sim.outcomes.words import estimate

JUDGED = ("better", "worse", "changed")

names = st.sampled_from(sorted(INDICATORS))
sizes = st.floats(-1e7, 1e7, allow_subnormal=False) | st.floats(-1.0, 1.0, allow_subnormal=False)


def new(**matters: float) -> Indicator:
    """An indicator of which only the smallest difference that matters is looked at."""
    about = {"unit": "a year", "better": "lower", "meaning": "New."}
    return Indicator("new", "新", "new", measure=mean("wait"), **about, **matters)  # type: ignore[arg-type]


def effect(difference: float, half: float, *, events: float = 100.0, **more: float) -> Effect:
    """A difference in minutes of which one matters, with an interval around it."""
    ends = difference - half, difference + half
    matters = more.get("matters", 1.0)
    return Effect("minutes", difference, *ends, matters, events, same=False)


@pytest.mark.parametrize("one", INDICATORS.values(), ids=lambda one: one.name)
def test_every_indicator_says_what_matters_and_where_that_comes_from(one: Indicator) -> None:
    assert one.matters > 0.0 or one.matters_share > 0.0
    assert one.matters_share <= 0.1
    assert one.matters <= 0.05 or one.unit != "share"
    assert one.basis.startswith("assumed") or re.search(r"\b(19|20)\d\d\b", one.basis)


@pytest.mark.parametrize(
    ("matters", "share"), [(0.0, 0.0), (-1.0, 0.1), (1.0, -0.1), (math.nan, 0.1), (math.inf, 0.0)]
)
def test_an_indicator_that_says_nothing_of_it_is_refused(matters: float, share: float) -> None:
    with pytest.raises(ValueError, match=r"indicator new: .* smallest difference that matters"):
        new(matters=matters, matters_share=share)


def test_the_larger_of_both_holds_and_a_share_grows_with_the_place() -> None:
    one = new(matters=12.0, matters_share=0.05)
    assert [one.matters_at(level) for level in (0.0, 100.0, 1000.0, -1000.0)] == [12, 12, 50, 50]


@pytest.mark.parametrize(
    ("difference", "half", "word"),
    [
        (0.9, 0.05, ALIKE),  # the whole interval is below what matters
        (0.9, 0.5, ALIKE),  # excludes 0, and may matter
        (0.9, 5.0, ALIKE),  # whatever the interval
        (-0.9, math.nan, ALIKE),
        (1.0, 0.5, "longer"),
        (-1.1, 1.0, "shorter"),
        (1.1, 1.1, UNSURE),  # 0 is an end
        (-3.0, 9.0, UNSURE),
        (3.0, math.nan, UNSURE),  # one replication
    ],
)
def test_below_what_matters_it_is_about_the_same(difference: float, half: float, word: str) -> None:
    assert verdict(effect(difference, half)) == word


def test_few_events_are_not_judged_and_equal_numbers_are_no_change() -> None:
    assert verdict(effect(9.0, 1.0, events=TOO_FEW - 1)) == FEW
    assert verdict(effect(9.0, 1.0, events=TOO_FEW)) == "longer"
    assert verdict(Effect("minutes", 0.0, 0.0, 0.0, 1.0, 100, same=True)) == SAME
    assert verdict(Effect("minutes", 0.0, math.nan, math.nan, 1.0, 100, same=True)) == ALIKE


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("hours", ("shorter", "longer")),
        ("a year", ("fewer", "more")),
        ("share", ("lower", "higher")),
        ("hours a week", ("lower", "higher")),
    ],
)
def test_words_are_those_of_times_counts_and_the_rest(unit: str, words: tuple[str, str]) -> None:
    less, more = (Effect(unit, by, by, by, 1.0, 100, same=False) for by in (-2.0, 2.0))
    assert (verdict(less), verdict(more)) == words


def test_every_word_has_a_mood() -> None:
    assert {mood(word, "neither") for word in LESS + MORE} == {"changed"}
    assert {mood(word, "lower") for word in LESS} == {"better"}
    assert {mood(word, "higher") for word in LESS} == {"worse"}
    assert {mood(word, "higher") for word in MORE} == {"better"}
    assert len({mood(word, "lower") for word in VERDICTS}) == 6


@given(names, sizes, sizes, sizes, sizes, st.integers(0, 10**6))
def test_nothing_below_what_matters_is_judged_and_what_is_judged_can_be_read(  # noqa: PLR0913, PLR0917
    name: str, level: float, difference: float, down: float, up: float, events: int
) -> None:
    one = INDICATORS[name]
    matters = one.matters_at(level)
    low, high = difference - abs(down), difference + abs(up)
    word = verdict(Effect(one.unit, difference, low, high, matters, events, same=False))
    if mood(word, one.better) not in JUDGED:
        return
    assert abs(difference) >= matters
    assert low > 0.0 or high < 0.0
    by, _ = estimate(difference, low, high, one.unit, least=matters)
    assert re.search("[1-9]", by)
    assert by[0] == ("+" if difference > 0.0 else "\N{MINUS SIGN}")


@given(names, sizes, st.floats(0.0, 1e9), st.integers(TOO_FEW, 10**6))
def test_below_what_matters_every_interval_reads_about_the_same(
    name: str, level: float, half: float, events: int
) -> None:
    one = INDICATORS[name]
    matters = one.matters_at(level)
    for by in (-0.99 * matters, 0.0, 0.5 * matters, math.nextafter(matters, 0.0)):
        found = Effect(one.unit, by, by - half, by + half, matters, events, same=False)
        assert verdict(found) == ALIKE
