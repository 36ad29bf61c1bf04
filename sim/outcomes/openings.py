"""Openings: waits within opening hours; closed time is not waiting in a queue."""

from __future__ import annotations

import math

from sim.contract import NOWHERE
from sim.outcomes.rows import Books, StationRow


def opening_wait(t: Books, station: int, asked: float, started: float) -> float:
    """Return the hours that a patient waited at a station.

    At a station that runs over, a wait counts from asking, or from the next opening if the station
    was closed then: patients who were there before it closed still wait. At any other station the
    closed time between asking and starting is taken out. A station that never opens is noted.
    """
    row = t.frame.station[station]
    if row.first == row.last:
        if t.used[0].never_opened == NOWHERE:
            t.used[0].never_opened = station
        return 0.0
    if asked == started:
        return 0.0
    if row.runs_over == 1:
        return _from_opening(t, row, asked, started)
    return _open_hours(t, row, started) - _open_hours(t, row, asked)


def _from_opening(t: Books, row: StationRow, asked: float, started: float) -> float:
    """Hours from asking, or from the next opening if the station was closed."""
    low, high = row.first, row.last
    while low < high:  # the first that closes after asking
        middle = (low + high) // 2
        if t.frame.opening[middle].closes <= asked:
            low = middle + 1
        else:
            high = middle
    since = asked if low == row.last else max(asked, t.frame.opening[low].opens)
    return max(started - since, 0.0)


def closing(t: Books, station: int, started: float) -> float:
    """Return when the session of a service that began at ``started`` closes."""
    row = t.frame.station[station]
    last = _opened(t, row, started)
    return math.inf if last == row.first else t.frame.opening[last - 1].closes


def _open_hours(t: Books, row: StationRow, instant: float) -> float:
    """Open hours from the beginning until an instant."""
    last = _opened(t, row, instant)
    if last == row.first:
        return 0.0
    opening = t.frame.opening[last - 1]
    return opening.before + (min(instant, opening.closes) - opening.opens)


def _opened(t: Books, row: StationRow, instant: float) -> int:
    """Return the first opening of a station after an instant."""
    low, high = row.first, row.last
    while low < high:  # the first that opens after the instant
        middle = (low + high) // 2
        if t.frame.opening[middle].opens <= instant:
            low = middle + 1
        else:
            high = middle
    return low
