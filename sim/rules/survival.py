"""Survival: how the risk of death follows from the time to reperfusion."""

from __future__ import annotations

import math

from sim.contract import Patient
from sim.tables import Tables
from sim.tables.pathways import PathwayRow

# Bits of Patient.in_time.
TEST = 1
NEEDLE = 2
DEVICE = 4
DOOR_OUT = 8


def keep_time(p: Patient, what: int, instant: float, target: float) -> None:
    """Note whether something was done within ``target`` hours of the first contact."""
    if instant - p.contact_at <= target:
        p.in_time |= what


def judge(tables: Tables, p: Patient) -> None:
    """Work out the risk of death from what has been done; a late treatment does no harm."""
    row = tables.pathways.pathway[p.pathway]
    without = row.untreated if math.isnan(p.device_at) else _risk(row, p.device_at - p.symptoms_at)
    p.death_risk = without
    if not math.isnan(p.needle_at):
        opened = _risk(row, p.needle_at - p.symptoms_at)
        p.death_risk = row.needle_works * opened + (1.0 - row.needle_works) * without


def _risk(row: PathwayRow, hours: float) -> float:
    """Return the mortality if the vessel is opened ``hours`` after onset."""
    return min(row.untreated, row.at_zero * math.exp(row.log_risk * hours))
