"""Order: SimPy's timeline, with events at absolute instants, in the order of their kinds.

SimPy's queue sorts by (time, priority, order of scheduling). Here the priority is the kind of
event. Instants are scheduled as they are, because ``now + (t - now)`` need not be ``t`` in floating
point.

A process begins, wakes and ends before all other events of its instant: so all that an event leads
to is done before the next event.
"""

from __future__ import annotations

from heapq import heappush
from typing import Final

from simpy import Environment, Event
from simpy.core import SimTime
from simpy.events import NORMAL, EventPriority

# Kinds of event, in the order in which those of one instant are played.
HORIZON: Final = -1
WAKING: Final = 0  # of a process: its begin, its end, and whatever has happened just now
PHASE: Final = 1  # of a programme: other tables begin
TIMETABLE: Final = 2
END: Final = 3  # of a service, delay or turnover; an order reaches its station
GIVING_UP: Final = 4
ARRIVAL: Final = 5
AUDIT: Final = 6


class Happening(Event):
    """An event whose instant is known from the start, and which cannot fail."""

    _ok = True
    _value = None


class Timeline(Environment):
    """SimPy's environment."""

    def schedule(self, event: Event, priority: EventPriority = NORMAL, delay: SimTime = 0) -> None:
        """Schedule an event of SimPy's own: a waking, or the end of a ``timeout``."""
        kind = END if delay > 0 else WAKING
        heappush(self._queue, (self._now + delay, kind, next(self._eid), event))  # type: ignore[misc]

    def schedule_at(self, instant: float, kind: int, event: Event) -> None:
        """Let an event happen at an instant, after those of lower kinds.

        Raises :exc:`RuntimeError` if the instant is past.
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
