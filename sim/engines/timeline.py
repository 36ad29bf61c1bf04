"""The timeline: SimPy's, with events at absolute instants, in the order of their kinds.

SimPy's queue sorts by (time, priority, order of scheduling). The priority is the kind of event
here, and instants are scheduled as they are, since ``now + (t - now)`` need not be ``t`` in
floating point.
"""

from __future__ import annotations

from heapq import heappush
from typing import Final

from simpy import Environment, Event

# Kinds of event, in the order in which those of one instant are played.
HORIZON: Final = -1
TIMETABLE: Final = 0
END: Final = 1  # of a service, delay or turnover; an order reaches its station
GIVING_UP: Final = 2
ARRIVAL: Final = 3
AUDIT: Final = 4


class Happening(Event):
    """An event whose instant is known from the start, and which cannot fail."""

    _ok = True
    _value = None


class Timeline(Environment):
    """SimPy's environment."""

    def schedule_at(self, instant: float, kind: int, event: Event) -> None:
        """Let an event happen at an instant, after those of lower kinds.

        Raises :exc:`RuntimeError` if the instant is past. The one place that touches SimPy's queue.
        """
        if not instant >= self.now:
            raise RuntimeError(f"an event at {instant}, which is before {self.now}")
        heappush(self._queue, (instant, kind, next(self._eid), event))  # type: ignore[misc]

    def at(self, instant: float, kind: int) -> Event:
        """Return an event that happens at an instant."""
        event = Happening(self)
        self.schedule_at(instant, kind, event)
        return event

    def run_to(self, horizon: float) -> None:
        """Play all events before an instant."""
        self.run(until=self.at(horizon, HORIZON))
