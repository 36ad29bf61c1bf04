"""Outreach: a case beyond the member waits for the visiting expert instead of going up."""

from __future__ import annotations

from sim import luck
from sim.contract import NOWHERE, ORDINARY, Ask, Patient, State
from sim.rules import admission, booking, modes, times
from sim.rules.asking import service
from sim.rules.costs import pay_visit
from sim.rules.triage import urgent
from sim.tables.codes import APPOINTMENT, EXPERT
from sim.tables.rows import Tables


def books(tables: Tables, state: State, now: float, p: Patient) -> bool:
    """Say whether the patient will wait for an expert who can treat the case and has a ticket."""
    clinic = tables.expert[p.facility][p.condition]
    if clinic == NOWHERE or urgent(p):
        return False
    giver = tables.expert_from[p.facility][p.condition]
    if p.complexity > tables.capability[giver][p.condition]:
        return False
    if luck.uniform(p.key, luck.EXPERT_ACCEPTED, p.hop) >= tables.settings.expert_acceptance:
        return False
    latest = now + tables.settings.expert_wait
    return booking.first_with_ticket(tables, state, clinic, now, latest, False) != NOWHERE


def wait_for_expert(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Go home with a ticket of the expert's next session and come back for it: a new hop."""
    p.clinic = tables.expert[p.facility][p.condition]
    p.hop += 1
    p.mode = modes.TO_EXPERT
    p.target = p.facility
    latest = now + tables.settings.expert_wait
    answer = booking.book(tables, state, now, p, ask, now, latest)
    if answer == booking.THERE:
        return see_expert(tables, now, p, ask)
    if ask.stage == APPOINTMENT:
        p.travel_hours += tables.travel[p.home][p.facility]
    return answer


def see_expert(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Ask for the expert's consultation."""
    p.mode = modes.WITH_EXPERT
    pay_visit(tables, p)
    time = tables.settings.expert
    u = luck.uniform(p.key, luck.EXPERT_TIME, p.hop)
    hours = times.hours(time, u)
    return service(tables, ask, p, EXPERT, tables.clinic[p.clinic].station, hours, ORDINARY, now)


def go_on(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Go on with whoever has come for the expert, or has been seen."""
    if p.mode == modes.TO_EXPERT:
        return see_expert(tables, now, p, ask)
    p.expert = 1
    return admission.treat(tables, now, p, ask)
