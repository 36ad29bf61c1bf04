"""Timetables: their hours can be read, and stations name only those that exist."""

from __future__ import annotations

from collections.abc import Iterator

from sim.clock import HOURS_PER_DAY, week
from sim.system import System
from sim.system.faults import Fault
from sim.system.fields import nearest


def wrong_timetables(system: System) -> Iterator[Fault]:
    """Yield each timetable that cannot be read, and each name without a timetable."""
    for name, timetable in system.care.timetables.items():
        try:
            week(timetable.sessions)
        except ValueError as error:
            yield Fault(
                f"care.timetables.{name}.sessions", ", ".join(timetable.sessions), str(error)
            )
    for hours, key in _hours(system).items():
        if hours not in {"always", *system.care.timetables}:
            hint = nearest(hours, system.care.timetables)
            yield Fault(key, hours, "a timetable that is described", hint)


def _hours(system: System) -> dict[str, str]:
    """The names of timetables in use, defaults included, each with one key that uses it."""
    found: dict[str, str] = {}
    for name, facility in system.network.facilities.items():
        for part in ("stations", "clinics"):
            for one, described in getattr(facility, part).items():
                key = f"network.facilities.{name}.{part}.{one}.hours"
                found.setdefault(described.hours, key)
    return found


def longest_session(system: System, hours: str) -> float | None:
    """Return the hours of a timetable's longest session, 0 without any.

    None: the timetable is always open, is not described, or cannot be read.
    """
    timetable = system.care.timetables.get(hours)
    if timetable is None:
        return None
    try:
        return max((end - start for start, end in week(timetable.sessions)), default=0.0)
    except ValueError:
        return None


def wrong_discharge(system: System) -> Iterator[Fault]:
    """Yield a fault if the discharge hours are not two hours of a day, in order."""
    begin, end = system.admission.discharge_hours or (0.0, HOURS_PER_DAY)
    if not begin <= end <= HOURS_PER_DAY:
        expected = "two hours of a day, in order"
        yield Fault("admission.discharge_hours", f"{begin:g}, {end:g}", expected)
