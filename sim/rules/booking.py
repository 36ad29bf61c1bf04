"""Booking: how one gets into a facility: at once, or with a ticket for later."""

from __future__ import annotations

import math

from sim import luck
from sim.contract import (
    ELSEWHERE,
    LEAVE,
    MAX_STEPS,
    NO_SHOW,
    NO_TICKET,
    NOWHERE,
    STEP,
    Ask,
    Patient,
    State,
)
from sim.rules import modes, notes
from sim.rules.asking import delay_until
from sim.rules.triage import urgent
from sim.tables.codes import APPOINTMENT, MISSED, TRAVEL
from sim.tables.rows import Tables

THERE = 4
"""Answer of :func:`go` and :func:`book`: the way has no length, the patient is there already."""


def go(
    tables: Tables, state: State, now: float, p: Patient, ask: Ask, target: int, hours: float
) -> int:
    """Send the patient to a facility that is ``hours`` away: to emergency, or to a clinic.

    Outside the network the episode is out of sight.
    """
    place = tables.facility[target]
    if place.outside == 1:
        p.ending = ELSEWHERE
        return LEAVE
    p.target = target
    p.mode = modes.ARRIVING
    to_emergency = place.emergency_line != NOWHERE and (urgent(p) or place.clinic_line == NOWHERE)
    p.clinic = NOWHERE if to_emergency else tables.consulting[target][p.condition]
    if p.clinic == NOWHERE:
        return go_to_emergency(now, p, ask, target, hours)
    if tables.choice.learns == 1:
        p.wanted = opening(tables, state, p.clinic, now + hours)
    answer = book(tables, state, now, p, ask, now + hours, tables.settings.search)
    if answer == STEP and ask.stage == APPOINTMENT and _misses(tables, p):
        ask.stage = MISSED
        p.mode = modes.MISSING
    elif answer != LEAVE:
        p.travel_hours += hours
    return answer


def _misses(tables: Tables, p: Patient) -> bool:
    """Say whether the patient will not use the ticket of a later session."""
    chance = tables.settings.no_show
    return chance > 0.0 and luck.uniform(p.key, luck.NO_SHOW, p.hop) < chance


def book_again(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Take another ticket after one that was not used, and come this time; or stay away."""
    if luck.uniform(p.key, luck.REBOOKING, p.hop) >= tables.settings.rebook:
        p.ending = NO_SHOW
        return LEAVE
    p.mode = modes.ARRIVING
    hours = tables.travel[p.home][p.target]
    if tables.choice.learns == 1:
        p.wanted = opening(tables, state, p.clinic, now + hours)
    answer = book(tables, state, now, p, ask, now + hours, tables.settings.search)
    if answer != LEAVE:
        p.travel_hours += hours
    return answer


def go_to_emergency(now: float, p: Patient, ask: Ask, target: int, hours: float) -> int:
    """Send the patient to an emergency department that is ``hours`` away."""
    p.target = target
    p.facility = target
    p.mode = modes.ARRIVING
    p.clinic = NOWHERE
    p.travel_hours += hours
    return _travel(now, p, ask, now + hours)


def book(
    tables: Tables,
    state: State,
    now: float,
    p: Patient,
    ask: Ask,
    earliest: float,
    patience: float,
) -> int:
    """Take a ticket of the first session of ``p.clinic`` that has one, and go there in time.

    ``earliest`` is the first instant at which the patient can be there, ``patience`` the hours
    ahead that one accepts; without a ticket the patient leaves. Tickets of a later session are
    called one by one between its start and the last call.
    """
    clinic = tables.clinic[p.clinic]
    referred = notes.by_letter(notes.way(p, p.hop - 1))
    number = first_with_ticket(tables, state, p.clinic, earliest, now + patience, referred)
    if number == NOWHERE:
        p.ending = NO_TICKET
        return LEAVE
    session = tables.session[number]
    taken = state.session[number].taken
    state.session[number].taken = taken + 1
    state.session[number].referred += int(referred)
    p.facility = clinic.facility
    if session.start <= earliest:
        return _travel(now, p, ask, earliest)
    open_hours = session.end - clinic.last_call - session.start
    return delay_until(ask, p, APPOINTMENT, session.start + open_hours * taken / session.tickets)


def _travel(now: float, p: Patient, ask: Ask, arrival: float) -> int:
    """Ask for the way, unless it has no length; going round for ever is for an engine to see."""
    if arrival == now and p.hop < MAX_STEPS:
        return THERE
    return delay_until(ask, p, TRAVEL, arrival)


def first_with_ticket(
    tables: Tables, state: State, clinic: int, earliest: float, latest: float, referred: bool
) -> int:
    """Return the first session, begun by ``latest``, that still registers at ``earliest``."""
    row = tables.clinic[clinic]
    for number in range(state.clinic[clinic].current, row.last):
        session = tables.session[number]
        if session.start > latest:
            return NOWHERE
        if session.end - row.last_call < earliest:
            continue
        if _has_ticket(tables, state, number, earliest, referred):
            return number
    return NOWHERE


def _has_ticket(tables: Tables, state: State, number: int, earliest: float, referred: bool) -> bool:
    """Say whether a session has a ticket for who can be there from ``earliest`` on.

    Those kept for formal referrals are for whoever comes once it has begun.
    """
    session, given = tables.session[number], state.session[number]
    if given.taken >= session.tickets:
        return False
    if session.kept == 0 or referred or session.start <= earliest:
        return True
    return given.taken - given.referred < session.tickets - session.kept


def opening(tables: Tables, state: State, clinic: int, earliest: float) -> float:
    """Return the first instant from ``earliest`` on at which a clinic registers, full or not."""
    row = tables.clinic[clinic]
    for number in range(state.clinic[clinic].current, row.last):
        session = tables.session[number]
        if session.end - row.last_call >= earliest:
            return max(earliest, session.start)
    return math.inf
