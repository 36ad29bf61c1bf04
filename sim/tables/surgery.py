"""Surgery: theatres, lists, grades, and which grades a facility does."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from sim.clock import HOURS_PER_DAY, HOURS_PER_MINUTE, Calendar
from sim.system import System
from sim.system.network import Facility
from sim.system.surgery import GRADES
from sim.tables.durations import DurationRow, duration_row
from sim.tables.names import Names
from sim.tables.roster import Window
from sim.tables.shifts import opening_intervals
from sim.tables.wards import NOTHING, wards_for


@dataclass(slots=True)
class ListRow:
    """A day's list of planned operations."""

    opens: float  # hours
    last_start: float  # hours; later than it opens


@dataclass(slots=True)
class ListsRow:
    """The lists of a facility, in order of time."""

    first: int  # first … last - 1; none: planned operations start whenever a table is free
    last: int


@dataclass(slots=True)
class SurgeryTables:
    """Operations of inpatients."""

    theatre: list[int]  # [facility] station
    operation: list[list[DurationRow]]  # [facility][condition] in theatre
    before: DurationRow
    patience: float  # hours until an operation is cancelled
    bed_by: float  # hours within which a planned operation must have its bed; 0: no limit
    relist: float  # hours from then to the next planned day
    grades: list[list[float]]  # [condition] cumulative shares of operations; all 0: not graded
    grade_factor: list[float]  # [grade] factor on the minutes in theatre
    operates: list[list[int]]  # [facility][condition] highest grade
    lists: list[ListsRow]  # [facility]
    list_day: list[ListRow]


def lower_surgery(system: System, names: Names, window: Window) -> SurgeryTables:
    """Return the tables of operations."""
    admission, facilities = system.admission, system.network.facilities.values()
    lists, days = list_rows(system, window.calendar, window.end)
    return SurgeryTables(
        theatre=names.stations_of("theatre"),
        operation=[operation_rows(system, facility) for facility in facilities],
        before=duration_row(admission.before_operation_hours, 1.0),
        patience=admission.theatre_patience_hours,
        bed_by=system.surgery.bed_by_hours,
        relist=system.surgery.relist_days * HOURS_PER_DAY,
        grades=grade_rows(system),
        grade_factor=factor_row(system),
        operates=operates_rows(system),
        lists=lists,
        list_day=days,
    )


def operation_rows(system: System, facility: Facility) -> list[DurationRow]:
    """Return the time in theatre by condition, as its ward says; none without a ward."""
    return [
        duration_row(ward.operation_minutes if ward else NOTHING, HOURS_PER_MINUTE)
        for ward in wards_for(system, facility)
    ]


def grade_rows(system: System) -> list[list[float]]:
    """Return the cumulative shares of grades of each condition; zeros where it has none."""
    return [
        list(accumulate(condition.operation_grades or (0.0,) * GRADES))
        for condition in system.conditions.values()
    ]


def factor_row(system: System) -> list[float]:
    """Return the factor on minutes by grade; operations without a grade take the usual time."""
    return [1.0, *system.surgery.minutes_factor]


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
    """Say whether a facility operates at all; an aggregated one always does."""
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
    """The days of one facility, and one after the run: there is always a next list."""
    minutes = facility.surgery.last_start_minutes
    if minutes is None or "theatre" not in facility.stations:
        return []
    hours = opening_intervals(system, facility.stations["theatre"].hours, calendar, until)
    days = [ListRow(opens, closes - minutes * HOURS_PER_MINUTE) for opens, closes in hours]
    return [*(day for day in days if day.opens < day.last_start), ListRow(until, until + 1.0)]
