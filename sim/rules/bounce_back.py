"""Bounce-back: patients who get worse after a step-down keep their bed below, then go up."""

from __future__ import annotations

from sim import luck
from sim.contract import SERVED, STEP, URGENT, Ask, Patient
from sim.rules import modes, times
from sim.rules.asking import delay, service
from sim.rules.stay import last_stay, stay_in_bed
from sim.tables import Tables
from sim.tables.codes import BED_ABOVE, STAY, TRANSFER


def gets_worse(tables: Tables, p: Patient) -> bool:
    """Say whether the patient gets worse after stepping down."""
    share = tables.step_down.bounce_back
    return share > 0.0 and luck.uniform(p.key, luck.BOUNCE_BACK, p.hop) < share


def recover_in_part(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Stay below until getting worse, at an instant drawn evenly from the recovery."""
    p.mode = modes.RECOVERING
    part = luck.uniform(p.key, luck.BOUNCE_BACK_TIME, p.hop)
    return stay_in_bed(tables, p, ask, STAY, now + part * max(0.0, p.discharge - now))


def seek_bed(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Ask for a bed where the patient came from, ``p.target``."""
    p.mode = modes.SEEKING_ABOVE
    ward = tables.wards.ward[p.target][p.condition]
    service(tables, ask, p, BED_ABOVE, ward, 0.0, URGENT, now)
    ask.keep = 1 - p.place
    ask.gives_up = now + tables.step_down.bounce_back_hours
    return STEP


def move(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Travel up to the bed, giving up the one below; without one, stay."""
    if p.outcome != SERVED:
        return last_stay(tables, now, p, ask)
    p.mode = modes.MOVING_UP
    p.hop += 1
    hours = tables.ways.transfer[p.target][p.facility]  # the way by which the patient came down
    p.travel_hours += hours
    delay(ask, p, TRANSFER, hours)
    ask.free = 1 << p.place
    p.place = 1 - p.place
    p.ward = tables.wards.ward[p.target][p.condition]
    return STEP


def arrive_above(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Begin a new stay above, without another step-down."""
    p.facility = p.target
    p.in_bed = now
    time = tables.wards.stay[p.facility][p.condition]
    p.discharge = now + times.hours(time, luck.uniform(p.key, luck.STAY, p.hop))
    return last_stay(tables, now, p, ask)


def go_on(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Go on with a patient who gets worse below."""
    if p.mode == modes.RECOVERING:
        return seek_bed(tables, now, p, ask)
    if p.mode == modes.SEEKING_ABOVE:
        return move(tables, now, p, ask)
    return arrive_above(tables, now, p, ask)
