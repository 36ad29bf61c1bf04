"""Spans of time: which of them, or which part of them, lies in the window.

What is over at an instant belongs to it. Of what may go on at the horizon, and is a sum of time
(beds, posts), the part within the window counts, so that it does not matter when it began or ends.
"""

from __future__ import annotations

import math

from sim.clock import HOURS_PER_DAY, HOURS_PER_WEEK
from sim.outcomes.cells import add_but_week, add_to_week, observed, week_at
from sim.outcomes.facts import EXPERT_HOURS
from sim.outcomes.rows import Books, Kind

MONTH = 30.0 * HOURS_PER_DAY
"""Hours in thirty days."""


def hours_within(t: Books, begun: float, over: float) -> float:
    """Return the hours of a span that lie in the window.

    ``over`` is NaN while it goes on, ``begun`` if it never did.
    """
    if not begun < t.frame.last:
        return 0.0
    until = t.frame.last if math.isnan(over) else min(over, t.frame.last)
    return max(until - max(begun, t.frame.first), 0.0)


def first_week(t: Books, begun: float) -> int:
    """Return the week in which a span of the window begins."""
    return week_at(t, max(begun, t.frame.first))


def last_week(t: Books, over: float) -> int:
    """Return the week in which a span of the window is over, or the last one."""
    return t.frame.size.weeks - 1 if math.isnan(over) else week_at(t, min(over, t.frame.last))


def hours_in_week(t: Books, week: int, begun: float, over: float) -> float:
    """Return the hours of a span that lie in a week of the window."""
    opens = t.frame.first + week * HOURS_PER_WEEK
    closes = min(opens + HOURS_PER_WEEK, t.frame.last)
    until = closes if math.isnan(over) else min(over, closes)
    return max(until - max(begun, opens), 0.0)


def add_within(t: Books, kind: Kind, facility: int, what: int, span: tuple[float, float]) -> float:
    """Add the part within the window of a span (begun, over) to an amount; return its hours.

    It is parted over the weeks in which it lies. Nothing is added where none of it does.
    """
    begun, over = span
    hours, unit = hours_within(t, begun, over), _unit(what)
    if hours > 0.0:
        add_but_week(t, kind, facility, what, hours / unit)
        for week in range(first_week(t, begun), last_week(t, over) + 1):
            part = hours_in_week(t, week, begun, over)
            if part > 0.0:
                t.used[0].week = week
                add_to_week(t, facility, what, part / unit)
    return hours


def _unit(what: int) -> float:
    """Hours in the unit of an amount of time."""
    return 1.0 if what == EXPERT_HOURS else HOURS_PER_DAY


def has_left(t: Books, onset: float, hours: float) -> bool:
    """Say whether an instant lies in the window, and at least so many hours before its end."""
    return observed(t, onset) and onset <= t.frame.last - hours
