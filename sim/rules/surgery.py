"""Surgery: from the bed to theatre and back."""

from __future__ import annotations

from sim import luck
from sim.contract import NOWHERE, ORDINARY, SERVED, STEP, Ask, Patient, State
from sim.rules import modes, step_down, times
from sim.rules.ability import can_treat
from sim.rules.asking import service
from sim.rules.lists import by_list, list_from
from sim.rules.stay import stay_in_bed
from sim.rules.treatment import treated
from sim.rules.triage import triage_priority, urgent
from sim.tables import Tables
from sim.tables.codes import BEFORE_OPERATION, OPERATION


def grade(tables: Tables, p: Patient) -> int:
    """Return the grade of the operation that the patient would need; 0: it is not graded.

    The grade belongs to the patient, whichever facility operates.
    """
    shares = tables.surgery.grades[p.condition]
    if shares[-1] == 0.0:
        return 0
    u = luck.uniform(p.key, luck.GRADE)
    found = 1
    while found < len(shares) and u >= shares[found - 1]:
        found += 1
    return found


def too_high(tables: Tables, p: Patient) -> bool:
    """Say whether the operation would be of a grade above those that are done here."""
    return grade(tables, p) > tables.surgery.operates[p.facility][p.condition]


def needed(tables: Tables, p: Patient) -> bool:
    """Say whether an inpatient here is operated on; a patient who was sent up for it always is."""
    chance = tables.wards.admission[p.facility][p.condition].operation
    return p.to_operate == 1 or luck.uniform(p.key, luck.OPERATION, p.hop) < chance


def planned(tables: Tables, p: Patient) -> bool:
    """Say whether the patient, as an inpatient here, is operated on here."""
    if tables.surgery.theatre[p.facility] == NOWHERE:
        return False
    return needed(tables, p) and not too_high(tables, p)


def first_operating(tables: Tables, state: State, now: float, p: Patient) -> int:
    """Return the first facility above that can treat the case and does operations of its grade."""
    wanted = grade(tables, p)
    for target in tables.referral.refers[p.facility]:
        if target == NOWHERE:
            break
        capable = can_treat(tables, state, now, p, target)
        if capable and wanted <= tables.surgery.operates[target][p.condition]:
            return target
    return NOWHERE


def begin(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Plan the operation of a stay that has begun, if there is one.

    A patient who needs a grade that is not done here is treated without an operation.
    """
    p.to_operate = int(planned(tables, p))
    if p.to_operate == 0:
        treated(p, now)
        return step_down.recover(tables, now, p, ask)
    p.grade = grade(tables, p)
    p.mode = modes.BEFORE_THEATRE
    before = tables.surgery.before
    u = luck.uniform(p.key, luck.BEFORE_OPERATION, p.hop)
    hours = times.hours(before, u)
    return stay_in_bed(tables, p, ask, BEFORE_OPERATION, now + (hours if not urgent(p) else 0.0))


def go_on(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Go on with a patient who waits for theatre or is in it."""
    if p.mode == modes.BEFORE_THEATRE:
        return to_theatre(tables, now, p, ask)
    return after_theatre(tables, now, p, ask)


def to_theatre(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Ask for theatre, keeping the bed; a cancelled operation keeps its rank when asked anew.

    An operation by a list is asked for once the list is open, and cancelled after its last start;
    the rank counts from the bed.
    """
    if not by_list(tables, p):
        if p.tries == 0:
            p.theatre_asked_at = now
        return _ask_theatre(tables, p, ask, p.theatre_asked_at, now + tables.surgery.patience)
    day = tables.surgery.list_day[list_from(tables, p.facility, now)]
    if now < day.opens:
        p.mode = modes.BEFORE_THEATRE
        return stay_in_bed(tables, p, ask, BEFORE_OPERATION, day.opens)
    return _ask_theatre(tables, p, ask, p.in_bed, day.last_start)


def _ask_theatre(tables: Tables, p: Patient, ask: Ask, since: float, gives_up: float) -> int:
    """Ask for a table until ``gives_up``; the rank in the queue counts from ``since``."""
    p.mode = modes.IN_THEATRE
    priority = triage_priority(p) if urgent(p) else ORDINARY
    operate(tables, p, ask, OPERATION, priority, since)
    ask.gives_up = gives_up
    return STEP


def operate(tables: Tables, p: Patient, ask: Ask, stage: int, priority: int, since: float) -> None:
    """Ask for the operation, as long as its grade takes; the rank counts from ``since``."""
    time = tables.surgery.operation[p.facility][p.condition]
    u = luck.uniform(p.key, luck.OPERATION_TIME, p.hop)
    hours = times.hours(time, u) * tables.surgery.grade_factor[p.grade]
    theatre = tables.surgery.theatre[p.facility]
    service(tables, ask, p, stage, theatre, hours, priority, since)


def after_theatre(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Go on with the stay after the operation, or ask again if it was cancelled."""
    if p.outcome == SERVED:
        p.operated += 1
        treated(p, p.started)
        return step_down.recover(tables, now, p, ask)
    p.tries += 1
    return to_theatre(tables, now, p, ask)
