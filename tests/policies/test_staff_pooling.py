"""Pooled county staff: one person who goes round the base institutions."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

import sim
from sim.clock import Calendar
from sim.policies.staff_pooling import StaffPooling
from sim.study.diary import entries
from sim.system import System
from sim.system.diary import Form, Posting
from sim.system.experts import too_many_away
from sim.system.faults import Faults
from sim.system.presences import Run, presences, way_of
from sim.tables.roster import roster
from tests.systems import MONDAY, tiny_network, tiny_system, with_facility

CALENDAR = Calendar(MONDAY)
WEEK = 168.0


def towns(count: int) -> System:
    """The tiny consortium with so many towns, an hour from the hospital each."""
    network = tiny_network()
    town = network.facilities["town"]
    hospital = replace(network.facilities["hospital"], transfer_minutes={"town": 60.0})
    more = {f"town_{n}": town for n in range(2, count + 1)}
    facilities = {**network.facilities, "hospital": hospital, **more}
    return tiny_system(network=replace(network, facilities=facilities))


def test_of_one_town_it_is_every_week() -> None:
    (posting,) = StaffPooling(days=1).apply(towns(1)).diary.values()
    assert posting == Posting(
        form=Form.POOLED,
        person="staff_pooling",
        home="hospital",
        at="town",
        takes="consultation.general",
        gives="consultation.general",
        hours=("mon 08:00-17:30",),
    )


def test_each_day_is_another_town_and_all_have_the_same_in_a_round() -> None:
    """Three towns and two days: a round takes three weeks."""
    system = StaffPooling(days=2).apply(towns(3))
    run = Run(CALENDAR, 6.0 * WEEK)
    visits = sorted((one.leaves, one.at) for one in presences(system, run))
    days = [(hour - 8.0) / 24.0 for hour, _ in visits]
    assert days == [7.0 * week + day for week in range(6) for day in (0, 1)]
    towns_visited = [town for _, town in visits]
    assert Counter(towns_visited) == {"town": 4, "town_2": 4, "town_3": 4}
    assert all(a != b for a, b in pairwise(towns_visited))
    assert {one.person for one in presences(system)} == {"staff_pooling"}


def test_hours_are_missing_at_the_hospital_and_there_without_the_way() -> None:
    """An hour away: of 08-12 and 14-17 those of 09-12 and 14-16:30 are left, two days a week."""
    lever, system = StaffPooling(days=2), towns(3)
    moves = lever.moves(system)
    assert [one.receiver for one in moves] == ["town", "town_2", "town_3"]
    assert sum(one.hours_lost for one in moves) == pytest.approx(14.0)
    assert sum(one.hours_gained for one in moves) == pytest.approx(11.0)
    found = entries(lever.apply(system), CALENDAR, (0.0, 3.0 * WEEK))
    assert sum(one.missing for one in found) == pytest.approx(42.0)
    assert sum(one.worked for one in found) == pytest.approx(33.0)
    assert sum(one.on_road for one in found) == pytest.approx(12.0)


@pytest.mark.parametrize(("days", "tickets"), [(0, 40), (1, 46), (3, 58), (5, 70)])
def test_more_days_are_more_tickets_at_the_towns(days: int, tickets: int) -> None:
    """Of four tickets a session; those of a day are three more each, and eight fewer above."""
    sessions = roster(StaffPooling(days=days).apply(towns(1)), CALENDAR, WEEK).sessions
    assert sum(sessions["town/consultation.general"].tickets) == tickets
    assert sum(sessions["hospital/consultation.general"].tickets) == 80 - 8 * days


def test_the_way_may_be_given_from_the_town_only() -> None:
    system = towns(2)
    assert system.network.transfer("hospital", "town_2") is None
    assert way_of(system, "hospital", "town_2") == 60.0
    assert way_of(system, "hospital", "elsewhere") is None


def test_the_last_one_of_the_clinic_stays() -> None:
    guest = Posting(
        form=Form.TEACHING,
        home="hospital",
        at="town",
        takes="consultation.general",
        hours=("mon-wed 09:00-12:00",),
        first=date(2023, 3, 6),
    )
    system = replace(towns(1), diary={"guest": guest})
    lever = StaffPooling(days=3)
    assert [one.hours for one in lever.apply(system).diary.values()][1:] == [
        ("thu 08:00-17:30",),
        ("fri 08:00-17:30",),
    ]
    assert lever.remarks(system) == (
        "days: 2 of 3, since the last one in the general clinic of hospital stays",
    )


def test_days_of_one_person_in_turn_take_one_from_the_clinic() -> None:
    """Of two doctors, with one town or with three, another one can go too, and no third one."""
    guest = Posting(
        form=Form.TEACHING,
        home="hospital",
        at="town",
        takes="consultation.general",
        hours=("mon 09:00-12:00",),
    )
    for count in (1, 3):
        system = StaffPooling(days=5).apply(towns(count))
        beside = replace(system, diary={**system.diary, "guest": guest})
        assert list(too_many_away(beside)) == []
        more = replace(beside, diary={**beside.diary, "second": guest})
        assert {people for _, people in too_many_away(more)} == {2}


def test_a_dose_of_zero_is_the_system_that_it_was_given() -> None:
    system = towns(2)
    assert StaffPooling(days=0).apply(system) is system


def test_a_dose_takes_the_place_of_the_last_one() -> None:
    system = towns(3)
    twice = StaffPooling(days=1).apply(StaffPooling(days=5).apply(system))
    assert twice == StaffPooling(days=1).apply(system)


def test_what_cannot_be_is_said() -> None:
    with pytest.raises(Faults, match=r"members = elsewhere: expected institutions with rooms"):
        StaffPooling(days=1, members=("elsewhere",)).apply(towns(1))
    bare = tiny_system(network=with_facility("hospital", clinics={}))
    with pytest.raises(Faults, match=r"sent_from = hospital: expected a hospital with a general"):
        StaffPooling(days=1).apply(bare)
    with pytest.raises(Faults, match=r"a round of 53 weeks is longer than a year \(52\)"):
        StaffPooling(days=1).apply(towns(53))


@pytest.mark.parametrize(
    ("network", "giver", "count"),
    [("three_tier", "east", 3), ("county", "county", 18), ("jiangmen", "pengjiang", 9)],
)
def test_a_district_hospital_of_the_shipped_networks_goes_round(
    network: str, giver: str, count: int
) -> None:
    scenario = sim.load(f"network={network}", "policy=[staff_pooling]")
    found = [one for one in scenario.system.diary.values() if one.form is Form.POOLED]
    assert {one.home for one in found} == {giver}
    assert set(Counter(one.at for one in found).values()) == {5}
    assert len({one.at for one in found}) == count
