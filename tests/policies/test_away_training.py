"""Further training: who is away to learn, and what is short at home."""

from __future__ import annotations

from dataclasses import replace

import pytest

import sim
from sim.clock import Calendar
from sim.policies.away_training import AwayTraining
from sim.study.diary import entries
from sim.system import System
from sim.system.diary import Form, Posting
from sim.system.faults import Faults
from sim.system.network import Clinic
from sim.tables.roster import roster
from tests.systems import MONDAY, tiny_system, with_facility

CALENDAR = Calendar(MONDAY)
WEEK = 168.0
ROOMS = {"general": Clinic(doctors=3, tickets=12), "surgical": Clinic(doctors=2, tickets=8)}


def staffed() -> System:
    """The town has three doctors in its general rooms, and two surgeons."""
    return tiny_system(network=with_facility("town", clinics=ROOMS))


def taken(system: System) -> list[str]:
    return [str(one.takes) for one in system.diary.values()]


def test_a_doctor_learns_at_the_lead_where_nobody_is_seen_by_them() -> None:
    assert AwayTraining(persons=1).apply(staffed()).diary == {
        "away_training_town_1": Posting(
            form=Form.TRAINING,
            home="town",
            at="hospital",
            takes="consultation.general",
            hours=("mon,tue,wed,thu,fri 08:00-12:00", "mon,tue,wed,thu,fri 14:00-17:30"),
            stays=True,
        )
    }


def test_hours_are_missing_at_the_member_and_nobody_gains_them() -> None:
    """In the sessions, 08-12 and 14-17: the half hour after is the doctor's own."""
    lever, system = AwayTraining(persons=1), staffed()
    (move,) = lever.moves(system)
    assert (move.giver, move.receiver) == ("town", "hospital")
    assert (move.hours_lost, move.hours_gained, move.hours_added) == (35.0, 0.0, 0.0)
    (entry,) = entries(lever.apply(system), CALENDAR, (0.0, WEEK))
    assert (entry.missing, entry.own, entry.worked, entry.on_road) == (35.0, 2.5, 0.0, 0.0)


@pytest.mark.parametrize(("persons", "tickets"), [(0, 12), (1, 8), (2, 4), (3, 4)])
def test_more_who_learn_leave_fewer_tickets_at_home(persons: int, tickets: int) -> None:
    """Each is from the room with most doctors left, of two that are alike from the first."""
    system = AwayTraining(persons=persons).apply(staffed())
    sessions = roster(system, CALENDAR, 24.0).sessions
    assert sessions["town/consultation.general"].tickets == (tickets, tickets)
    assert sessions["hospital/consultation.general"].tickets == (8, 8)


def test_the_last_one_of_a_room_stays() -> None:
    lever, system = AwayTraining(persons=4), staffed()
    rooms = ["general", "general", "surgical"]
    assert sorted(taken(lever.apply(system))) == [f"consultation.{room}" for room in rooms]
    assert lever.remarks(system) == (
        "persons: 3 of 4 of town, since the last one of a room of town stays",
    )
    assert AwayTraining(persons=1).apply(tiny_system()).diary == {}


def test_a_dose_of_zero_is_the_system_that_it_was_given() -> None:
    system = staffed()
    assert AwayTraining(persons=0).apply(system) is system


def test_a_dose_takes_the_place_of_the_last_one() -> None:
    system = staffed()
    twice = AwayTraining(persons=1).apply(AwayTraining(persons=2).apply(system))
    assert twice == AwayTraining(persons=1).apply(system)


def test_who_trains_is_described_and_sends_nobody_to_itself() -> None:
    with pytest.raises(Faults, match=r"trained_at = hospitel: .* \(did you mean 'hospital'\?\)"):
        AwayTraining(persons=1, trained_at="hospitel").apply(staffed())
    both = AwayTraining(persons=1, members=("hospital", "town"))
    assert {one.home for one in both.apply(staffed()).diary.values()} == {"town"}


@pytest.mark.parametrize("network", ["three_tier", "county", "jiangmen"])
def test_each_branch_of_the_shipped_networks_sends_one(network: str) -> None:
    scenario = sim.load(f"network={network}", "policy=[away_training]")
    found = [one for one in scenario.system.diary.values() if one.form is Form.TRAINING]
    assert len(found) == len({one.home for one in found}) == 2
    lever = scenario.policies["away_training"]
    assert isinstance(lever, AwayTraining)
    assert lever.remarks(scenario.before) == ()
    many = replace(lever, persons=50)
    assert len(many.remarks(scenario.before)) == 2
