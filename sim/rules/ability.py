"""Ability: which cases a facility can treat. No other rule reads its table."""

from __future__ import annotations

from sim.contract import Patient, State
from sim.tables import Tables


def can_treat(tables: Tables, state: State, now: float, p: Patient, facility: int) -> bool:
    """Say whether a facility can treat the case."""
    return p.complexity <= limit(tables, state, now, p, facility)


def limit(tables: Tables, state: State, now: float, p: Patient, facility: int) -> float:
    """Return the complexity of the hardest case of the condition that a facility can treat now."""
    return tables.ability.capability[facility][p.condition]
