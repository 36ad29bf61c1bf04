"""People who leave and who come again, as numbers."""

from __future__ import annotations

import math

from sim import luck
from sim.clock import HOURS_PER_DAY, HOURS_PER_MINUTE
from sim.system import System
from sim.system.returns import Returns
from sim.tables.flows import duration_row
from sim.tables.rows import DurationRow, ReturnsRow

WITHIN_DAYS = 30.0
"""Days within which a return counts as one."""


def patience_rows(system: System) -> list[DurationRow]:
    """Return the patience in a queue by acuity."""
    return [
        DurationRow(luck.FIXED, math.inf, 0.0, 0.0)
        if patience is None
        else duration_row(patience, HOURS_PER_MINUTE)
        for patience in system.access.patience_minutes
    ]


def returns_row(returns: Returns) -> ReturnsRow:
    """Return the row of those who come again."""
    return ReturnsRow(
        after_miss=returns.after_miss,
        otherwise=returns.otherwise,
        mean=HOURS_PER_DAY * returns.mean_days,
        within=-math.expm1(-WITHIN_DAYS / returns.mean_days),
        higher=returns.higher_share,
    )
