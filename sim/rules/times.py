"""Times: how long something takes, given a patient's luck."""

from __future__ import annotations

from sim import luck
from sim.tables.durations import DurationRow


def hours(time: DurationRow, u: float) -> float:
    """Return the quantile ``u`` of a duration, in hours."""
    return luck.duration(time.form, time.a, time.b, time.c, u)
