"""Specialty leads: who goes where on which days, and what is short meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest

import sim
from sim.clock import Calendar
from sim.policies.specialty_leads import SpecialtyLeads
from sim.study.diary import entries
from sim.system import System
from sim.system.diary import Form, Posting
from sim.system.faults import Faults
from sim.system.network import Clinic
from sim.tables.roster import roster
from tests.systems import MONDAY, tiny_network, tiny_system

CALENDAR = Calendar(MONDAY)
WEEK = 168.0


def needing(doctors: int = 2) -> System:
    """Patients of internal medicine come to the town, where half of them cannot be treated."""
    network = tiny_network()
    hill, hospital = network.homes["hill"], network.facilities["hospital"]
    assert hill.first_contact is not None
    first = replace(hill.first_contact, not_suited={"town": 1.0})
    rooms = {**hospital.clinics, "internal": Clinic(doctors=doctors, tickets=4)}
    facilities = {**network.facilities, "hospital": replace(hospital, clinics=rooms)}
    homes = {"hill": replace(hill, first_contact=first)}
    return tiny_system(network=replace(network, facilities=facilities, homes=homes))


def test_a_lead_runs_the_room_of_the_specialty_on_so_many_days() -> None:
    (posting,) = SpecialtyLeads(days=2).apply(needing()).diary.values()
    assert posting == Posting(
        form=Form.LEAD,
        home="hospital",
        at="town",
        takes="consultation.internal",
        gives="consultation.general",
        hours=("mon,tue 08:00-17:30",),
    )


def test_a_lead_is_missing_for_the_day_and_there_without_the_way() -> None:
    """An hour away: of the sessions 08-12 and 14-17 those of 09-12 and 14-16:30 are left."""
    lever, system = SpecialtyLeads(days=2), needing()
    (move,) = lever.moves(system)
    assert (move.giver, move.receiver) == ("hospital", "town")
    assert (move.hours_lost, move.hours_gained, move.hours_added) == (14.0, 11.0, 0.0)
    (entry,) = entries(lever.apply(system), CALENDAR, (0.0, WEEK))
    assert (entry.missing, entry.worked, entry.on_road) == (14.0, 11.0, 4.0)


def test_tickets_go_with_the_lead() -> None:
    """Of four tickets of two doctors one half goes; four of one doctor are so many more below."""
    sessions = roster(SpecialtyLeads(days=1).apply(needing()), CALENDAR, 48.0).sessions
    assert sessions["hospital/consultation.internal"].tickets == (2, 2, 4, 4)
    assert sessions["town/consultation.general"].tickets == (7, 7, 4, 4)


@pytest.mark.parametrize("days", [1, 3, 5])
def test_more_days_are_more_hours_below_and_fewer_above(days: int) -> None:
    (move,) = SpecialtyLeads(days=days).moves(needing())
    assert (move.hours_lost, move.hours_gained) == (7.0 * days, 5.5 * days)


def test_the_last_one_of_a_room_stays() -> None:
    lever, system = SpecialtyLeads(days=2), needing(doctors=1)
    assert lever.apply(system) is system
    assert lever.moves(system) == ()
    assert lever.remarks(system) == (
        "days: 0 of 2 at town, since the last one in consultation.internal of hospital stays",
    )


def test_who_is_away_already_leaves_fewer_days() -> None:
    guest = Posting(
        form=Form.TEACHING,
        home="hospital",
        at="town",
        takes="consultation.internal",
        hours=("mon-wed 09:00-12:00",),
    )
    system = replace(needing(), diary={"guest": guest})
    lever = SpecialtyLeads(days=3)
    found = lever.apply(system).diary
    assert found["guest"] == guest
    assert found["specialty_leads_town"].hours == ("thu,fri 08:00-17:30",)
    assert lever.remarks(system)[0].startswith("days: 2 of 3 at town")


def test_a_dose_of_zero_is_the_system_that_it_was_given() -> None:
    system = needing()
    assert SpecialtyLeads(days=0).apply(system) is system


def test_a_dose_takes_the_place_of_the_last_one() -> None:
    system = needing()
    twice = SpecialtyLeads(days=3).apply(SpecialtyLeads(days=1).apply(system))
    assert twice == SpecialtyLeads(days=3).apply(system)


def test_a_member_that_needs_nobody_gets_nobody() -> None:
    with pytest.raises(Faults, match=r"sent_from = hospital: expected a hospital near enough"):
        SpecialtyLeads(days=2).apply(tiny_system())
    with pytest.raises(Faults, match=r"sent_from = hospitel: .* \(did you mean 'hospital'\?\)"):
        SpecialtyLeads(days=2, sent_from="hospitel").apply(needing())
    lever = SpecialtyLeads(days=2, members=("town", "elsewhere"))
    assert list(lever.apply(needing()).diary) == ["specialty_leads_town"]
    assert lever.remarks(needing()) == (
        "members: nobody of hospital goes to elsewhere: no need, or no way",
    )


@pytest.mark.parametrize("network", ["three_tier", "county", "jiangmen"])
def test_each_branch_of_the_shipped_networks_gets_a_lead(network: str) -> None:
    scenario = sim.load(f"network={network}", "policy=[specialty_leads]")
    found = [one for one in scenario.system.diary.values() if one.form is Form.LEAD]
    assert len({one.at for one in found}) == 2
    assert scenario.policies["specialty_leads"].remarks(scenario.before) == ()
