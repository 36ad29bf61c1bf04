"""Spans of time: which of them, or which part of them, lies in the window.

What is over at an instant belongs to it. Of what may go on at the horizon, and is a sum of time
(beds, posts), the part within the window counts, so that it does not matter when it began or ends.
"""

from __future__ import annotations

import math

from sim.outcomes.rows import Books

WEEK = 168.0
"""Hours in seven days."""
MONTH = 720.0
"""Hours in thirty days."""


def hours_within(t: Books, begun: float, over: float) -> float:
    """Return the hours of a span that lie in the window.

    ``over`` is NaN while it goes on, ``begun`` if it never did.
    """
    if not begun < t.frame.last:
        return 0.0
    until = t.frame.last if math.isnan(over) else min(over, t.frame.last)
    return max(until - max(begun, t.frame.first), 0.0)


def has_left(t: Books, onset: float, hours: float) -> bool:
    """Say whether an instant lies in the window, and at least so many hours before its end."""
    return t.frame.first <= onset <= t.frame.last - hours
