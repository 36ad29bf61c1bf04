"""Transfers: patients are made stable and carried by an ambulance, if one is in reach."""

from __future__ import annotations

from sim import luck
from sim.contract import NOWHERE, SERVED, STEP, Ask, Patient, State
from sim.rules import booking, modes, survival, times
from sim.rules.asking import delay, service
from sim.rules.triage import triage_priority
from sim.tables import Tables
from sim.tables.codes import AMBULANCE, STABILISATION


def set_out(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Make an urgent patient stable, then send the patient to ``p.target``."""
    critical = p.acuity == 1 or p.called == 1
    time = tables.transfer.critical if critical else tables.transfer.urgent
    u = luck.uniform(p.key, luck.STABILISATION, p.hop)
    hours = times.hours(time, u)
    if hours == 0.0:
        return carry(tables, state, now, p, ask)
    p.mode = modes.STABILISING
    return delay(ask, p, STABILISATION, hours)


def carry(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Ask for an ambulance to ``p.target``; without any in reach, go as others do.

    A patient by the green channel, or with a critical finding, is fetched by one from outside.
    """
    if not in_reach(tables, p):
        by_channel = p.by_channel == 1 and tables.referral.green_ambulance == 1
        if by_channel or p.called == 1:
            return ride(tables, state, now, p, ask)
        return leave_for_target(tables, state, now, p, ask)
    p.mode = modes.CALLING
    return call(tables, now, p, ask, triage_priority(p))


def in_reach(tables: Tables, p: Patient) -> bool:
    """Say whether the patient's facility or the target has ambulances."""
    station = tables.transfer.ambulance
    return station[p.facility] != NOWHERE or station[p.target] != NOWHERE


def call(tables: Tables, now: float, p: Patient, ask: Ask, priority: int) -> int:
    """Ask for an ambulance that is in reach.

    An ambulance from here is busy until it is back; one from the target has to come first.
    """
    way, loading = hours_carried(tables, p), tables.transfer.loading
    own = tables.transfer.ambulance[p.facility]
    if own != NOWHERE:
        service(tables, ask, p, AMBULANCE, own, loading + way, priority, now)
        ask.turnover += way
    else:
        other = tables.transfer.ambulance[p.target]
        service(tables, ask, p, AMBULANCE, other, way + loading + way, priority, now)
    ask.gives_up = now + tables.transfer.patience
    return STEP


def hours_carried(tables: Tables, p: Patient) -> float:
    """Return an ambulance's hours to ``p.target``; it takes as long the other way."""
    return tables.ways.ambulance[p.facility][p.target]


def leave_for_target(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Go on to ``p.target``, a new hop."""
    hours = tables.ways.transfer[p.facility][p.target]
    _note_door_out(tables, p, now)
    p.hop += 1
    return booking.go(tables, state, now, p, ask, p.target, hours)


def ride(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Go on to ``p.target`` by an ambulance that is not a station: nobody waits for it."""
    _note_door_out(tables, p, now)
    p.hop += 1
    return booking.go(
        tables, state, now, p, ask, p.target, tables.ways.ambulance[p.facility][p.target]
    )


def arrive(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Be handed over at ``p.target``, a new hop."""
    hours = hours_carried(tables, p)
    _note_door_out(tables, p, now - hours)
    p.hop += 1
    p.travel_hours += hours
    return booking.go(tables, state, now, p, ask, p.target, 0.0)


def _note_door_out(tables: Tables, p: Patient, instant: float) -> None:
    """Stop the clock of a time-critical patient who leaves the first facility."""
    if p.pathway != NOWHERE and p.hop == 0:
        p.door_out_at = instant
        survival.keep_time(
            p, survival.DOOR_OUT, instant, tables.pathways.pathway[p.pathway].door_out_target
        )


def go_on(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Go on with a patient who is stable, has been carried, or has waited in vain."""
    if p.mode == modes.STABILISING:
        return carry(tables, state, now, p, ask)
    if p.outcome == SERVED:
        return arrive(tables, state, now, p, ask)
    return leave_for_target(tables, state, now, p, ask)
