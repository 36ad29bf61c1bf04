"""Holding: for how long something is held, week by week: servers, and tickets of later sessions.

A week has a row for each station, then one for tickets of no facility, then one for those of each
facility.
"""

from __future__ import annotations

from sim.outcomes.cells import week_at
from sim.outcomes.facts import WEEK_HOURS
from sim.outcomes.rows import Books, SizeRow


def held_of(size: SizeRow) -> int:
    """Return how many rows a week has."""
    return size.stations + size.facilities + 1


def hold(t: Books, what: int, begun: float, ended: float) -> None:
    """Part the time from ``begun`` to ``ended`` over the weeks of the window in which it lies."""
    since, until = max(begun, t.frame.first), min(ended, t.frame.last)
    if not since < until:
        return
    width = held_of(t.frame.size)
    for week in range(week_at(t, since), t.frame.size.weeks):
        end = min(until, t.frame.first + (week + 1) * WEEK_HOURS)
        held = t.held[week * width + what]
        held.served += 1
        held.hours += end - since
        since = end
        if since >= until:
            return
