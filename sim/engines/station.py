"""A station: servers, a queue in order of rank, and what happens when it closes."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from heapq import heappop, heappush

from sim.contract import NOWHERE, StationState
from sim.engines.reserve import kept_free
from sim.engines.work import Work

Entry = tuple[int, float, int, Work]
"""Priority, since, order of joining, and who waits."""


@dataclass(slots=True)
class Station(StationState):
    """Servers whose number follows a timetable, and those who wait for them.

    A station that runs over keeps, once it has closed, the servers that it had for whoever's
    ``since`` lies before the closing; later ones wait apart until it opens again.
    """

    reserve: tuple[int, ...] = ()
    runs_over: bool = False
    servers: int = 0  # for those who may be served now
    closed_at: float = -math.inf  # last closing; who joined before may still be served
    queue: list[Entry] = field(default_factory=list)
    later: list[Entry] = field(default_factory=list)

    def set_capacity(self, capacity: int, now: float) -> None:
        """Follow the timetable; a shrinking station is over capacity until enough have ended."""
        if capacity == 0 and self.capacity > 0:
            self.closed_at = now
        if capacity > 0:
            for entry in self.later:
                heappush(self.queue, entry)
            self.later.clear()
        if capacity > 0 or not self.runs_over:
            self.servers = capacity
        self.capacity = capacity

    def admits(self, work: Work) -> bool:
        """Say whether somebody of that rank may be served before the next opening."""
        return self.capacity > 0 or (self.runs_over and work.since < self.closed_at)

    def can_start(self, work: Work) -> bool:
        """Say whether a server may take the work now, kept ones left aside."""
        return self._has_server(work.priority) and self.admits(work)

    def _has_server(self, priority: int) -> bool:
        """Say whether a server is free for a priority, kept ones left aside."""
        kept = kept_free(self.reserve[priority], self.servers)
        return self.servers - self.busy > kept

    def join(self, work: Work) -> None:
        """Wait in the queue, or apart until the station opens."""
        self.waiting += 1
        entry = (work.priority, work.since, work.joined, work)
        if self.admits(work):
            heappush(self.queue, entry)
        else:
            self.later.append(entry)

    def next(self) -> Work | None:
        """Take the head of the queue if it can start, else None; who gave up is skipped."""
        queue = self.queue
        while queue:
            priority, _, _, work = queue[0]
            if work.joined != NOWHERE and not self._has_server(priority):
                return None
            heappop(queue)
            if work.joined != NOWHERE:
                self.waiting -= 1
                return work
        return None
