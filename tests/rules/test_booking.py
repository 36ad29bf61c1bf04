"""Booking: tickets that are kept for formal referrals, and who takes what is left of them."""

from __future__ import annotations

from dataclasses import replace

from sim.contract import Ask, State
from sim.rules import booking, notes
from sim.system.network import Tier
from sim.system.referral import Referral
from sim.tables import Tables
from tests.played import played
from tests.systems import HOSPITAL, TOWN, fresh, somebody, tables_of, tiny_network, tiny_system

KEPT = Referral(kept_tickets={Tier.MUNICIPAL: 0.5})  # four of the eight of a session


def booked(tables: Tables, state: State, earliest: float, letter: bool = False) -> int:
    """Which session, of those of the hospital's general clinic, somebody gets a ticket of."""
    p = somebody(facility=TOWN, target=HOSPITAL, clinic=tables.tickets.consulting[HOSPITAL][0])
    if letter:
        notes.note(p, notes.FORMAL)
        p.hop = 1
    first = tables.tickets.clinic[p.clinic].first
    before = [session.taken for session in state.session]
    booking.book(tables, state, 9.0, p, Ask(), earliest, 200.0)
    after = [session.taken for session in state.session]
    return next(n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b) - first


def test_only_a_letter_gets_a_kept_ticket_in_advance() -> None:
    tables = tables_of(tiny_system(referral=KEPT))
    state, afternoon = fresh(tables), 12.5
    assert [booked(tables, state, afternoon) for _ in range(5)] == [1, 1, 1, 1, 2]
    assert [booked(tables, state, afternoon, letter=True) for _ in range(5)] == [1, 1, 1, 1, 2]


def test_a_letter_takes_no_ticket_of_the_others() -> None:
    tables = tables_of(tiny_system(referral=KEPT))
    state = fresh(tables)
    assert [booked(tables, state, 12.5, letter=True) for _ in range(3)] == [1, 1, 1]
    assert [booked(tables, state, 12.5) for _ in range(5)] == [1, 1, 1, 1, 2]
    assert booked(tables, state, 12.5, letter=True) == 1


def test_what_is_left_when_the_session_begins_is_for_whoever_comes() -> None:
    tables = tables_of(tiny_system(referral=KEPT))
    state = fresh(tables)
    assert [booked(tables, state, 9.0) for _ in range(9)] == [0] * 8 + [1]


def with_own_share(own: float) -> Tables:
    """The hospital's clinics keep a share of their own."""
    network = tiny_network()
    hospital = network.facilities["hospital"]
    clinics = {name: replace(c, kept_for_referrals=own) for name, c in hospital.clinics.items()}
    facilities = {**network.facilities, "hospital": replace(hospital, clinics=clinics)}
    return tables_of(tiny_system(network=replace(network, facilities=facilities), referral=KEPT))


def test_a_clinic_may_keep_another_share_than_its_tier() -> None:
    tables = with_own_share(0.25)
    state = fresh(tables)
    assert [booked(tables, state, 12.5) for _ in range(7)] == [1] * 6 + [2]


def test_nothing_is_kept_unless_somebody_says_so() -> None:
    tables = tables_of(tiny_system())
    assert {session.kept for session in tables.tickets.session} == {0}


def test_both_engines_keep_tickets_alike() -> None:
    tables = tables_of(tiny_system(referral=KEPT))
    journeys, _ = played(tables, [18.0] * 6, 0, 4, 0.25)
    seen = [row["ended"] for row in journeys if row["stage"] == "appointment"]
    morning, noon = 32.0, 36.0  # of Tuesday
    assert [morning <= when < noon for when in seen].count(True) == 4
    assert len(seen) == 6
