"""Patience that never ends, and waits that must."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

import sim
from sim.clock import Calendar
from sim.contract import ClinicState, SessionState, State
from sim.rules import booking
from sim.system.access import Access
from sim.system.admission import Admission
from sim.system.checks.patience import endless_waits
from sim.system.durations import Duration
from sim.system.faults import Faults
from sim.system.network import Ward
from sim.system.step_down import StepDown
from sim.system.transfer import Transfer
from sim.tables import lower
from tests.played import played, times
from tests.systems import (
    COUGH,
    DESK,
    HEART,
    MONDAY,
    tiny_network,
    tiny_system,
    with_facility,
)

NEVER = {
    "admission.elective_patience_days": ("admission", "elective_patience_days"),
    "admission.overflow_hours": ("admission", "overflow_hours"),
    "transfer.ambulance_patience_hours": ("transfer", "ambulance_patience_hours"),
    "surgery.bed_by_hours": ("surgery", "bed_by_hours"),
    "access.search_days": ("access", "search_days"),
    "outreach.wait_days": ("outreach", "wait_days"),
}


def desks() -> dict[str, Any]:
    """The hospital's stations without observation beds."""
    stations = dict(tiny_network().facilities["hospital"].stations)
    del stations["observation"]
    return stations


@pytest.mark.parametrize("key", NEVER)
@pytest.mark.parametrize("word", ["never", "null"])
def test_never_is_a_patience_without_an_end(key: str, word: str) -> None:
    concern, name = NEVER[key]
    more = ("transfer.ambulance_for_step_down=false",)
    system = sim.load("network=three_tier", f"{key}={word}", *more).system
    assert getattr(getattr(system, concern), name) == math.inf


@pytest.mark.parametrize(
    "key",
    [
        "admission.theatre_patience_hours",
        "step_down.hold_hours",
        "step_down.bounce_back_hours",
        "admission.emergency_patience_hours",
    ],
)
def test_who_keeps_a_bed_does_not_wait_for_ever(key: str) -> None:
    with pytest.raises(Faults) as refused:
        sim.load("network=three_tier", f"{key}=never")
    (fault,) = refused.value.faults
    assert (fault.key, fault.value) == (key, "never")
    assert "keep" in fault.expected


@pytest.mark.parametrize("value", ["nevr", "-1", "nan"])
def test_what_is_neither_a_number_nor_never_is_refused(value: str) -> None:
    with pytest.raises(Faults) as refused:
        sim.load("network=three_tier", f"admission.elective_patience_days={value}")
    assert [fault.key for fault in refused.value.faults] == ["admission.elective_patience_days"]


def test_ambulances_are_not_waited_for_with_a_bed_for_ever() -> None:
    stations = {**tiny_network().facilities["hospital"].stations, "ambulance": DESK}
    for carried, keys in ((False, []), (True, ["transfer.ambulance_patience_hours"])):
        system = tiny_system(
            network=with_facility("hospital", stations=stations),
            transfer=Transfer(ambulance_for_step_down=carried),
        )
        assert [fault.key for fault in endless_waits(system)] == keys


def test_boarding_without_observation_beds_may_last() -> None:
    network = with_facility("hospital", stations=desks())
    assert list(endless_waits(tiny_system(network=network, admission=Admission()))) == []
    (fault,) = endless_waits(tiny_system(admission=Admission()))
    assert "hospital/observation" in fault.expected


def test_nobody_gives_up_in_a_plain_ward() -> None:
    """One bed and stays of forty days: the third waits for eighty, which used to be too long."""
    ward = Ward(beds=1, occupancy=0.0, stay_days=Duration(mean=40.0))
    heart = replace(HEART, admission=1.0, emergency_admission=1.0)
    system = tiny_system(
        network=with_facility("hospital", ward=ward, stations=desks()),
        conditions={"cough": COUGH, "heart": heart},
        admission=Admission(),
        step_down=StepDown(),
    )
    tables = lower(system, Calendar(MONDAY), 24.0 * 150)
    for acuity in (2, 3):
        rows, episodes = played(tables, [9.0, 9.5, 10.0], 1, acuity)
        waits = [start - asked for asked, start, _, _ in times(rows, "bed")]
        assert [round(wait / 24.0) for wait in waits] == [0, 40, 80]
        assert {row["ending"] for row in episodes} == {"treated"}


@pytest.mark.parametrize(("days", "refused"), [(14.0, True), (366.0, False), (math.inf, False)])
def test_who_never_gives_up_gets_a_ticket_however_late(days: float, *, refused: bool) -> None:
    """More people than tickets in two weeks."""
    tables = lower(tiny_system(access=Access(search_days=days)), Calendar(MONDAY), 24.0 * 14)
    few = sum(row.tickets for row in tables.tickets.session if row.start < 24.0 * 14)
    _, episodes = played(tables, [9.0] * (few + 50), 0, 4)
    endings = {row["ending"] for row in episodes}
    assert ("no_ticket" in endings) == refused
    assert "treated" in endings


def test_beyond_all_that_is_listed_one_session_takes_everybody() -> None:
    tables = lower(tiny_system(access=Access()), Calendar(MONDAY), 24.0 * 14)
    last = {row.last - 1 for row in tables.tickets.clinic}
    for number, session in enumerate(tables.tickets.session):
        assert (session.start >= tables.horizon + 24.0 * 366) == (number in last)
    full = SessionState(taken=1 << 30)
    state = State(
        [ClinicState(row.first) for row in tables.tickets.clinic],
        [replace(full) for _ in tables.tickets.session],
    )
    found = booking.first_with_ticket(tables, state, 0, 9.0, 9.0 + tables.tickets.search, False)
    assert found == tables.tickets.clinic[0].last - 1


@pytest.mark.parametrize("word", ["never", "null"])
def test_a_random_patience_may_be_without_an_end(word: str) -> None:
    given = f"access.patience_minutes=[{word},{word},{{mean: 30}},{word}]"
    patience = sim.load("network=three_tier", given).system.access.patience_minutes
    assert patience == (None, None, Duration(mean=30.0), None)
