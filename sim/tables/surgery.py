"""Surgery as numbers: grades by condition, and who operates on which."""

from __future__ import annotations

from itertools import accumulate

from sim.system import System
from sim.system.network import Facility
from sim.system.surgery import GRADES


def grade_rows(system: System) -> list[list[float]]:
    """Return the cumulative shares of grades of each condition; zeros where it has none."""
    return [
        list(accumulate(condition.operation_grades or (0.0,) * GRADES))
        for condition in system.conditions.values()
    ]


def factor_row(system: System) -> list[float]:
    """Return the factor on minutes by grade; what is not graded takes the usual time."""
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
    """Say whether a facility operates at all: an aggregated one does, out of sight."""
    return facility.aggregated or (facility.ward is not None and "theatre" in facility.stations)
