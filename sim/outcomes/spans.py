"""Spans of time: which of them lie in the window, and which part.

A span belongs to the instant at which it ends. For sums of time (in beds, at other stations) the
part within the window counts, whenever the span began or ends.
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
    """Return the week in which a span of the window is over, else the last week."""
    return t.frame.size.weeks - 1 if math.isnan(over) else week_at(t, min(over, t.frame.last))


def hours_in_week(t: Books, week: int, begun: float, over: float) -> float:
    """Return the hours of a span that lie in a week of the window."""
    opens = t.frame.first + week * HOURS_PER_WEEK
    closes = min(opens + HOURS_PER_WEEK, t.frame.last)
    until = closes if math.isnan(over) else min(over, closes)
    return max(until - max(begun, opens), 0.0)


def add_within(t: Books, kind: Kind, facility: int, what: int, span: tuple[float, float]) -> float:
    """Add the part within the window of a span (begun, over) to an amount; return its hours.

    It is divided among the weeks that it lies in; nothing is added if no part lies in the window.
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
    """Say whether an instant lies in the window, at least ``hours`` before its end."""
    return observed(t, onset) and onset <= t.frame.last - hours
