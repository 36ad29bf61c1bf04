"""Booking: how patients get into a facility, at once or with a ticket for later."""

from __future__ import annotations

import math

from sim import luck
from sim.clock import HOURS_PER_DAY
from sim.contract import (
    ELSEWHERE,
    LEAVE,
    MAX_STEPS,
    NO_SHOW,
    NOWHERE,
    ORDINARY,
    STEP,
    THERE,
    Ask,
    Patient,
    State,
)
from sim.rules import modes, notes, times
from sim.rules.asking import delay_until, service
from sim.rules.triage import urgent
from sim.tables import Tables
from sim.tables.codes import APPOINTMENT, EXTRA, MISSED, NO_TICKET, TRAVEL


def go(
    tables: Tables, state: State, now: float, p: Patient, ask: Ask, target: int, hours: float
) -> int:
    """Send the patient to a facility that is ``hours`` away: to emergency, or to a clinic.

    The model does not follow an episode that goes outside the network.
    """
    if tables.access.outside[target] == 1:
        p.ending = ELSEWHERE
        return LEAVE
    p.target = target
    p.mode = modes.ARRIVING
    no_clinic = tables.flows.clinic[target] == NOWHERE
    to_emergency = tables.flows.emergency[target] != NOWHERE and (urgent(p) or no_clinic)
    p.clinic = NOWHERE if to_emergency else tables.tickets.consulting[target][p.condition]
    if p.clinic == NOWHERE:
        return go_to_emergency(now, p, ask, target, hours)
    latest = latest_start(tables, state, now, p, p.clinic, now + hours)
    answer = book(tables, state, now, p, ask, now + hours, latest)
    if answer == STEP and ask.stage == APPOINTMENT and _misses(tables, p):
        ask.stage = MISSED
        p.mode = modes.MISSING
    elif p.mode != modes.REFUSED:
        p.travel_hours += hours
    return answer


def _misses(tables: Tables, p: Patient) -> bool:
    """Say whether the patient will not use the ticket of a later session."""
    chance = tables.tickets.no_show
    return chance > 0.0 and luck.uniform(p.key, luck.NO_SHOW, p.hop) < chance


def go_on(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """After a missed ticket take another one and come this time, or stay away."""
    if luck.uniform(p.key, luck.REBOOKING, p.hop) >= tables.tickets.rebook:
        p.ending = NO_SHOW
        return LEAVE
    p.mode = modes.ARRIVING
    hours = tables.ways.travel[p.home][p.target]
    answer = book(tables, state, now, p, ask, now + hours, now + tables.tickets.search)
    if p.mode != modes.REFUSED:
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
    latest: float,
) -> int:
    """Take a ticket of the first session of ``p.clinic`` that has one, and go there in time.

    ``earliest`` is the first instant at which the patient can be there, ``latest`` the last one at
    which the session may begin. Tickets of a later session are called one by one between its start
    and the last call. A patient who finds none in time is seen as an extra patient if a doctor can,
    or is refused.
    """
    referred = notes.by_letter(notes.way(p, p.hop - 1))
    number = first_with_ticket(tables, state, p.clinic, earliest, latest, referred)
    if number == NOWHERE:
        return _without(tables, state, now, p, ask, earliest, latest)
    session, given = tables.tickets.session[number], state.session[number]
    given.taken += 1
    given.referred += int(referred)
    p.facility = tables.tickets.clinic[p.clinic].facility
    if session.start <= earliest:
        return _travel(now, p, ask, earliest)
    return delay_until(ask, p, APPOINTMENT, _called(tables, p.clinic, number, given.taken - 1))


def _called(tables: Tables, clinic: int, number: int, before: int) -> float:
    """Return when a ticket is called, if so many of its session are called ``before`` it."""
    session = tables.tickets.session[number]
    open_hours = session.end - tables.tickets.clinic[clinic].last_call - session.start
    return session.start + open_hours * before / session.tickets


def _without(
    tables: Tables,
    state: State,
    now: float,
    p: Patient,
    ask: Ask,
    earliest: float,
    latest: float,
) -> int:
    """Be seen as an extra patient (加号) of a session, called with the last ticket; or be refused.

    If the session has begun, the patient goes there at once.
    """
    number = _first_with_extra(tables, state, p.clinic, earliest, latest)
    if number == NOWHERE:
        return _refuse(tables, state, now, p, ask, earliest)
    state.session[number].extra += 1
    p.facility = tables.tickets.clinic[p.clinic].facility
    last = _called(tables, p.clinic, number, tables.tickets.session[number].tickets - 1)
    begun = tables.tickets.session[number].start <= earliest
    return delay_until(ask, p, EXTRA, earliest if begun else last)


def _refuse(tables: Tables, state: State, now: float, p: Patient, ask: Ask, earliest: float) -> int:
    """Ask the clinic in vain; what the patient then does is in :mod:`sim.rules.without_ticket`."""
    p.mode = modes.REFUSED
    p.facility = tables.tickets.clinic[p.clinic].facility
    if p.refused_by == NOWHERE:
        p.refused_by = p.facility
        p.refused_at = now
        p.offered_days = _offered(tables, state, p, earliest) / HOURS_PER_DAY
    station = tables.tickets.clinic[p.clinic].station
    service(tables, ask, p, NO_TICKET, station, 0.0, ORDINARY, now)
    ask.gives_up = now
    return STEP


def _offered(tables: Tables, state: State, p: Patient, earliest: float) -> float:
    """Return the hours to the first free ticket, however late; if none, to the end of the list."""
    ticket = first_with_ticket(tables, state, p.clinic, earliest, math.inf, False)
    row, session = tables.tickets.clinic[p.clinic], tables.tickets.session
    if ticket == NOWHERE:
        return session[row.last - 1].start - earliest if row.last > row.first else 0.0
    return max(0.0, session[ticket].start - earliest)


def latest_start(
    tables: Tables, state: State, now: float, p: Patient, clinic: int, earliest: float
) -> float:
    """Return the instant by which a session must begin for the patient to wait for its ticket.

    At the first contact patience counts from the first session that the patient could have come to.
    Patients who have been seen already, or come for a follow-up, take any ticket that can be
    booked.
    """
    longest = now + tables.tickets.search
    time = tables.tickets.patience[p.acuity - 1]
    if time.a == math.inf or urgent(p) or p.hop > 0 or p.person != NOWHERE:
        return longest
    hours = times.hours(time, luck.uniform(p.key, luck.TICKET_PATIENCE))
    return min(longest, opening(tables, state, clinic, earliest) + hours)


def ticket_wait(tables: Tables, state: State, p: Patient, clinic: int, earliest: float) -> float:
    """Return the hours from the first session that the patient could reach to one with a ticket.

    If no session that can be booked has a ticket, return the hours of the whole search.
    """
    first = opening(tables, state, clinic, earliest)
    latest = first + tables.tickets.search
    number = first_with_ticket(tables, state, clinic, earliest, latest, False)
    if number == NOWHERE:
        return tables.tickets.search
    return max(0.0, tables.tickets.session[number].start - first)


def has_place(tables: Tables, state: State, now: float, p: Patient, target: int) -> bool:
    """Say whether a facility that has not been asked yet would see the patient in time.

    Where there is no clinic for the case, its emergency department does, if it has one.
    """
    clinic = tables.tickets.consulting[target][p.condition]
    if clinic == NOWHERE:
        return tables.flows.emergency[target] != NOWHERE
    earliest = now + tables.ways.travel[p.home][target]
    latest = latest_start(tables, state, now, p, clinic, earliest)
    if first_with_ticket(tables, state, clinic, earliest, latest, False) != NOWHERE:
        return True
    return _first_with_extra(tables, state, clinic, earliest, latest) != NOWHERE


def _travel(now: float, p: Patient, ask: Ask, arrival: float) -> int:
    """Ask for the way, unless it takes no time; an engine stops patients who go round for ever."""
    if arrival == now and p.hop < MAX_STEPS:
        return THERE
    return delay_until(ask, p, TRAVEL, arrival)


def first_with_ticket(
    tables: Tables, state: State, clinic: int, earliest: float, latest: float, referred: bool
) -> int:
    """Return the first session, begun by ``latest``, that still registers at ``earliest``."""
    row = tables.tickets.clinic[clinic]
    for number in range(state.clinic[clinic].current, row.last):
        session = tables.tickets.session[number]
        if session.start > latest:
            return NOWHERE
        if session.end - row.last_call < earliest:
            continue
        if _has_ticket(tables, state, number, earliest, referred):
            return number
    return NOWHERE


def _first_with_extra(
    tables: Tables, state: State, clinic: int, earliest: float, latest: float
) -> int:
    """Return the first session, begun by ``latest``, that takes one more extra patient."""
    row = tables.tickets.clinic[clinic]
    for number in range(state.clinic[clinic].current, row.last):
        session = tables.tickets.session[number]
        if session.start > latest:
            return NOWHERE
        if session.end - row.last_call >= earliest and state.session[number].extra < session.extra:
            return number
    return NOWHERE


def _has_ticket(tables: Tables, state: State, number: int, earliest: float, referred: bool) -> bool:
    """Say whether a session has a ticket for a patient who can be there from ``earliest`` on.

    Tickets kept for patients with a letter are free for everybody once the session has begun.
    """
    session, given = tables.tickets.session[number], state.session[number]
    if given.taken >= session.tickets:
        return False
    if session.kept == 0 or referred or session.start <= earliest:
        return True
    return given.taken - given.referred < session.tickets - session.kept


def opening(tables: Tables, state: State, clinic: int, earliest: float) -> float:
    """Return the first instant from ``earliest`` on at which a clinic registers, even if full."""
    row = tables.tickets.clinic[clinic]
    for number in range(state.clinic[clinic].current, row.last):
        session = tables.tickets.session[number]
        if session.end - row.last_call >= earliest:
            return max(earliest, session.start)
    return math.inf
