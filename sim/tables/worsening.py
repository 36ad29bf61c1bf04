"""Worsening as numbers."""

from __future__ import annotations

from sim.system.worsening import Worsening
from sim.tables.rows import WorseningRow

_DAY = 24.0  # hours


def worsening_row(worsening: Worsening) -> WorseningRow:
    """Return the row of who worsens how soon."""
    return WorseningRow(worsening.urgent_per_day / _DAY, worsening.soon_per_day / _DAY)
