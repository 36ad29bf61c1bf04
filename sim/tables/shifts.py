"""Shifts: the servers of stations over time, and the sessions of clinics."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from sim.clock import Calendar, openings
from sim.system import System

Interval = tuple[float, float]
"""Opening and closing hour."""

Change = tuple[float, float, int]
"""Start, end, and how many servers a station has more or fewer in between."""


def opening_intervals(
    system: System, timetable: str, calendar: Calendar, until: float
) -> list[Interval]:
    """Return the opening times of a timetable, in order, from the first day until ``until``."""
    if timetable == "always":
        return [(calendar.begin, until)]
    table = system.care.timetables[timetable]
    return openings(table.sessions, table.closed_on_holidays, calendar, until)


def within(changes: Iterable[Change], opening: Sequence[Interval]) -> list[Change]:
    """Return the parts of changes that lie in opening hours, which are in order.

    Nobody works in a closed room, and staff on duty at other hours are not those who are away.
    """
    closing, parts = [closes for _, closes in opening], []
    for start, end, servers in changes:
        for opens, closes in opening[bisect_right(closing, start) :]:
            if opens >= end:
                break
            parts.append((max(start, opens), min(end, closes), servers))
    return parts


def capacities(begin: float, off_hours: int, changes: Iterable[Change]) -> list[tuple[float, int]]:
    """Return (instant, servers) whenever the number changes, from weekly or dated changes.

    A change is (start, end, servers more or fewer). A change that began before ``begin`` holds from
    ``begin`` on.
    """
    deltas: Counter[float] = Counter()
    deltas[begin] += off_hours
    for start, end, servers in changes:
        if end > begin:
            deltas[max(start, begin)] += servers
            deltas[end] -= servers
    total, last = 0, -1
    result = []
    for time in sorted(deltas):
        total += deltas[time]
        servers = max(0, total)
        if servers != last:
            result.append((time, servers))
            last = servers
    return result
