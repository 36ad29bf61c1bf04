"""Access: which facility first."""

from __future__ import annotations

from sim import luck
from sim.contract import LEAVE, NOT_SOUGHT, NOWHERE, Ask, Patient, State
from sim.rules import booking
from sim.rules.choice import chosen, reason_of
from sim.rules.chronic import at_base
from sim.rules.gatekeeping import complies
from sim.rules.prescriptions import returns_to_base
from sim.rules.triage import urgent
from sim.tables.codes import EMERGENCY, SUITED
from sim.tables.rows import Tables


def set_out(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Send whoever has fallen ill to the first facility; some seek no care."""
    target = first_contact(tables, state, p)
    if target == NOWHERE:
        p.ending = NOT_SOUGHT
        return LEAVE
    emergency = tables.home[p.home].emergency
    if emergency != NOWHERE and _will_not_wait(tables, state, now, p, target):
        p.first_facility = emergency
        hours = tables.travel[p.home][emergency]
        return booking.go_to_emergency(now, p, ask, emergency, hours)
    p.first_facility = target
    return booking.go(tables, state, now, p, ask, target, tables.travel[p.home][target])


def _will_not_wait(tables: Tables, state: State, now: float, p: Patient, target: int) -> bool:
    """Say whether the patient would find the clinic closed and goes to emergency instead."""
    chance, place = tables.closed_to_emergency[p.acuity - 1], tables.facility[target]
    if chance == 0.0 or place.clinic_line == NOWHERE:
        return False
    if urgent(p) and place.emergency_line != NOWHERE:
        return False
    there = now + tables.travel[p.home][target]
    if booking.opening(tables, state, tables.consulting[target][p.condition], there) <= there:
        return False
    return luck.uniform(p.key, luck.CLOSED) < chance


def first_contact(tables: Tables, state: State, p: Patient) -> int:
    """Return the facility that the patient goes to first, NOWHERE if to none.

    After the choice, drugs in stock and gatekeeping send some of those who can wait to their own
    base, from the hospitals that are named for it (``access.gatekeeping_from``) and no others.
    """
    if p.person != NOWHERE and at_base(tables, p):
        return tables.home[p.home].base
    target = chosen(tables, state, p)
    if target == NOWHERE or tables.facility[target].gatekept == 0:
        return target
    reason = reason_of(tables, p)
    if reason != EMERGENCY and returns_to_base(tables, p, target):
        return tables.home[p.home].base
    if reason == SUITED and complies(tables, p):
        return tables.home[p.home].base
    return target


def base_could_treat(tables: Tables, p: Patient) -> bool:
    """Say whether the own base is capable of the case."""
    base = tables.home[p.home].base
    return base != NOWHERE and p.complexity <= tables.capability[base][p.condition]
