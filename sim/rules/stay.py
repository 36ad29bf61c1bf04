"""The stay in a bed of one's own."""

from __future__ import annotations

from sim.contract import STEP, Ask, Patient
from sim.rules import modes
from sim.rules.asking import delay_until
from sim.tables.rows import STAY, Tables


def last_stay(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Stay in the bed until discharge."""
    p.mode = modes.STAYING
    return stay_in_bed(tables, p, ask, STAY, max(now, p.discharge))


def stay_in_bed(tables: Tables, p: Patient, ask: Ask, stage: int, until: float) -> int:
    """Ask to lie in the own bed until an instant."""
    delay_until(ask, p, stage, until)
    ask.station = p.ward
    return STEP
