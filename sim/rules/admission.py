"""Admission: treated here; home, or by way of observation into a bed."""

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
from sim.rules import day_surgery, modes, surgery, times, visit
from sim.rules.asking import service
from sim.rules.costs import pay_admission
from sim.rules.stay import stay_in_bed
from sim.rules.treatment import treated, untreated
from sim.rules.triage import triage_priority, urgent
from sim.tables.rows import (
    BED,
    OBSERVATION,
    RESIDUAL_STAY,
    Tables,
)


def treat(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Treat the patient at this facility: as an inpatient, or on to the rest of the flow."""
    if math.isnan(p.treated_at):
        p.treated_facility = p.facility
        p.beyond = int(p.complexity > tables.capability[p.facility][p.condition] and p.expert == 0)
    if admitted(tables, p):
        if day_surgery.suits(tables, p):
            return day_surgery.begin(tables, now, p, ask)
        return _admit(tables, now, p, ask)
    treated(p, now)
    p.ending = TREATED
    if p.mode == modes.WITH_EXPERT:
        return LEAVE
    return visit.advance(tables, now, p, ask)


def operated_above(tables: Tables, p: Patient) -> int:
    """Return the facility above that must operate, since this one does not do the grade.

    NOWHERE if there is no need, or no such facility. Whoever goes there is sure of the operation.
    """
    if not (surgery.too_high(tables, p) and admitted(tables, p) and surgery.needed(tables, p)):
        return NOWHERE
    target = surgery.first_operating(tables, p)
    p.to_operate = int(target != NOWHERE)
    return target


def admitted(tables: Tables, p: Patient) -> bool:
    """Say whether the patient is to be admitted; who was sent up for an operation is."""
    if tables.facility[p.facility].ward == NOWHERE:
        return False
    if p.to_operate == 1:
        return True
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
    pay_admission(tables, p)
    time = tables.stay[p.facility][p.condition]
    u = luck.uniform(p.key, luck.STAY, p.hop)
    p.discharge = now + times.hours(time, u)
    return surgery.begin(tables, now, p, ask)


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
    untreated(p)
    return LEAVE


def ask_anew(tables: Tables, asked: float, p: Patient, ask: Ask) -> int:
    """Ask again for the bed that an urgent patient has waited for since ``asked``."""
    if p.mode == modes.BOARDING:
        return _admit(tables, asked, p, ask)
    if p.place == 1:
        p.mode = modes.BOARDING
    p.priority = triage_priority(p)
    return _ask_bed(tables, asked, p, ask, asked + tables.settings.boarding)


def go_on(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Go on with whoever waits for a bed."""
    if p.mode == modes.BOARDING:
        return board(tables, now, p, ask)
    return bedded(tables, now, p, ask)
