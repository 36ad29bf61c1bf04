"""Day surgery: which patients can have it, and where they recover."""

from __future__ import annotations

from dataclasses import dataclass

from sim.system import System
from sim.tables.durations import DurationRow, duration_row
from sim.tables.names import Names


@dataclass(slots=True)
class DaySurgeryTables:
    """Operations that need no ward."""

    share: float  # of those suited
    suited: list[float]  # [condition] share of planned operations
    notice: float  # hours
    recovery: DurationRow
    ward: list[int]  # [facility] station


def lower_day_surgery(system: System, names: Names) -> DaySurgeryTables:
    """Return the tables of day surgery."""
    surgery = system.surgery
    return DaySurgeryTables(
        share=surgery.day_share,
        suited=[condition.day_surgery for condition in system.conditions.values()],
        notice=surgery.day_notice_hours,
        recovery=duration_row(surgery.day_recovery_hours, 1.0),
        ward=names.stations_of("day_ward"),
    )
