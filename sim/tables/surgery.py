"""Surgery as numbers: grades by condition, and who operates on which."""

from __future__ import annotations

from itertools import accumulate

from sim.clock import HOURS_PER_MINUTE, Calendar
from sim.system import System
from sim.system.network import Facility
from sim.system.surgery import GRADES
from sim.tables.flows import duration_row
from sim.tables.rows import DaySurgeryRow, ListRow, ListsRow
from sim.tables.shifts import opening_intervals


def grade_rows(system: System) -> list[list[float]]:
    """Return the cumulative shares of grades of each condition; zeros where it has none."""
    return [
        list(accumulate(condition.operation_grades or (0.0,) * GRADES))
        for condition in system.conditions.values()
    ]


def factor_row(system: System) -> list[float]:
    """Return the factor on minutes by grade; what is not graded takes the usual time."""
    return [1.0, *system.surgery.minutes_factor]


def day_row(system: System) -> DaySurgeryRow:
    """Return the row of day surgery."""
    surgery = system.surgery
    recovery = duration_row(surgery.day_recovery_hours, 1.0)
    return DaySurgeryRow(surgery.day_share, surgery.day_notice_hours, recovery)


def operates_rows(system: System) -> list[list[int]]:
    """Return the highest grade that each facility does of each condition's operations."""
    return [
        [
            facility.operates_grade_for.get(condition.specialty, facility.operates_grade)
            if _has_theatre(facility)
            else 0
            for condition in system.conditions.values()
        ]
        for facility in system.network.facilities.values()
    ]


def _has_theatre(facility: Facility) -> bool:
    """Say whether a facility operates at all: an aggregated one does, out of sight."""
    return facility.aggregated or (bool(facility.every_ward()) and "theatre" in facility.stations)


def list_rows(
    system: System, calendar: Calendar, until: float
) -> tuple[list[ListsRow], list[ListRow]]:
    """Return the lists of each facility, and all their days until ``until`` (hours)."""
    lists: list[ListsRow] = []
    days: list[ListRow] = []
    for facility in system.network.facilities.values():
        first = len(days)
        days.extend(_days(system, facility, calendar, until))
        lists.append(ListsRow(first, len(days)))
    return lists, days


def _days(system: System, facility: Facility, calendar: Calendar, until: float) -> list[ListRow]:
    """The days of one facility; the last one, after the run, is there so that there is a next."""
    minutes = facility.surgery.last_start_minutes
    if minutes is None or "theatre" not in facility.stations:
        return []
    hours = opening_intervals(system, facility.stations["theatre"].hours, calendar, until)
    days = [ListRow(opens, closes - minutes * HOURS_PER_MINUTE) for opens, closes in hours]
    return [*(day for day in days if day.opens < day.last_start), ListRow(until, until + 1.0)]
