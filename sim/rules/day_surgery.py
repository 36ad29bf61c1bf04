"""Day surgery: the patient comes, is operated on and goes home on the same day, without a bed."""

from __future__ import annotations

from sim import luck
from sim.contract import (
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
from sim.rules import modes, surgery, times
from sim.rules.asking import delay_until, service
from sim.rules.costs import pay_admission
from sim.rules.lists import by_list, list_from
from sim.rules.treatment import treated, untreated
from sim.tables import Tables
from sim.tables.codes import DAY_LISTED, DAY_OPERATION, DAY_PLACE, DAY_RECOVERY


def suits(tables: Tables, p: Patient) -> bool:
    """Say whether a patient who is to be admitted has day surgery instead."""
    share = tables.day_surgery.share
    if share == 0.0 or tables.day_surgery.ward[p.facility] == NOWHERE or not by_list(tables, p):
        return False
    if luck.uniform(p.key, luck.DAY_SUITED) >= tables.day_surgery.suited[p.condition]:
        return False
    if luck.uniform(p.key, luck.DAY_CHOSEN, p.hop) >= share:
        return False
    return surgery.planned(tables, p)


def begin(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Put the patient on the first list after the notice; the rank counts from the decision."""
    p.grade = surgery.grade(tables, p)
    p.listed_at = now
    return _wait_for_list(tables, p, ask, now + tables.day_surgery.notice)


def go_on(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Go on with a patient who has, or will have, day surgery."""
    if p.mode == modes.DAY_LISTED:
        return _ask_place(tables, now, p, ask)
    if p.mode == modes.DAY_PLACED:
        return _to_theatre(tables, now, p, ask)
    if p.mode == modes.DAY_IN_THEATRE:
        return _after_theatre(tables, now, p, ask)
    return LEAVE


def _wait_for_list(tables: Tables, p: Patient, ask: Ask, earliest: float) -> int:
    """Wait at home for the next list, giving up any place."""
    p.mode = modes.DAY_LISTED
    day = tables.surgery.list_day[list_from(tables, p.facility, earliest)]
    delay_until(ask, p, DAY_LISTED, max(earliest, day.opens))
    ask.free = 1
    return STEP


def _ask_place(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Ask for a place in the day ward until the last start of the list."""
    p.mode = modes.DAY_PLACED
    place = tables.day_surgery.ward[p.facility]
    service(tables, ask, p, DAY_PLACE, place, 0.0, ORDINARY, p.listed_at)
    ask.keep = 0
    ask.gives_up = tables.surgery.list_day[list_from(tables, p.facility, now)].last_start
    return STEP


def _to_theatre(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Ask for a table, keeping the place, until the last start of the list."""
    day = tables.surgery.list_day[list_from(tables, p.facility, now)]
    if p.outcome != SERVED or now < day.opens:
        return _relist(tables, now, p, ask)
    p.mode = modes.DAY_IN_THEATRE
    surgery.operate(tables, p, ask, DAY_OPERATION, ORDINARY, p.listed_at)
    ask.gives_up = day.last_start
    return STEP


def _after_theatre(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Recover in the day ward for some hours, then go home."""
    if p.outcome != SERVED:
        return _relist(tables, now, p, ask)
    p.mode = modes.DAY_RECOVERING
    pay_admission(tables, p)
    p.operated += 1
    treated(p, p.started)
    p.ending = TREATED
    time = tables.day_surgery.recovery
    u = luck.uniform(p.key, luck.DAY_RECOVERY, p.hop)
    delay_until(ask, p, DAY_RECOVERY, now + times.hours(time, u))
    ask.station = tables.day_surgery.ward[p.facility]
    return STEP


def _relist(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Come again on the next list, unless the patience for a planned operation has ended."""
    if now - p.listed_at > tables.wards.elective:
        p.ending = LEFT_WAITING
        untreated(p)
        return LEAVE
    p.tries += 1
    return _wait_for_list(tables, p, ask, now)
