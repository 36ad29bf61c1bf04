"""The diary: on which days a posting falls, which postings meet, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sim.system import System
from sim.system.checks import contradictions
from sim.system.diary import Form, Posting, overlapping
from sim.system.experts import too_many_away
from sim.system.presences import Run, presences
from tests.systems import MONDAY, Calendar, tiny_system

WEEKDAYS = ("mon-fri 08:00-12:00", "mon-fri 14:00-17:00")


def posting(**facts: Any) -> Posting:
    """The hospital's physician works in the town on Mondays."""
    usual: dict[str, Any] = {"form": Form.LEAD, "home": "hospital", "at": "town"}
    usual |= {"takes": "consultation.internal", "gives": "consultation.general"}
    return Posting(**usual | {"hours": ("mon 08:00-12:00",)} | facts)


def keeping(**diary: Posting) -> System:
    return tiny_system(diary=diary)


def told(**diary: Posting) -> dict[str, str]:
    """What is refused of a diary, by its key."""
    faults = contradictions(keeping(**diary))
    return {fault.key: fault.expected for fault in faults if fault.key.startswith("diary.")}


def test_every_other_week_is_counted_from_the_first() -> None:
    studio = posting(every_weeks=2, first=MONDAY, last=MONDAY + timedelta(days=27))
    weeks = [studio.falls_on(MONDAY + timedelta(weeks=n)) for n in range(-2, 6)]
    assert weeks == [False, False, True, False, True, False, False, False]


def test_the_hours_of_a_run_are_those_of_its_dates() -> None:
    second = MONDAY + timedelta(days=7)
    system = keeping(wang=posting(first=second, last=second + timedelta(days=9)))
    found = list(presences(system, Run(Calendar(MONDAY), 30 * 24.0)))
    assert [one.leaves for one in found] == [176.0, 344.0]
    assert [one.there for one in found] == [(177.0, 179.0), (345.0, 347.0)]


def test_who_stays_loses_no_hour_on_the_road() -> None:
    (one,) = presences(keeping(wang=posting(stays=True)))
    assert one.there == (8.0, 12.0)


def test_no_posting_falls_on_a_holiday() -> None:
    closed = Calendar(MONDAY, frozenset({MONDAY}))
    assert list(presences(keeping(wang=posting()), Run(closed, 168.0))) == []


@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 5), st.integers(0, 5))
def test_postings_meet_if_there_is_a_week_with_both(a: int, b: int, one: int, other: int) -> None:
    """As looking at all of their weeks says."""
    firsts = (MONDAY + timedelta(weeks=n) for n in (one, other))
    left, right = (
        posting(every_weeks=every, first=first, last=MONDAY + timedelta(weeks=40))
        for every, first in zip((a, b), firsts, strict=True)
    )
    days = [MONDAY + timedelta(weeks=n) for n in range(41)]
    both = any(left.falls_on(day) and right.falls_on(day) for day in days)
    assert left.meets(right) == right.meets(left) == both
    assert overlapping(left, right) == both


def test_hours_that_cannot_be_read_are_refused() -> None:
    with pytest.raises(ValidationError, match="times such as 08:00-12:00"):
        posting(hours=("mon 8-12",))


def test_a_person_is_in_one_place_at_a_time() -> None:
    faults = told(
        clinic=posting(person="Wang"),
        theatre=posting(person="Wang", takes="theatre", hours=("mon 11:00-16:00",)),
        later=posting(person="Wang", hours=("tue 08:00-12:00",)),
    )
    assert list(faults) == ["diary.theatre.hours"]
    assert faults["diary.theatre.hours"].endswith("those of diary.clinic: Wang is there")


def test_teams_that_follow_one_another_need_not_be_there_at_once() -> None:
    """One internist at the hospital: the second goes when the first is back."""
    end = date(2023, 6, 30)
    first = posting(last=end)
    after = posting(first=end + timedelta(days=1))
    assert told(first=first, second=after) == {}
    both = told(first=first, second=posting(first=end))
    assert both == {
        "diary.second.hours": ("fewer at a time: hospital has 1 in consultation.internal to send")
    }


def test_an_expert_clinic_and_a_posting_share_the_doctors_of_a_room() -> None:
    away = keeping(wang=posting(), li=posting(hours=("mon 10:00-16:00",)))
    assert [(one.key, people) for one, people in too_many_away(away)] == [("diary.li", 1)]


@pytest.mark.parametrize(
    ("facts", "key", "expected"),
    [
        ({"takes": None}, "takes", "the station of hospital that has one fewer"),
        ({"takes": "ward"}, "takes", "a station with people at hospital"),
        ({"takes": "theatr"}, "takes", "a station with people at hospital"),
        ({"gives": "theatre"}, "gives", "a station with people at town"),
        ({"first": MONDAY, "last": date(2022, 1, 1)}, "last", "not before the first, 2023-01-02"),
        ({"every_weeks": 2}, "first", "the first day, from which the weeks are counted"),
        ({"hours": ("mon 08:00-10:00",)}, "hours", "60 minutes each way, or stays: true"),
        ({"at": "elsewhere", "gives": None}, "at", "has minutes or coordinates, or stays: true"),
    ],
)
def test_what_cannot_be_is_refused(facts: dict[str, Any], key: str, expected: str) -> None:
    faults = told(wang=posting(**facts))
    assert list(faults) == [f"diary.wang.{key}"]
    assert expected in faults[f"diary.wang.{key}"]


def test_who_comes_from_outside_takes_nobody_away() -> None:
    guest = posting(home="elsewhere", takes=None, stays=True)
    assert told(guest=guest) == {}
    elsewhere = "network.facilities.elsewhere"
    assert elsewhere not in {fault.key for fault in contradictions(keeping(guest=guest))}
