"""A station: servers, a queue in order of rank, and what happens when it closes."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Generic, TypeVar

Work = TypeVar("Work")
Rank = tuple[int, float, int]
"""Priority, since, order of joining."""


@dataclass(slots=True)
class Station(Generic[Work]):
    """Servers whose number follows a timetable, and those who wait for them.

    A station that runs over keeps, once it has closed, the servers that it had for whoever's
    ``since`` lies before the closing; later ones wait apart until it opens again.
    """

    reserve: tuple[int, ...]
    runs_over: bool
    capacity: int = 0  # servers by the timetable
    servers: int = 0  # servers for those who may be served now
    busy: int = 0
    waiting: int = 0
    closed_at: float = -math.inf  # last closing; who joined before may still be served
    queue: list[tuple[int, float, int, Work]] = field(default_factory=list)
    later: list[tuple[int, float, int, Work]] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)  # orders of joining of those who gave up

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

    def admits(self, since: float) -> bool:
        """Say whether somebody of that rank may be served before the next opening."""
        return self.capacity > 0 or (self.runs_over and since < self.closed_at)

    def can_start(self, priority: int) -> bool:
        """Say whether enough servers are free for a priority, kept ones left aside."""
        return self.servers - self.busy > self.reserve[priority]

    def join(self, rank: Rank, work: Work) -> None:
        """Wait in the queue, or apart until the station opens."""
        self.waiting += 1
        entry = (*rank, work)
        if self.admits(rank[1]):
            heappush(self.queue, entry)
        else:
            self.later.append(entry)

    def drop(self, order: int) -> None:
        """Let somebody who gave up go; the entry is skipped when it comes to the head."""
        self.waiting -= 1
        self.gone.add(order)

    def next(self) -> Work | None:
        """Take the head of the queue if it can start, else None."""
        queue = self.queue
        while queue:
            priority, _, order, work = queue[0]
            if order in self.gone:
                heappop(queue)
                self.gone.remove(order)
                continue
            if self.servers - self.busy <= self.reserve[priority]:
                return None
            heappop(queue)
            self.waiting -= 1
            return work
        return None
