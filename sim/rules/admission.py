"""Admission: treated here; home, or by way of observation into a bed, theatre, and out again."""

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
)
from sim.rules import modes, step_down, visit
from sim.rules.asking import service
from sim.rules.stay import last_stay, stay_in_bed
from sim.rules.triage import triage_priority, urgent
from sim.tables.rows import (
    BED,
    BEFORE_OPERATION,
    OBSERVATION,
    OPERATION,
    RESIDUAL_STAY,
    STAY,
    Tables,
)


def treat(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Treat the patient at this facility: as an inpatient, or on to the rest of the flow."""
    p.treated_facility = p.facility
    p.beyond = int(p.complexity > tables.capability[p.facility][p.condition] and p.expert == 0)
    if _admitted(tables, p):
        return _admit(tables, now, p, ask)
    p.treated_at = now
    p.ending = TREATED
    if p.mode == modes.WITH_EXPERT:
        return LEAVE
    return visit.advance(tables, now, p, ask)


def _admitted(tables: Tables, p: Patient) -> bool:
    """Say whether the patient is to be admitted."""
    if tables.facility[p.facility].ward == NOWHERE:
        return False
    row = tables.admission[p.facility][p.condition]
    chance = row.urgent if urgent(p) else row.planned
    return luck.uniform(p.key, luck.ADMISSION, p.hop) < chance


def _admit(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Ask for a bed: urgent patients by way of observation, the others waiting at home."""
    observation = tables.facility[p.facility].observation
    if not urgent(p):
        return _ask_bed(tables, now, p, ask, now + tables.settings.elective)
    p.priority = triage_priority(p)
    if observation == NOWHERE:
        return _ask_bed(tables, now, p, ask, now + tables.settings.boarding)
    p.mode = modes.BOARDING
    service(tables, ask, p, OBSERVATION, observation, 0.0, p.priority, now)
    ask.keep = 0
    ask.gives_up = now + tables.settings.boarding
    return STEP


def board(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Wait in the observation bed for one in the ward; without either, leave."""
    if p.outcome != SERVED:
        return _not_admitted(p)
    return _ask_bed(tables, now, p, ask, now + tables.settings.boarding)


def _ask_bed(tables: Tables, now: float, p: Patient, ask: Ask, gives_up: float) -> int:
    """Ask for a ward bed, which ends the stay in observation."""
    ward = tables.facility[p.facility].ward
    boarding = p.mode == modes.BOARDING
    p.place = 1 if boarding else 0
    p.mode = modes.BEDDING
    service(tables, ask, p, BED, ward, 0.0, p.priority if urgent(p) else ORDINARY, now)
    ask.keep = p.place
    ask.free = 1 if boarding else 0
    ask.gives_up = gives_up
    return STEP


def bedded(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Begin the stay: plan its end, and whether there is an operation first."""
    if p.outcome != SERVED:
        return _not_admitted(p)
    if p.bed != NOWHERE:
        return _residual(tables, now, p, ask)
    p.admitted += 1
    p.in_bed = now
    time = tables.stay[p.facility][p.condition]
    u = luck.uniform(p.key, luck.STAY, p.hop)
    p.discharge = now + luck.duration(time.form, time.a, time.b, u)
    chance = tables.admission[p.facility][p.condition].operation
    p.to_operate = int(luck.uniform(p.key, luck.OPERATION, p.hop) < chance)
    if p.to_operate == 0 or tables.facility[p.facility].theatre == NOWHERE:
        p.treated_at = now
        return rest(tables, now, p, ask)
    p.mode = modes.BEFORE_THEATRE
    before = tables.settings.before_operation
    u = luck.uniform(p.key, luck.BEFORE_OPERATION, p.hop)
    hours = luck.duration(before.form, before.a, before.b, u)
    return stay_in_bed(tables, p, ask, BEFORE_OPERATION, now + (hours if not urgent(p) else 0.0))


def to_theatre(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Ask for theatre, keeping the bed; a cancelled operation keeps its rank when asked anew."""
    p.mode = modes.IN_THEATRE
    time = tables.operation[p.facility]
    hours = luck.duration(
        time.form, time.a, time.b, luck.uniform(p.key, luck.OPERATION_TIME, p.hop)
    )
    theatre = tables.facility[p.facility].theatre
    priority = triage_priority(p) if urgent(p) else ORDINARY
    if p.tries == 0:
        p.joined = now
    service(tables, ask, p, OPERATION, theatre, hours, priority, p.joined)
    ask.gives_up = now + tables.settings.theatre
    return STEP


def after_theatre(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Go on with the stay after the operation, or ask again if it was cancelled."""
    if p.outcome == SERVED:
        p.operated += 1
        p.treated_at = p.started
        return rest(tables, now, p, ask)
    p.tries += 1
    return to_theatre(tables, now, p, ask)


def rest(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Stay until discharge, or only for the acute part if the patient is to step down."""
    p.ending = TREATED
    if step_down.agreed(tables, p):
        p.mode = modes.ACUTE
        acute = p.in_bed + (p.discharge - p.in_bed) * tables.settings.acute_share
        return stay_in_bed(tables, p, ask, STAY, max(now, acute))
    return last_stay(tables, now, p, ask)


def resume(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Put a patient who lies in bed when the run begins into that bed."""
    p.facility = p.target = p.first_facility = p.treated_facility = p.bed
    p.mode = modes.BEDDING
    p.place = 0
    p.ending = TREATED
    service(tables, ask, p, BED, tables.facility[p.bed].ward, 0.0, CRITICAL, now)
    ask.keep = 0
    return STEP


def _residual(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Stay for what remains of a stay that began before the run."""
    p.mode = modes.STAYING
    p.in_bed = math.nan
    return stay_in_bed(tables, p, ask, RESIDUAL_STAY, now + p.residual)


def _not_admitted(p: Patient) -> int:
    """Leave without the bed that was needed."""
    p.ending = LEFT_WAITING
    p.treated_facility = NOWHERE
    p.beyond = 0
    return LEAVE
