"""Worsening as numbers."""

from __future__ import annotations

from sim.clock import HOURS_PER_DAY
from sim.system.worsening import Worsening
from sim.tables.rows import WorseningRow


def worsening_row(worsening: Worsening) -> WorseningRow:
    """Return the row of who worsens how soon."""
    return WorseningRow(
        worsening.urgent_per_day / HOURS_PER_DAY, worsening.soon_per_day / HOURS_PER_DAY
    )
