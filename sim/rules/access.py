"""Access: which facility first, and who is brought there by ambulance."""

from __future__ import annotations

from sim import luck
from sim.contract import LEAVE, NOT_SOUGHT, NOWHERE, Ask, Patient, State
from sim.rules import booking
from sim.rules.ability import can_treat
from sim.rules.choice import chosen, reason_of
from sim.rules.chronic import at_base
from sim.rules.gatekeeping import complies
from sim.rules.prescriptions import returns_to_base
from sim.rules.triage import urgent
from sim.tables import Tables
from sim.tables.codes import EMERGENCY, SUITED


def set_out(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Send a patient who has fallen ill to the first facility; some seek no care."""
    target = first_contact(tables, state, p)
    if target == NOWHERE:
        p.ending = NOT_SOUGHT
        return LEAVE
    if _is_brought(tables, p, target):
        return _bring(tables, now, p, ask, _taken_to(tables, p, target))
    emergency = tables.access.home[p.home].emergency
    if emergency != NOWHERE and _will_not_wait(tables, state, now, p, target):
        p.first_facility = emergency
        hours = tables.ways.travel[p.home][emergency]
        return booking.go_to_emergency(now, p, ask, emergency, hours)
    p.first_facility = target
    return booking.go(tables, state, now, p, ask, target, tables.ways.travel[p.home][target])


def _is_brought(tables: Tables, p: Patient, target: int) -> bool:
    """Say whether an ambulance brings the patient; the model does not see those from outside."""
    chance = tables.access.brought_in[p.acuity - 1]
    if chance == 0.0 or tables.access.outside[target] == 1:
        return False
    place = _taken_to(tables, p, target)
    if place == NOWHERE or tables.ways.travel[p.home][place] == 0.0:
        return False
    return luck.uniform(p.key, luck.BROUGHT_IN) < chance


def _taken_to(tables: Tables, p: Patient, target: int) -> int:
    """Return the chosen facility if it has an emergency department, or the nearest one.

    The observed shares of first contact include patients who are brought by ambulance.
    """
    if tables.flows.emergency[target] != NOWHERE:
        return target
    return tables.access.home[p.home].emergency


def _bring(tables: Tables, now: float, p: Patient, ask: Ask, place: int) -> int:
    """Carry the patient to an emergency department, once the ambulance has come."""
    p.brought_in = 1
    p.first_facility = place
    hours = tables.ways.travel[p.home][place] * tables.access.ambulance_pace
    return booking.go_to_emergency(now + tables.access.response, p, ask, place, hours)


def _will_not_wait(tables: Tables, state: State, now: float, p: Patient, target: int) -> bool:
    """Say whether the patient would find the clinic closed, and goes to emergency instead."""
    chance = tables.access.closed_to_emergency[p.acuity - 1]
    if chance == 0.0 or tables.flows.clinic[target] == NOWHERE:
        return False
    if urgent(p) and tables.flows.emergency[target] != NOWHERE:
        return False
    there = now + tables.ways.travel[p.home][target]
    clinic = tables.tickets.consulting[target][p.condition]
    if booking.opening(tables, state, clinic, there) <= there:
        return False
    return luck.uniform(p.key, luck.CLOSED) < chance


def first_contact(tables: Tables, state: State, p: Patient) -> int:
    """Return the facility that the patient goes to first; NOWHERE: seeks no care.

    After the choice, drugs in stock and gatekeeping send some patients who can wait to their own
    base instead. Gatekeeping does so only from the hospitals in ``access.gatekeeping_from``.
    """
    if p.person != NOWHERE and at_base(tables, p):
        return tables.access.home[p.home].base
    target = chosen(tables, state, p)
    if target == NOWHERE or tables.access.gatekept[target] == 0:
        return target
    reason = reason_of(tables, p)
    if reason != EMERGENCY and returns_to_base(tables, p, target):
        return tables.access.home[p.home].base
    if reason == SUITED and complies(tables, p):
        return tables.access.home[p.home].base
    return target


def base_could_treat(tables: Tables, state: State, now: float, p: Patient) -> bool:
    """Say whether the patient's own base can treat the case."""
    base = tables.access.home[p.home].base
    return base != NOWHERE and can_treat(tables, state, now, p, base)
