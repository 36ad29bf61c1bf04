"""Without a ticket in time: the patient goes elsewhere, goes to emergency, or stays at home."""

from __future__ import annotations

from sim import luck
from sim.contract import LEAVE, NO_TICKET, NOWHERE, Ask, Patient, State
from sim.rules import booking, choice
from sim.rules.triage import urgent
from sim.tables import Tables


def go_on(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Go on with a patient who has asked a clinic in vain.

    At the first contact patients who can wait choose, once: some go to emergency, some stay at
    home, the rest go where they find a ticket in time. All others give up.
    """
    if p.hop > 0 or p.person != NOWHERE or urgent(p) or p.refused_at < now:
        return _give_up(p)
    u = luck.uniform(p.key, luck.WITHOUT_TICKET)
    to_emergency, to_home = (
        tables.tickets.to_emergency[p.acuity - 1],
        tables.tickets.to_home[p.acuity - 1],
    )
    if u < to_emergency:
        return _to_emergency(tables, now, p, ask)
    if u < to_emergency + to_home:
        return _give_up(p)
    target = choice.another(tables, state, now, p, p.target)
    if target == NOWHERE:
        return _give_up(p)
    p.first_facility = target
    return booking.go(tables, state, now, p, ask, target, tables.ways.travel[p.home][target])


def _to_emergency(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Go to the emergency department of the clinic's facility, or to the nearest."""
    here = tables.flows.emergency[p.target] != NOWHERE
    target = p.target if here else tables.access.home[p.home].emergency
    if target == NOWHERE:
        return _give_up(p)
    p.first_facility = target
    return booking.go_to_emergency(now, p, ask, target, tables.ways.travel[p.home][target])


def _give_up(p: Patient) -> int:
    """Stay at home, untreated."""
    p.ending = NO_TICKET
    return LEAVE
