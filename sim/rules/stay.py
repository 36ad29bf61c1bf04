"""The stay in the patient's bed."""

from __future__ import annotations

import math

from sim import luck
from sim.clock import HOURS_PER_DAY
from sim.contract import STEP, Ask, Patient
from sim.rules import modes
from sim.rules.asking import delay_until
from sim.tables import Tables
from sim.tables.codes import STAY


def last_stay(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Stay in the bed until discharge."""
    p.mode = modes.STAYING
    return stay_in_bed(tables, p, ask, STAY, leaves_at(tables, p, max(now, p.discharge)))


def leaves_at(tables: Tables, p: Patient, end: float) -> float:
    """Return when a patient leaves whose stay may end at ``end``: at the next hour for leaving."""
    if math.isnan(tables.wards.leaves_from):
        return end
    u = luck.uniform(p.key, luck.DISCHARGE_HOUR, p.hop)
    leaves = HOURS_PER_DAY * math.floor(end / HOURS_PER_DAY) + tables.wards.leaves_from
    leaves += u * tables.wards.leaves_within
    return leaves if leaves >= end else leaves + HOURS_PER_DAY


def stay_in_bed(tables: Tables, p: Patient, ask: Ask, stage: int, until: float) -> int:
    """Ask to lie in the own bed until an instant."""
    delay_until(ask, p, stage, until)
    ask.station = p.ward
    return STEP
