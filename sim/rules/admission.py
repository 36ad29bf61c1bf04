"""Admission: patients who are treated here go home, or into a bed, some after observation."""

from __future__ import annotations

import math

from sim import luck
from sim.contract import (
    CRITICAL,
    LEAVE,
    LEFT_WAITING,
    NOWHERE,
    ORDINARY,
    SERVED,
    STEP,
    TREATED,
    Ask,
    Patient,
    State,
)
from sim.rules import day_surgery, modes, step_down, surgery, times, visit
from sim.rules.ability import can_treat
from sim.rules.asking import delay, service
from sim.rules.costs import pay_admission
from sim.rules.stay import stay_in_bed
from sim.rules.treatment import treated, untreated
from sim.rules.triage import triage_priority, urgent
from sim.tables import Tables
from sim.tables.codes import BED, OBSERVATION, RELISTED


def treat(tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Treat the patient here: as an inpatient, or in the rest of the flow."""
    if math.isnan(p.treated_at):
        p.treated_facility = p.facility
        p.beyond = int(p.expert == 0 and not can_treat(tables, state, now, p, p.facility))
    if admitted(tables, p):
        if day_surgery.suits(tables, p):
            return day_surgery.begin(tables, now, p, ask)
        return _admit(tables, now, p, ask)
    treated(p, now)
    p.ending = TREATED
    if p.mode == modes.WITH_EXPERT:
        return LEAVE
    return visit.advance(tables, now, p, ask)


def operation_above(tables: Tables, p: Patient) -> bool:
    """Say whether the patient, as an inpatient here, would need an operation of a higher grade."""
    return surgery.too_high(tables, p) and admitted(tables, p) and surgery.needed(tables, p)


def operated_above(tables: Tables, state: State, now: float, p: Patient) -> int:
    """Return the facility above that must operate, because this one does not do the grade.

    NOWHERE: there is no need, or no such facility.
    """
    if not operation_above(tables, p):
        return NOWHERE
    return surgery.first_operating(tables, state, now, p)


def plan_operation_above(tables: Tables, state: State, now: float, p: Patient) -> None:
    """Plan the operation above for a patient who needs one, if a facility does it."""
    if operation_above(tables, p):
        p.to_operate = int(surgery.first_operating(tables, state, now, p) != NOWHERE)


def admitted(tables: Tables, p: Patient) -> bool:
    """Say whether the patient is to be admitted: the harder the case, the likelier.

    Patients who were sent up for an operation, or are on a time-critical pathway, always are.
    """
    if tables.wards.ward[p.facility][p.condition] == NOWHERE:
        return False
    if p.to_operate == 1 or p.diagnosed == 1:
        return True
    row = tables.wards.admission[p.facility][p.condition]
    chance = row.urgent if urgent(p) else row.planned
    chance *= 1.0 + tables.wards.slope * (2.0 * p.complexity - 1.0)
    return luck.uniform(p.key, luck.ADMISSION, p.hop) < chance


def _admit(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Ask for a bed: urgent patients wait in observation, the others at home."""
    observation = tables.wards.observation[p.facility]
    if not urgent(p):
        return _ask_bed(tables, now, p, ask)
    p.priority = triage_priority(p)
    if observation == NOWHERE:
        return _ask_bed(tables, now, p, ask)
    p.mode = modes.BOARDING
    service(tables, ask, p, OBSERVATION, observation, 0.0, p.priority, now)
    ask.keep = 0
    ask.gives_up = now + tables.wards.boarding
    return STEP


def board(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Wait in the observation bed for a ward bed, unless observation is enough."""
    if p.outcome != SERVED:
        return _not_admitted(p)
    if _observation_is_enough(tables, p):
        return _observe(tables, now, p, ask)
    return _ask_bed(tables, now, p, ask)


def _observation_is_enough(tables: Tables, p: Patient) -> bool:
    """Say whether the patient turns out to need no ward bed."""
    share = tables.wards.observed
    return share > 0.0 and luck.uniform(p.key, luck.OBSERVED, p.hop) < share


def _observe(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Keep the patient in the observation bed for a while."""
    p.mode = modes.OBSERVED
    treated(p, now)
    time = tables.wards.observed_for
    u = luck.uniform(p.key, luck.OBSERVATION_TIME, p.hop)
    p.ward = tables.wards.observation[p.facility]
    until = now + times.hours(time, u)
    return stay_in_bed(tables, p, ask, OBSERVATION, until)


def _ask_bed(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Ask for a bed of the patient's own ward, which ends the stay in observation."""
    p.place = 1 if p.mode == modes.BOARDING else 0
    p.mode = modes.BEDDING
    if _by_day(tables, p):
        p.bed_asked_at = now
        return _ask_for_day(tables, now, p, ask)
    p.ward = tables.wards.ward[p.facility][p.condition]
    hours = _patience(tables, p)
    if tables.wards.lender[p.facility][p.condition] != NOWHERE:
        hours = min(hours, tables.wards.overflow)
    return _ask_ward(tables, now, p, ask, now + hours)


def _ask_ward(tables: Tables, since: float, p: Patient, ask: Ask, gives_up: float) -> int:
    """Ask for a bed of ``p.ward``; the rank in the queue counts from ``since``."""
    priority = p.priority if urgent(p) else ORDINARY
    service(tables, ask, p, BED, p.ward, 0.0, priority, since)
    ask.keep = p.place
    ask.free = 1 if p.place == 1 else 0  # the observation bed is place 0
    ask.gives_up = gives_up
    return STEP


def _patience(tables: Tables, p: Patient) -> float:
    """Return the hours that the patient waits for a ward bed."""
    return tables.wards.boarding if urgent(p) else tables.wards.elective


def _without_bed(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Ask for a bed of another ward, if that has not been tried yet; else leave."""
    lender = tables.wards.lender[p.facility][p.condition]
    last = p.asked + _patience(tables, p)
    if lender in (NOWHERE, p.ward) or last <= now:
        return _not_admitted(p)
    p.ward = lender
    return _ask_ward(tables, now, p, ask, last)


def _by_day(tables: Tables, p: Patient) -> bool:
    """Say whether the bed is for a planned operation, which is cancelled without a bed."""
    return tables.surgery.bed_by > 0.0 and not urgent(p) and surgery.planned(tables, p)


def _ask_for_day(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Ask on the planned day for a bed of the own ward; the rank counts from the first day."""
    p.mode = modes.BEDDING_BY_DAY
    p.ward = tables.wards.ward[p.facility][p.condition]
    last = _day_ends(tables, now, p)
    if tables.wards.lender[p.facility][p.condition] != NOWHERE:
        last = min(last, _borrows_from(tables, now, p))
    return _ask_ward(tables, p.bed_asked_at, p, ask, last)


def _day_ends(tables: Tables, begun: float, p: Patient) -> float:
    """Return when an operation whose planned day has begun is cancelled or given up."""
    patience_ends = max(begun, p.bed_asked_at + tables.wards.elective)
    return min(begun + tables.surgery.bed_by, patience_ends)


def _borrows_from(tables: Tables, begun: float, p: Patient) -> float:
    """Return when a bed may be borrowed that day: at once if it could be the day before."""
    return max(begun, p.bed_asked_at + tables.wards.overflow)


def _without_bed_by_day(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Borrow a bed, if that has not been tried yet; else cancel the operation for the day."""
    lender = tables.wards.lender[p.facility][p.condition]
    if lender not in (NOWHERE, p.ward) and now >= _borrows_from(tables, p.asked, p):
        p.ward = lender
        return _ask_ward(tables, now, p, ask, _day_ends(tables, p.asked, p))
    if now >= p.bed_asked_at + tables.wards.elective:
        return _not_admitted(p)
    p.mode = modes.RELISTED
    return delay(ask, p, RELISTED, tables.surgery.relist)


def bedded(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Begin the stay: plan its end, and an operation if there is one."""
    if p.outcome != SERVED and p.bed != NOWHERE:
        return _lie_in(tables, now, p, ask, tables.step_down.joint_ward[p.bed])
    if p.outcome != SERVED and p.mode == modes.BEDDING_BY_DAY:
        return _without_bed_by_day(tables, now, p, ask)
    if p.outcome != SERVED:
        return _without_bed(tables, now, p, ask)
    if p.bed != NOWHERE:
        p.in_bed = math.nan
        p.discharge = now + p.residual
        return step_down.resume(tables, now, p, ask)
    p.admitted += 1
    p.in_bed = now
    pay_admission(tables, p)
    time = tables.wards.stay[p.facility][p.condition]
    u = luck.uniform(p.key, luck.STAY, p.hop)
    p.discharge = now + times.hours(time, u)
    return surgery.begin(tables, now, p, ask)


def resume(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Put a patient who lies in bed when the run begins into that bed.

    If the ward has given beds to a joint ward and is full, the patient lies in the joint ward.
    """
    p.facility = p.target = p.first_facility = p.treated_facility = p.bed
    p.mode = modes.BEDDING
    p.place = 0
    p.ending = TREATED
    _lie_in(tables, now, p, ask, tables.wards.ward[p.bed][p.condition])
    if tables.step_down.joint_ward[p.bed] != NOWHERE:
        ask.gives_up = now
    return STEP


def _lie_in(tables: Tables, now: float, p: Patient, ask: Ask, ward: int) -> int:
    """Take a bed of a ward for a patient who lies there when the run begins."""
    p.ward = ward
    service(tables, ask, p, BED, ward, 0.0, CRITICAL, now)
    ask.keep = 0
    return STEP


def _not_admitted(p: Patient) -> int:
    """Leave without the bed that the patient needed."""
    p.ending = LEFT_WAITING
    untreated(p)
    return LEAVE


def ask_anew(tables: Tables, asked: float, p: Patient, ask: Ask) -> int:
    """Ask again for the bed that an urgent patient has waited for since ``asked``."""
    if p.mode == modes.BOARDING:
        return _admit(tables, asked, p, ask)
    p.priority = triage_priority(p)
    if p.ward != tables.wards.ward[p.facility][p.condition]:
        return _ask_ward(tables, asked, p, ask, asked + tables.wards.boarding)
    if p.place == 1:
        p.mode = modes.BOARDING
    return _ask_bed(tables, asked, p, ask)


def go_on(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Go on with a patient who waits for a bed."""
    if p.mode == modes.BOARDING:
        return board(tables, now, p, ask)
    if p.mode == modes.OBSERVED:
        p.ending = TREATED
        return LEAVE
    if p.mode == modes.RELISTED:
        return _ask_for_day(tables, now, p, ask)
    return bedded(tables, now, p, ask)
