"""Without a ticket in time: seen beside the tickets, elsewhere, in emergency, or at home."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sim import luck
from sim.contract import ELSEWHERE as WENT_ELSEWHERE
from sim.contract import NO_TICKET, NOWHERE, TREATED, Ask, Patient, State
from sim.rules import booking
from sim.system.access import Access
from sim.system.durations import Duration
from sim.system.network import FirstContact
from sim.system.tickets import Tickets
from sim.tables import Tables
from tests.played import played
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

IMPATIENT = (Duration(mean=0.5), Duration(mean=0.5))  # days
MORNING = 8.0


def short_of(shares: dict[str, float] | None = None, **tickets: Any) -> Tables:
    """Nobody waits longer than half a day for a ticket of the hospital, where all go at first."""
    given = shares or {"hospital": 1.0}
    contact = FirstContact(suited=given, not_suited=given, emergency=given)
    network = tiny_network()
    homes = {"hill": replace(network.homes["hill"], first_contact=contact)}
    access = Access(tickets=Tickets(**{"patience_days": IMPATIENT} | tickets))
    return tables_of(tiny_system(network=replace(network, homes=homes), access=access))


def sold_out(tables: Tables, facility: int, sessions: int) -> State:
    """The first sessions of the general clinic have no tickets left."""
    state = fresh(tables)
    first = tables.tickets.clinic[tables.tickets.consulting[facility][0]].first
    for number in range(first, first + sessions):
        state.session[number].taken = tables.tickets.session[number].tickets
    return state


def crowd(count: int = 2000) -> list[Patient]:
    keys = luck.patient_keys(luck.stream_key(3, 0, "crowd"), 0, count).tolist()
    return [somebody(key=key) for key in keys]


def test_patience_counts_from_the_first_session_that_one_could_have_come_to() -> None:
    """Ill on Saturday: Monday's tickets are in time, though two days away; Tuesday's are not."""
    tables = short_of()
    saturday, monday = 5 * 24.0 + 9.0, 7 * 24.0 + MORNING
    first = tables.tickets.clinic[tables.tickets.consulting[HOSPITAL][0]].first
    step = walk(tables, somebody(onset=saturday), fresh(tables))[0]
    assert step == ("appointment", "hospital", saturday, monday)
    state = sold_out(tables, HOSPITAL, 12)  # Monday to Monday, all but what begins on Tuesday
    p = somebody(onset=saturday)
    assert [s[0] for s in walk(tables, p, state)] == ["no_ticket"]
    assert tables.tickets.session[first + 12].start == monday + 24.0
    assert p.offered_days == pytest.approx((monday + 24.0 - saturday - 0.75) / 24.0)


def test_an_extra_patient_is_called_with_the_last_ticket_or_comes_at_once() -> None:
    """A quarter of eight tickets: two extra patients a session, after whom the next one is."""
    tables = short_of(extra_share=0.25)
    state = sold_out(tables, HOSPITAL, 2)
    ways = [walk(tables, somebody(onset=7.0), state)[0] for _ in range(5)]
    last = MORNING + 3.5 * 7 / 8  # last call at 11:30
    assert ways[:2] == [("extra", "hospital", 7.0, last)] * 2
    assert ways[2:4] == [("extra", "hospital", 7.0, 14.0 + 2.5 * 7 / 8)] * 2
    assert ways[4][0] == "no_ticket"
    state = sold_out(tables, HOSPITAL, 2)
    assert walk(tables, somebody(onset=9.0), state)[0] == ("extra", "hospital", 9.0, 9.75)


def test_an_extra_patient_is_only_for_who_finds_no_ticket_in_time() -> None:
    tables = short_of(extra_share=0.25)
    state = sold_out(tables, HOSPITAL, 1)
    assert walk(tables, somebody(onset=7.0), state)[0] == ("appointment", "hospital", 7.0, 14.0)
    assert sum(session.extra for session in state.session) == 0


def test_without_a_ticket_some_go_to_emergency_some_stay_and_the_others_go_elsewhere() -> None:
    tables = short_of({"hospital": 0.9, "town": 0.1}, to_emergency=(0, 0.3), stays_home=(0, 0.2))
    state = sold_out(tables, HOSPITAL, 6)
    ends = {"emergency": 0, "home": 0, "town": 0}
    for p in crowd():
        tables.tickets.session[
            tables.tickets.clinic[tables.tickets.consulting[TOWN][0]].first
        ].tickets = 9999
        steps = [step[:2] for step in walk(tables, p, state)]
        if steps[0][0] != "no_ticket":
            continue
        if len(steps) == 1:
            ends["home"] += 1
            assert (p.ending, p.first_facility) == (NO_TICKET, HOSPITAL)
        elif ("emergency_consultation", "hospital/emergency_consultation") in steps:
            ends["emergency"] += 1
            assert (p.first_facility, p.ending) == (HOSPITAL, TREATED)
        else:
            ends["town"] += 1
            assert p.first_facility == TOWN
    whole = sum(ends.values())
    assert whole > 1500
    assert [n / whole for n in ends.values()] == pytest.approx([0.3, 0.2, 0.5], abs=0.03)


def test_where_there_is_no_ticket_either_one_stays_at_home() -> None:
    tables = short_of({"hospital": 0.5, "town": 0.5})
    state = sold_out(tables, HOSPITAL, 8)
    for number in range(len(state.session)):
        state.session[number].taken = 9999
    p = somebody()
    assert [step[0] for step in walk(tables, p, state)] == ["no_ticket"]
    assert p.ending == NO_TICKET


def test_outside_the_network_there_is_always_a_ticket() -> None:
    tables = short_of({"hospital": 0.999, "elsewhere": 0.001})
    p = somebody()
    assert [step[0] for step in walk(tables, p, sold_out(tables, HOSPITAL, 6))] == ["no_ticket"]
    assert (p.ending, p.first_facility) == (WENT_ELSEWHERE, ELSEWHERE)


def test_a_facility_without_a_clinic_sees_them_in_emergency() -> None:
    tables = short_of({"town": 0.999, "hospital": 0.001})
    tables.tickets.consulting[HOSPITAL] = [NOWHERE, NOWHERE]
    p = somebody()
    stages = [step[0] for step in walk(tables, p, sold_out(tables, TOWN, 6))]
    assert stages == ["no_ticket", "travel", "emergency_consultation"]
    assert p.first_facility == HOSPITAL


def test_who_was_seen_already_waits_as_long_as_anybody_does() -> None:
    tables = short_of()
    p, ask = somebody(hop=1, facility=TOWN, onset=7.0), Ask()
    booking.go(tables, sold_out(tables, HOSPITAL, 6), 7.0, p, ask, HOSPITAL, 0.5)
    assert (tables.names.stages[ask.stage], ask.until) == ("appointment", 3 * 24.0 + MORNING)


def test_shares_that_are_more_than_all_are_refused() -> None:
    with pytest.raises(ValueError, match="together at most 1"):
        Tickets(to_emergency=(0.6, 0.0), stays_home=(0.5, 0.0))


def test_both_engines_do_without_tickets_alike() -> None:
    tables = short_of(extra_share=0.25, to_emergency=(0.0, 0.5))
    for session in tables.tickets.session:
        session.tickets, session.extra = 1, 1
    journeys, _ = played(tables, [9.0] * 12, 0, 4, 0.25)
    stages = [row["stage"] for row in journeys]
    assert stages.count("no_ticket") > 4
    assert 0 < stages.count("extra") < 5
    assert 0 < stages.count("emergency_consultation") < stages.count("no_ticket")
