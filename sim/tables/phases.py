"""Phases: a programme as tables of one set of codes and one timetable.

What differs from phase to phase are coefficients. Stations of all phases have codes in each, and
the timetable is that of the whole run: in every phase of it the hours of that phase's system.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from sim.clock import Calendar
from sim.system import System
from sim.tables import Tables, lower_with
from sim.tables.names import Names, names_of
from sim.tables.roster import Planned, Roster, Sessions, Window, roster, window_of
from sim.tables.shifts import Change, Interval, within

Phases = Sequence[tuple[float, Tables]]
"""Tables with the hours at which they begin."""

_NOBODY = Planned("service", False, 0.0, 0, ())


def lower_phases(
    systems: Sequence[tuple[float, System]], calendar: Calendar, horizon: float
) -> list[tuple[float, Tables]]:
    """Return systems, each with the hour from which it holds, as tables with these hours.

    The first holds from the beginning. Tables have the same codes and the same timetable.
    """
    window = max((window_of(one, calendar, horizon) for _, one in systems), key=_end)
    plans = [roster(one, calendar, window.end) for _, one in systems]
    starts = [-math.inf, *(start for start, _ in systems[1:]), math.inf]
    whole = merged(list(zip(pairwise(starts), plans, strict=True)))
    names = _names([one for _, one in systems])
    return [
        (start, lower_with(one, names, _kept_as_in(whole, plan), window))
        for (start, one), plan in zip(systems, plans, strict=True)
    ]


def _end(window: Window) -> float:
    return window.end


def _names(systems: Sequence[System]) -> Names:
    """The names of the first system, with the stations of all."""
    names = [names_of(one) for one in systems]
    stations = dict.fromkeys(name for one in names for name in one.stations)
    return replace(names[0], stations=list(stations))


def _kept_as_in(whole: Roster, plan: Roster) -> Roster:
    """The roster of the run, with the servers that one phase keeps free."""
    kept = {key: plan.stations.get(key, _NOBODY).kept for key in whole.stations}
    planned = {key: replace(one, kept=kept[key]) for key, one in whole.stations.items()}
    return Roster(planned, whole.sessions)


def merged(plans: Sequence[tuple[Interval, Roster]]) -> Roster:
    """Return one roster of those of all phases, each within its hours."""
    planned = dict.fromkeys(key for _, plan in plans for key in plan.stations)
    sessions = dict.fromkeys(key for _, plan in plans for key in plan.sessions)
    return Roster(
        {key: _station(key, plans) for key in planned},
        {key: _sessions(key, plans) for key in sessions},
    )


def _station(key: str, plans: Sequence[tuple[Interval, Roster]]) -> Planned:
    """A station of some phases."""
    first = next(plan.stations[key] for _, plan in plans if key in plan.stations)
    usual = plans[0][1].stations.get(key, _NOBODY).off_hours
    changes: list[Change] = []
    for hours, plan in plans:
        one = plan.stations.get(key, _NOBODY)
        changes += within(one.servers, [hours])
        if one.off_hours != usual:
            changes.append((*hours, one.off_hours - usual))
    return replace(first, off_hours=usual, servers=tuple(changes))


def _sessions(key: str, plans: Sequence[tuple[Interval, Roster]]) -> Sessions:
    """The sessions of a clinic that begin within the phase that holds them."""
    first = next(plan.sessions[key] for _, plan in plans if key in plan.sessions)
    rows = []
    for (start, end), plan in plans:
        if key in plan.sessions:
            held = plan.sessions[key]
            some = zip(held.intervals, held.tickets, held.kept, held.extra, strict=True)
            rows += [row for row in some if start <= row[0][0] < end]
    columns = zip(*rows, strict=True) if rows else ((), (), (), ())
    intervals, tickets, kept, extra = (tuple(column) for column in columns)
    return Sessions(intervals, tickets, kept, extra, first.last_call)
