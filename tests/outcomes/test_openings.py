"""Waits within opening hours."""

from __future__ import annotations

import math
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.outcomes import outcomes
from sim.outcomes.frame import setting_of
from sim.outcomes.openings import opening_wait
from sim.outcomes.reading import names_of
from tests.outcomes.oracle_waits import opening_waits
from tests.outcomes.stories import Story

DESK = "lead/desk"  # runs over
THEATRE = "lead/theatre"  # does not
DAYS = tuple(
    (station, 24.0 * day + opens, 24.0 * day + closes)
    for station in (DESK, THEATRE)
    for day in range(3)
    for opens, closes in ((8.0, 12.0), (14.0, 17.0))
)


def wait(station: str, asked: float, started: float) -> float:
    """The wait of one step at a station with two sessions a day."""
    record = Story(openings=DAYS).record()
    names = names_of(record)
    books = SimpleNamespace(frame=setting_of(names, vars(record), record.window).frame)
    return opening_wait(books, names.stations.index(station), asked, started)


def expected(station: str, asked: float, started: float) -> float:
    """The same by the oracle."""
    story = Story(openings=DAYS)
    story.step(story.patient(), "desk", station, asked, started)
    return float(opening_waits(story.record())[0].as_py())


@pytest.mark.parametrize(
    ("station", "asked", "started", "hours"),
    [
        (DESK, 9.0, 9.5, 0.5),
        (DESK, 11.5, 12.25, 0.75),  # it runs over lunch for those who were there
        (DESK, 12.5, 14.25, 0.25),  # came at lunch: waits from the opening
        (DESK, 12.0, 14.0, 0.0),  # came as it closed
        (DESK, 20.0, 32.5, 0.5),  # came at night
        (DESK, 16.5, 17.5, 1.0),
        (DESK, 70.0, 70.5, 0.5),  # after the last opening
        (THEATRE, 9.0, 9.5, 0.5),
        (THEATRE, 11.0, 15.0, 2.0),  # lunch is no waiting
        (THEATRE, 16.0, 33.0, 2.0),  # nor is the night
        (THEATRE, 12.5, 14.25, 0.25),
        (THEATRE, 3.0, 8.0, 0.0),
        (THEATRE, 16.0, 57.0, 9.0),  # an hour, a whole day of seven, an hour
    ],
)
def test_closed_hours_are_not_waiting(
    station: str, asked: float, started: float, hours: float
) -> None:
    assert wait(station, asked, started) == pytest.approx(hours, abs=1e-12)
    assert expected(station, asked, started) == pytest.approx(hours, abs=1e-12)


@given(st.floats(0.0, 80.0), st.one_of(st.just(0.0), st.floats(0.0, 11.0)))
def test_a_wait_lies_between_nothing_and_the_clock(asked: float, later: float) -> None:
    for station in (DESK, THEATRE):
        hours = wait(station, asked, asked + later)
        assert -1e-9 <= hours <= later + 1e-9
        assert hours == expected(station, asked, asked + later)  # to the last bit


def test_without_station_or_start_there_is_no_wait() -> None:
    story = Story(openings=DAYS)
    patient = story.patient()
    story.step(patient, "travel", "lead", 8.0, 8.0, 9.0)
    story.step(patient, "desk", DESK, 9.0, math.nan, 11.0, outcome="gave_up")
    found = {row["indicator"]: row["events"] for row in outcomes(story.record()).to_pylist()}
    assert found["wait_unserved"] == 1
    assert "wait_mean" not in found


def test_a_station_that_serves_without_ever_opening_is_an_error() -> None:
    story = Story(openings=())
    story.step(story.patient(), "desk", DESK, 9.0)
    with pytest.raises(ValueError, match="lead/desk"):
        outcomes(story.record())
