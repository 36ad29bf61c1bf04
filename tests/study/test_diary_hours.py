"""The hours of the diary: what is missing at one place is there at another, or on the road."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sim
from sim.clock import Calendar
from sim.study.diary import diary, entries
from sim.system import System
from sim.system.diary import Form, Posting
from sim.system.outreach import ExpertClinic, Outreach
from sim.tables.roster import roster
from sim.tables.shifts import capacities
from tests.played import played
from tests.systems import MONDAY, tables_of, tiny_system

CALENDAR = Calendar(MONDAY)
WEEKS = 336.0  # hours
HOURS = ("mon 08:00-12:00", "tue 09:00-11:30", "wed 14:00-17:00", "fri 08:00-16:00")
POSTS = (
    # from, station, to, station, stays
    ("hospital", "consultation.internal", "town", "consultation.general", False),
    ("hospital", "consultation.general", "town", "registration", True),
    ("hospital", "theatre", "town", None, False),
    ("town", "consultation.general", "hospital", "consultation.internal", False),
    ("elsewhere", None, "town", "ecg", True),
)


def posting(post: tuple[Any, ...], **facts: Any) -> Posting:
    home, takes, at, gives, stays = post
    ends = {"home": home, "takes": takes, "at": at, "gives": gives, "stays": stays}
    return Posting(form=Form.SECONDMENT, **{"hours": HOURS[:1]} | ends | facts)


def server_hours(system: System) -> Counter[str]:
    """Hours with a server, by station, negative numbers not cut off."""
    found: Counter[str] = Counter()
    for key, post in roster(system, CALENDAR, WEEKS).stations.items():
        for start, end, servers in post.servers:
            found[key] += servers * (min(end, WEEKS) - start)
    return found


@st.composite
def diaries(draw: st.DrawFn) -> dict[str, Posting]:
    """Some postings, which may be more than there are people for: hours are hours."""
    count = draw(st.integers(0, 6))
    return {
        f"p{n}": posting(
            draw(st.sampled_from(POSTS)),
            hours=tuple(draw(st.lists(st.sampled_from(HOURS), min_size=1, unique=True))),
            first=draw(st.sampled_from([None, MONDAY, MONDAY + timedelta(days=8)])),
            last=draw(st.sampled_from([None, MONDAY + timedelta(days=10)])),
        )
        for n in range(count)
    }


@given(diaries())
def test_what_is_missing_is_there_or_on_the_road(diary: dict[str, Posting]) -> None:
    """By the entries, and by the servers of all stations of the run."""
    system = tiny_system(diary=diary)
    found = entries(system, CALENDAR, (0.0, WEEKS))
    for one in found:
        assert one.away == pytest.approx(one.there + one.on_road)
        assert one.away == pytest.approx(one.missing + one.own + one.added)
    before, after = server_hours(tiny_system()), server_hours(system)
    moved = sum(after.values()) - sum(before.values())
    assert moved == pytest.approx(sum(one.worked - one.missing for one in found))


def test_an_entry_says_who_did_what_in_a_month() -> None:
    system = tiny_system(diary={"wang": posting(POSTS[0], hours=("mon 07:00-12:00",))})
    (one,) = entries(system, CALENDAR, (168.0, WEEKS))
    assert (one.month, one.person, one.days) == ("2023-01", "wang", 1)
    assert (one.away, one.there, one.on_road, one.worked) == (5.0, 3.0, 2.0, 3.0)
    assert (one.missing, one.own, one.added) == (4.0, 1.0, 0.0)


def test_who_comes_from_elsewhere_is_added() -> None:
    system = tiny_system(diary={"guest": posting(POSTS[4])})
    assert [one.added for one in entries(system, CALENDAR, (0.0, WEEKS))] == [8.0]


def test_an_expert_clinic_from_a_hospital_without_described_rooms_is_added() -> None:
    line = ExpertClinic(expert_from="elsewhere", at="town", specialty="internal", half_days=1)
    system = tiny_system(outreach=Outreach(clinics=(line,)))
    (one,) = entries(system, CALENDAR, (0.0, 168.0))
    assert (one.missing, one.own, one.added) == (0.0, 0.0, one.away)


def test_expert_clinics_are_in_the_diary_too() -> None:
    line = ExpertClinic(expert_from="hospital", at="town", specialty="internal", half_days=2)
    system = tiny_system(outreach=Outreach(clinics=(line,)))
    (one,) = entries(system, CALENDAR, (0.0, 168.0))
    assert (one.form, one.takes, one.gives) == (
        Form.EXPERT_CLINIC,
        "consultation.internal",
        "expert.internal",
    )
    assert (one.on_road, one.worked) == pytest.approx((4.0, one.there))


def test_servers_come_and_go_at_these_hours() -> None:
    system = tiny_system(diary={"wang": posting(POSTS[1])})
    posts = roster(system, CALENDAR, 24.0).stations
    there = capacities(
        0.0, posts["town/registration"].off_hours, posts["town/registration"].servers
    )
    assert there == [(0.0, 1), (8.0, 2), (12.0, 1), (24.0, 0)]
    left = posts["hospital/consultation.general"]
    assert capacities(0.0, 0, left.servers)[1:3] == [(8.0, 1), (12.0, 0)]


def test_tickets_go_with_the_doctor() -> None:
    """Of the town's four tickets of a morning with one doctor three are more for two hours more."""
    system = tiny_system(diary={"wang": posting(POSTS[0])})
    sessions = roster(system, CALENDAR, 24.0).sessions
    assert sessions["town/consultation.general"].tickets == (6, 4)
    assert sessions["hospital/consultation.internal"].tickets == (0, 4)


def test_a_second_desk_serves_the_second_patient_at_once() -> None:
    """Two come to the hospital at half past nine, two at two: the clerk is there till noon."""
    clerk = posting(("town", "registration", "hospital", "registration", True))
    system = tiny_system(diary={"wang": clerk})
    rows, _ = played(tables_of(system), [8.75, 8.75, 13.25, 13.25], 0, 4, 0.25)
    desk = [
        row
        for row in rows
        if row["stage"] == "registration" and row["station"] == "hospital/registration"
    ]
    waits = {row["patient"]: round(60.0 * (row["started"] - row["asked"]), 6) for row in desk}
    assert waits == {0: 0.0, 1: 0.0, 2: 0.0, 3: 6.0}


def test_a_programme_has_the_entries_of_its_phases() -> None:
    words = ("network=three_tier", "run.days=14", "run.warmup_days=0", "policy=[outreach]")
    timed = sim.load(*words, "+programme.outreach=[{first: 2023-02-13}]")
    always, never = (sim.load(*words[:3], policy) for policy in (words[3], "policy=[]"))
    hours = [sum(one.there for one in diary(each)) for each in (never, timed, always)]
    assert hours[0] < hours[1] < hours[2]
    assert hours[1] == pytest.approx((hours[0] + hours[2]) / 2)
