"""Outreach: a patient beyond the member waits for the visiting expert instead of going up.

The expert leaves on time: a consultation that would end after the session does not start.
"""

from __future__ import annotations

from sim import luck
from sim.clock import MINUTES_PER_HOUR
from sim.contract import NOT_SEEN, NOWHERE, ORDINARY, SERVED, THERE, Ask, Patient, State
from sim.rules import admission, booking, modes, times
from sim.rules.ability import can_treat
from sim.rules.asking import delay_until, service
from sim.rules.costs import pay_visit
from sim.rules.triage import urgent
from sim.tables import Tables
from sim.tables.codes import APPOINTMENT, EXPERT

_BEFORE = 5.0 / MINUTES_PER_HOUR
"""Hours before a session at which patients arrive who come for the second time."""


def books(tables: Tables, state: State, now: float, p: Patient) -> bool:
    """Say whether the patient will wait for an expert who can treat the case and has a ticket."""
    clinic = tables.outreach.clinic[p.facility][p.condition]
    if clinic == NOWHERE or urgent(p):
        return False
    giver = tables.outreach.giver[p.facility][p.condition]
    if not can_treat(tables, state, now, p, giver):
        return False
    if luck.uniform(p.key, luck.EXPERT_ACCEPTED, p.hop) >= tables.outreach.acceptance:
        return False
    latest = now + tables.outreach.wait
    return booking.first_with_ticket(tables, state, clinic, now, latest, False) != NOWHERE


def wait_for_expert(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Go home with a ticket of the expert's next session and come back for it: a new hop."""
    p.clinic = tables.outreach.clinic[p.facility][p.condition]
    p.hop += 1
    p.mode = modes.TO_EXPERT
    p.target = p.facility
    latest = now + tables.outreach.wait
    answer = booking.book(tables, state, now, p, ask, now, latest)
    if answer == THERE:
        return see_expert(tables, state, now, p, ask)
    if ask.stage == APPOINTMENT:
        p.travel_hours += tables.ways.travel[p.home][p.facility]
    return answer


def see_expert(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Ask for the expert's consultation, as long as it can end before the expert leaves.

    A patient who comes for the second time is there a little early and goes before all others.
    """
    again = p.mode == modes.TO_EXPERT_AGAIN
    p.mode = modes.WITH_EXPERT_AGAIN if again else modes.WITH_EXPERT
    since, at = (p.asked, now + _BEFORE) if again else (now, now)
    hours = times.hours(tables.outreach.minutes, luck.uniform(p.key, luck.EXPERT_TIME, p.hop))
    station = tables.tickets.clinic[p.clinic].station
    answer = service(tables, ask, p, EXPERT, station, hours, ORDINARY, since)
    ask.gives_up = _leaves(tables, state, at, p) - hours
    return answer


def go_on(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Go on with a patient who has come for the expert; NOT_SEEN: the expert had no time."""
    if p.mode in (modes.TO_EXPERT, modes.TO_EXPERT_AGAIN):
        return see_expert(tables, state, now, p, ask)
    if p.outcome != SERVED:
        return _come_again(tables, state, now, p, ask)
    p.mode = modes.WITH_EXPERT
    pay_visit(tables, p)
    p.expert = 1
    return admission.treat(tables, state, now, p, ask)


def _come_again(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Be first in the expert's next session, if it is soon enough; nobody comes a third time.

    This takes one of the tickets of that session, even if none is left.
    """
    number = _next_session(tables, state, now, p)
    if p.mode == modes.WITH_EXPERT_AGAIN or number == NOWHERE:
        return NOT_SEEN
    state.session[number].taken += 1
    p.mode = modes.TO_EXPERT_AGAIN
    p.travel_hours += tables.ways.travel[p.home][p.facility]
    return delay_until(
        ask, p, APPOINTMENT, max(now, tables.tickets.session[number].start - _BEFORE)
    )


def _leaves(tables: Tables, state: State, at: float, p: Patient) -> float:
    """Return when the expert leaves the session that ``at`` lies in."""
    for number in range(state.clinic[p.clinic].current, tables.tickets.clinic[p.clinic].last):
        if tables.tickets.session[number].end > at:
            return tables.tickets.session[number].end
    return at


def _next_session(tables: Tables, state: State, now: float, p: Patient) -> int:
    """Return the expert's first session that begins within the days that patients wait."""
    for number in range(state.clinic[p.clinic].current, tables.tickets.clinic[p.clinic].last):
        if tables.tickets.session[number].start > now:
            late = tables.tickets.session[number].start > now + tables.outreach.wait
            return NOWHERE if late else number
    return NOWHERE
