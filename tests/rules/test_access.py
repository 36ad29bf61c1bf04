"""Access: where first, with which ticket, and when one is called."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim import luck
from sim.contract import ELSEWHERE as WENT_ELSEWHERE
from sim.contract import MAX_STEPS, NO_TICKET, STEP, THERE, Ask, Patient
from sim.rules import access, booking
from sim.system import System
from sim.system.access import Access
from sim.system.network import FirstContact
from tests.systems import (
    ELSEWHERE,
    HOSPITAL,
    TOWN,
    fresh,
    somebody,
    tables_of,
    tiny_network,
    tiny_system,
    walk,
)


def choosing(shares: dict[str, float], compliance: float = 0.0) -> System:
    """The tiny consortium in which all go first where ``shares`` say."""
    network = tiny_network()
    contact = FirstContact(suited=shares, not_suited=shares, emergency=shares)
    homes = {"hill": replace(network.homes["hill"], first_contact=contact)}
    return tiny_system(
        network=replace(network, homes=homes), access=Access(gatekeeping_compliance=compliance)
    )


def crowd(condition: str = "cough", acuity: int = 4) -> list[Patient]:
    keys = luck.patient_keys(luck.stream_key(1, 0, "crowd"), 0, 4000).tolist()
    return [somebody(condition, key=key, acuity=acuity) for key in keys]


def test_first_contact_reproduces_the_observed_shares() -> None:
    tables = tables_of(choosing({"town": 0.5, "hospital": 0.3, "elsewhere": 0.2}))
    chosen = [access.first_contact(tables, fresh(tables), p) for p in crowd()]
    shares = np.bincount(chosen, minlength=3) / len(chosen)
    assert shares == pytest.approx([0.5, 0.3, 0.2], abs=0.025)


def test_a_choice_changes_only_towards_what_became_better() -> None:
    before = tables_of(choosing({"town": 0.4, "hospital": 0.4, "elsewhere": 0.2}))
    after = tables_of(choosing({"town": 0.6, "hospital": 0.2667, "elsewhere": 0.1333}))
    moves = {
        (a, b)
        for p in crowd()
        if (a := access.first_contact(before, fresh(before), p))
        != (b := access.first_contact(after, fresh(after), p))
    }
    assert moves == {(HOSPITAL, TOWN), (ELSEWHERE, TOWN)}


@pytest.mark.parametrize(
    ("condition", "acuity", "goes"),
    [("cough", 4, TOWN), ("heart", 3, HOSPITAL), ("cough", 2, HOSPITAL)],
)
def test_gatekeeping_is_for_what_the_base_should_see_and_can_wait(
    condition: str, acuity: int, goes: int
) -> None:
    tables = tables_of(choosing({"hospital": 1.0}, compliance=1.0))
    assert access.first_contact(tables, fresh(tables), somebody(condition, acuity=acuity)) == goes


def test_who_goes_outside_leaves_the_model_at_once() -> None:
    p = somebody()
    assert walk(tables_of(choosing({"elsewhere": 1.0})), p) == []
    assert (p.ending, p.first_facility) == (WENT_ELSEWHERE, ELSEWHERE)


def test_whoever_arrives_before_the_last_call_is_registered_in_that_session() -> None:
    tables = tables_of(tiny_system())
    assert walk(tables, somebody(onset=10.75))[0] == ("travel", "hospital", 10.75, 11.5)
    late = walk(tables, somebody(onset=10.76))
    assert late[0] == ("appointment", "hospital", 10.76, 14.0)


def test_tickets_of_a_later_session_are_called_one_by_one_until_the_last_call() -> None:
    """Four tickets in 8:00 to 12:00 with a last call at 11:30: one every 52.5 minutes."""
    tables = tables_of(tiny_system())
    state = fresh(tables)
    ends = [walk(tables, somebody("heart", acuity=3, onset=3.0), state)[0][3] for _ in range(6)]
    assert ends == [8.0, 8.875, 9.75, 10.625, 14.0, 14.625]


def test_without_a_ticket_in_the_days_one_accepts_the_visit_is_given_up() -> None:
    """Monday and Tuesday have four sessions of four tickets; Wednesday begins too late."""
    tables = tables_of(tiny_system(access=Access(search_days=2.0)))
    state = fresh(tables)
    for _ in range(16):
        assert walk(tables, somebody("heart", acuity=3, onset=3.0), state)
    unlucky = somebody("heart", acuity=3, onset=3.0)
    refusal = ("no_ticket", "hospital/consultation.internal", 3.0, 3.0)
    assert walk(tables, unlucky, state) == [refusal]
    assert (unlucky.ending, unlucky.refused_by, unlucky.refused_at) == (NO_TICKET, HOSPITAL, 3.0)
    assert unlucky.offered_days == pytest.approx((56.0 - 3.75) / 24.0)


def test_sessions_that_have_ended_are_looked_at_no_more() -> None:
    tables = tables_of(tiny_system())
    state = fresh(tables)
    clinic = tables.tickets.consulting[HOSPITAL][0]
    first = tables.tickets.clinic[clinic].first
    assert booking.first_with_ticket(tables, state, clinic, 9.0, 99.0, False) == first
    state.clinic[clinic].current += 1
    assert booking.first_with_ticket(tables, state, clinic, 9.0, 99.0, False) == first + 1


@pytest.mark.parametrize(("acuity", "first"), [(4, "registration"), (2, "emergency_consultation")])
def test_a_way_of_no_length_is_no_step(acuity: int, first: str) -> None:
    tables = tables_of(tiny_system())
    tables.ways.travel[0][HOSPITAL] = 0.0
    p = somebody(acuity=acuity)
    assert walk(tables, p)[0][:3] == (first, f"hospital/{first}", 9.0)
    assert (p.travel_hours, p.facility) == (0.0, HOSPITAL)


def test_who_goes_round_for_ever_takes_steps_that_an_engine_counts() -> None:
    tables, state = tables_of(tiny_system()), fresh(tables_of(tiny_system()))
    p, ask = somebody(acuity=2), Ask()
    assert booking.go(tables, state, 9.0, p, ask, HOSPITAL, 0.0) == THERE
    p.hop = MAX_STEPS
    assert booking.go(tables, state, 9.0, p, ask, HOSPITAL, 0.0) == STEP
    assert (tables.names.stages[ask.stage], ask.until) == ("travel", 9.0)
