"""Repeat prescriptions: which visits are needed, and which patients return to the base."""

from __future__ import annotations

from sim import luck
from sim.contract import NOWHERE, Patient
from sim.tables import Tables


def visit_needed(tables: Tables, p: Patient) -> bool:
    """Say whether a repeat visit, drawn at the ordinary interval, takes place.

    Long prescriptions make some visits unnecessary, each by its own luck.
    """
    if tables.prescriptions.repeat[p.condition] == 0:
        return True
    return luck.uniform(p.key, luck.NEEDED) >= tables.prescriptions.not_needed


def returns_to_base(tables: Tables, p: Patient, chosen: int) -> bool:
    """Say whether a repeat patient goes to the own base instead, which has the drugs in stock."""
    base = tables.access.home[p.home].base
    if tables.prescriptions.repeat[p.condition] == 0 or base == NOWHERE or chosen == base:
        return False
    if luck.uniform(p.key, luck.STOCKED) >= tables.prescriptions.stocked:
        return False
    return luck.uniform(p.key, luck.RETURNING) < tables.prescriptions.returning
