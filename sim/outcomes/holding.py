"""Holding: hours for which servers, and tickets of later sessions, are held, week by week.

A week has a row for each station, then one for tickets of no facility, then one for the tickets of
each facility.
"""

from __future__ import annotations

from sim.outcomes.rows import Books, SizeRow
from sim.outcomes.spans import first_week, hours_in_week, hours_within, last_week


def held_of(size: SizeRow) -> int:
    """Return how many rows a week has."""
    return size.stations + size.facilities + 1


def hold(t: Books, what: int, begun: float, over: float) -> None:
    """Divide the time from ``begun`` to ``over`` among the weeks of the window.

    ``over`` is NaN while it goes on.
    """
    if hours_within(t, begun, over) > 0.0:
        width = held_of(t.frame.size)
        for week in range(first_week(t, begun), last_week(t, over) + 1):
            held = t.held[week * width + what]
            held.served += 1
            held.hours += hours_in_week(t, week, begun, over)
