"""Booking: tickets that are not used."""

from __future__ import annotations

from typing import Any

from sim.contract import NO_SHOW, NOWHERE, TREATED
from sim.system.access import Access
from sim.tables import Tables
from tests.systems import fresh, somebody, tables_of, tiny_system, walk

TUESDAY = 24.0


def absent(no_show: float, rebook: float) -> Tables:
    """Some do not come for a ticket that they have booked."""
    return tables_of(tiny_system(access=Access(no_show=no_show, rebook=rebook)))


def way(tables: Tables, p: Any) -> list[tuple[str, float, float]]:
    """Steps until somebody is at the door."""
    steps = walk(tables, p, fresh(tables))
    return [(s[0], s[2], s[3]) for s in steps if s[0] in ("travel", "appointment", "no_show")]


def test_who_does_not_come_and_takes_no_other_ticket_stays_away() -> None:
    tables = absent(1.0, 0.0)
    p = somebody(onset=20.0)  # Monday evening: the next session is on Tuesday
    assert way(tables, p) == [("no_show", 20.0, TUESDAY + 8.0)]
    assert (p.ending, p.treated_facility, p.travel_hours) == (NO_SHOW, NOWHERE, 0.0)


def test_who_takes_another_ticket_comes_for_that() -> None:
    tables = absent(1.0, 1.0)
    p, state = somebody(onset=20.0), fresh(tables)
    steps = walk(tables, p, state)
    # the next ticket of the same session, from a home that is 45 minutes away
    assert [(s[0], s[2], s[3]) for s in steps[:2]] == [
        ("no_show", 20.0, TUESDAY + 8.0),
        ("travel", TUESDAY + 8.0, TUESDAY + 8.75),
    ]
    assert (p.ending, p.travel_hours, p.hop) == (TREATED, 0.75, 0)
    assert sum(session.taken for session in state.session) == 2  # the first one is lost


def test_who_comes_at_once_uses_the_ticket() -> None:
    p = somebody(onset=9.0)
    assert way(absent(1.0, 0.0), p) == [("travel", 9.0, 9.75)]
    assert p.ending == TREATED


def test_without_no_shows_an_appointment_is_kept() -> None:
    p = somebody(onset=20.0)
    assert way(absent(0.0, 0.0), p) == [("appointment", 20.0, TUESDAY + 8.0)]
    assert p.ending == TREATED
