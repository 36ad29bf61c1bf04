"""Stations: who starts, who waits, and what happens when a server comes free."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from typing import Final

from sim.contract import NOWHERE, StationState
from sim.engines.readable.log import Log
from sim.engines.readable.ranks import END, Timeline
from sim.engines.readable.rows import Episode, Work
from sim.engines.reserve import kept_free
from sim.tables import Tables
from sim.tables.stations import ShiftRow

ALL: Final = -1  # places, as a set of bits

Entry = tuple[int, float, int, Work]
"""Priority, since, order of joining, and the work that waits."""


@dataclass(slots=True)
class Station(StationState):
    """Servers whose number follows a timetable, and the queue for them.

    A station that runs over keeps the servers that it had at closing for those whose ``since`` lies
    before the closing; later ones wait apart until it opens again.
    """

    reserve: tuple[int, ...] = ()
    runs_over: bool = False
    servers: int = 0  # for those who may be served now
    closed_at: float = -math.inf  # last closing; those who joined before may still be served
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
        """Say whether a work of that rank may be served before the next opening."""
        return self.capacity > 0 or (self.runs_over and work.since < self.closed_at)

    def can_start(self, work: Work) -> bool:
        """Say whether a server may take the work now; kept servers are not free."""
        return self._has_server(work.priority) and self.admits(work)

    def _has_server(self, priority: int) -> bool:
        """Say whether a server is free for a priority; kept servers are not free."""
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
        """Take the head of the queue if it can start, else None; works that gave up are skipped."""
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


class Servers:
    """All stations, and the chain of events when a server comes free."""

    def __init__(self, env: Timeline, log: Log, tables: Tables) -> None:
        """Begin with stations at which nobody is."""
        self._env = env
        self._log = log
        self.stations = [
            Station(reserve=tuple(reserve), runs_over=row.runs_over == 1)
            for row, reserve in zip(tables.stations.station, tables.stations.reserve, strict=True)
        ]
        self._joined = count()
        self._to_do: list[Station | Work] = []  # queues to serve, places to give up: last first

    def follow(self, shift: ShiftRow) -> None:
        """Let a station follow the timetable; one that grows starts its queue."""
        station = self.stations[shift.station]
        station.set_capacity(shift.capacity, self._env.now)
        self._to_do.append(station)
        self._settle()

    def begin_phase(self, tables: Tables) -> None:
        """Keep free what the tables of a phase say, and serve every queue, in station order."""
        for station, reserve in zip(self.stations, tables.stations.reserve, strict=True):
            station.reserve = tuple(reserve)
        for station in self.stations:
            self._to_do.append(station)
            self._settle()

    def starts(self, work: Work) -> bool:
        """Start a step or order if there is a server, or it needs none; say whether it starts."""
        work.at = work.station
        if work.at != NOWHERE and not self.stations[work.at].can_start(work):
            return False
        self._start(work)
        if self._to_do:
            self._settle()
        return True

    def start(self, work: Work) -> None:
        """Start, and let the places that the patient then gives up serve their queues."""
        self._start(work)
        if self._to_do:
            self._settle()

    def join(self, work: Work) -> None:
        """Wait for a server, or for orders."""
        work.joined = next(self._joined)
        if work.at != NOWHERE:
            self.stations[work.at].join(work)

    def stop_waiting(self, work: Work) -> None:
        """Leave the queue."""
        work.joined = NOWHERE
        if work.at != NOWHERE:
            self.stations[work.at].waiting -= 1

    def release(self, work: Work) -> None:
        """Write down work that is over, and hand on its server, if any."""
        self._release(work)
        if self._to_do:
            self._settle()

    def vacate(self, episode: Episode) -> None:
        """Give up all places of a patient."""
        self._give_up_places(episode, ALL)
        self._settle()

    def _start(self, work: Work) -> None:
        """Take a server, schedule the end, then give up places (by :meth:`_settle`)."""
        work.started = now = self._env.now
        work.joined = NOWHERE
        if work.at != NOWHERE:
            self.stations[work.at].busy += 1
        end = now + work.duration if math.isnan(work.until) else work.until
        self._env.schedule_at(end, END, work)
        if work.free != 0:
            self._give_up_places(work.episode, work.free)

    def _release(self, work: Work) -> None:
        """Write down work that is over; let its server, if any, turn over, or serve the next."""
        if work.at == NOWHERE:
            self._log.journey(work, math.nan)
            return
        station, now = self.stations[work.at], self._env.now
        free = now + work.turnover
        self._log.journey(work, free)
        if free > now:
            turned_over = self._env.at(free, END)
            turned_over.callbacks.append(lambda _: self._come_free(station))
        else:
            station.busy -= 1
            if station.waiting > 0:
                self._to_do.append(station)

    def _come_free(self, station: Station) -> None:
        """Let a server that has turned over serve the queue."""
        station.busy -= 1
        self._to_do.append(station)
        self._settle()

    def _give_up_places(self, episode: Episode, places: int) -> None:
        """Give up a set of places, lowest first (by :meth:`_settle`)."""
        for place in sorted(episode.places, reverse=True):
            if places >> place & 1:
                self._to_do.append(episode.places.pop(place))

    def _settle(self) -> None:
        """Serve queues and give up places until nothing is left to do, depth first."""
        while self._to_do:
            first = self._to_do[-1]
            if isinstance(first, Work):
                self._to_do.pop()
                self._release(first)
            elif (work := first.next()) is not None:
                self._start(work)
            else:
                self._to_do.pop()
