"""People who leave, as numbers."""

from __future__ import annotations

import math

from sim import luck
from sim.system import System
from sim.tables.flows import duration_row
from sim.tables.rows import DurationRow
from sim.tables.stations import MINUTES


def patience_rows(system: System) -> list[DurationRow]:
    """Return the patience in a queue by acuity."""
    return [
        DurationRow(luck.FIXED, math.inf, 0.0, 0.0)
        if patience is None
        else duration_row(patience, MINUTES)
        for patience in system.access.patience_minutes
    ]
