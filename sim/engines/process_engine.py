"""The readable engine: every patient is a process that asks the rules and does as told.

The order of everything is that of :mod:`sim.engines`. A patient's process is a generator, as any in
SimPy, that yields the work that it waits for. The event of that work resumes it directly: SimPy's
own ``Process`` would add an event at the begin and one at the end, for which nobody waits.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterable, Sequence
from itertools import count
from typing import Final

from simpy import Event

from sim import rules as care
from sim.contract import GAVE_UP, INSIDE, LEAVE, NOWHERE, ORDER, PLACES, REFUSED, Patient
from sim.engines.entries import Rules
from sim.engines.log import Log
from sim.engines.station import Station
from sim.engines.timeline import ARRIVAL, AUDIT, END, GIVING_UP, TIMETABLE, Timeline
from sim.engines.watching import Watcher
from sim.engines.work import Episode, Work
from sim.journeys import AUDIT_HOURS
from sim.tables import Tables

ALL: Final = -1  # places, as a set of bits


class Engine:
    """One run of the rules over tables and the patients of a cohort."""

    def __init__(
        self,
        tables: Tables,
        patients: Iterable[Patient],
        watchers: Sequence[Watcher],
        rules: Rules = care,
    ) -> None:
        """Prepare a run; nothing happens before :meth:`play`."""
        self.tables = tables
        self.rules = rules
        self.env = Timeline(tables.begin)
        self.log = Log(watchers)
        self.stations = [
            Station(reserve=tuple(reserve), runs_over=row.runs_over == 1)
            for row, reserve in zip(tables.stations.station, tables.stations.reserve, strict=True)
        ]
        self.state = care.initial(tables)
        self.state.station = list(self.stations)  # what the rules see of them
        self.inside: dict[int, Episode] = {}
        self.trailing: dict[int, Episode] = {}  # left, with orders still out
        self.arrived = 0
        self.left = 0
        self._patients = patients
        self._joined = count()
        self._to_do: list[Station | Work] = []  # queues to serve, places to give up: last first

    def play(self) -> None:
        """Play to the horizon."""
        for process in (self._timetable(), self._arrivals(), self._audits()):
            self.env.process(process)
        self.env.run_to(self.tables.horizon)
        self._write_inside()
        self.log.show()

    def _timetable(self) -> Generator[Event]:
        """Let stations and rules follow the timetable."""
        for shift in self.tables.stations.shift:
            yield self.env.at(shift.time, TIMETABLE)
            if shift.station == NOWHERE:
                self.rules.tick(self.tables, self.state, shift)
            else:
                station = self.stations[shift.station]
                station.set_capacity(shift.capacity, self.env.now)
                self._to_do.append(station)
                self._settle()

    def _arrivals(self) -> Generator[Event]:
        """Let the patients of the cohort come."""
        for patient in self._patients:
            yield self.env.at(patient.onset, ARRIVAL)
            self.arrived += 1
            self.inside[patient.number] = episode = Episode(patient)
            episode.life = self._live(episode)
            next(episode.life, None)

    def _audits(self) -> Generator[Event]:
        """Count who waits and who is served, at every station."""
        instant = self.tables.begin + AUDIT_HOURS / 2
        while True:
            yield self.env.at(instant, AUDIT)
            for code, station in enumerate(self.stations):
                self.log.count(instant, code, station.waiting, station.busy, station.capacity)
            self.log.show_if_full()
            instant += AUDIT_HOURS

    # The patient

    def _live(self, episode: Episode) -> Generator[Work]:
        """Do what the rules ask for until they say that the episode is over."""
        tables, state, patient = self.tables, self.state, episode.patient
        work = Work(self.env, episode, self._end)
        answer = self.rules.arrive(tables, state, work.asked, patient, work)
        while answer != LEAVE:
            work.hop = patient.hop
            work.is_order = answer == ORDER
            if (fault := episode.count(work)) is not None:
                raise self._error(fault, work)
            if work.is_order:
                self._send(work)
            elif self._begin(work):
                yield work
            work = Work(self.env, episode, self._end)
            answer = self.rules.next_step(tables, state, work.asked, patient, work)
        self._leave(episode)

    def _leave(self, episode: Episode) -> None:
        """Give up all places and write down the episode."""
        if episode.places:
            self._give_up_places(episode, ALL)
            self._settle()
        number = episode.patient.number
        del self.inside[number]
        if episode.orders:
            self.trailing[number] = episode
        self.left += 1
        self.log.leaver(episode.patient, self.env.now)

    # Steps

    def _begin(self, step: Work) -> bool:
        """Begin a step; say whether there is something to wait for."""
        episode = step.episode
        episode.step = step
        if episode.places and self._in_own_place(step):
            self._start(step)
            self._settle()
            return True
        awaits_orders = step.after_orders == 1 and len(episode.orders) > 0
        if not awaits_orders and self._starts(step):
            return True
        if step.gives_up <= self.env.now:
            self._stop_waiting(step, REFUSED)
            return False
        if step.gives_up < math.inf:
            self.env.at(step.gives_up, GIVING_UP).callbacks.append(lambda _: self._give_up(step))
        self._wait(step)
        return True

    def _in_own_place(self, step: Work) -> bool:
        """Say whether a step is at the station of a place; else it must not wait for ever."""
        if step.station in [place.at for place in step.episode.places.values()]:
            return True
        can_wait = step.station != NOWHERE or step.after_orders == 1
        if can_wait and step.gives_up == math.inf:
            raise self._error("a patient who keeps a place may not wait for ever", step)
        return False

    def _starts(self, work: Work) -> bool:
        """Start a step or order if there is a server, or it needs none; say whether that is so."""
        work.at = work.station
        if work.at != NOWHERE and not self.stations[work.at].can_start(work):
            return False
        self._start(work)
        if self._to_do:
            self._settle()
        return True

    def _wait(self, work: Work) -> None:
        """Wait for a server, or for orders."""
        work.joined = next(self._joined)
        if work.at != NOWHERE:
            self.stations[work.at].join(work)

    def _give_up(self, step: Work) -> None:
        """Stop waiting, unless the step has started, and go on with the episode."""
        if step.joined != NOWHERE:
            step.joined = NOWHERE
            if step.at != NOWHERE:
                self.stations[step.at].waiting -= 1
            self._stop_waiting(step, GAVE_UP)
            next(step.episode.life, None)

    def _stop_waiting(self, step: Work, outcome: int) -> None:
        """Write down a step that never started."""
        step.ended = self.env.now
        step.outcome = outcome
        step.tell()
        self.log.journey(step, math.nan)

    def _start(self, work: Work) -> None:
        """Start: take a server, schedule the end, then give up places (by :meth:`_settle`)."""
        work.started = now = self.env.now
        work.joined = NOWHERE
        if work.at != NOWHERE:
            self.stations[work.at].busy += 1
        end = now + work.duration if math.isnan(work.until) else work.until
        self.env.schedule_at(end, END, work)
        if work.free != 0:
            self._give_up_places(work.episode, work.free)

    def _end(self, event: Event) -> None:
        """Keep, turn over or hand on the server; then go on with the episode."""
        work: Work = event  # type: ignore[assignment]
        work.ended = self.env.now
        if not work.is_order:
            work.tell()
        if work.is_order or NOWHERE in (work.keep, work.at):
            self._release(work)
        elif work.keep >= PLACES or work.keep in work.episode.places:
            raise self._error(f"place {work.keep} is not free", work)
        else:
            work.episode.places[work.keep] = work
        if self._to_do:
            self._settle()
        if work.is_order:
            self._is_back(work)
        else:
            next(work.episode.life, None)

    # Servers

    def _release(self, work: Work) -> None:
        """Write down work that is over; let its server, if any, turn over, or serve the next."""
        if work.at == NOWHERE:
            self.log.journey(work, math.nan)
            return
        station, now = self.stations[work.at], self.env.now
        free = now + work.turnover
        self.log.journey(work, free)
        if free > now:
            self.env.at(free, END).callbacks.append(lambda _: self._come_free(station))
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
        """Serve queues and give up places, one thing leading to the next, depth first."""
        while self._to_do:
            first = self._to_do[-1]
            if isinstance(first, Work):
                self._to_do.pop()
                self._release(first)
            elif (work := first.next()) is not None:
                self._start(work)
            else:
                self._to_do.pop()

    # Orders

    def _send(self, order: Work) -> None:
        """Send off an order, which reaches its station after its delay."""
        order.episode.orders.append(order)
        if order.delay > 0.0:
            there = self.env.at(self.env.now + order.delay, END)
            there.callbacks.append(lambda _: self._deliver(order))
        else:
            self._deliver(order)

    def _deliver(self, order: Work) -> None:
        """Start an order, or let it queue."""
        if not self._starts(order):
            self._wait(order)

    def _is_back(self, order: Work) -> None:
        """Take an order from the patient's list; whoever waits for the last one goes on."""
        episode = order.episode
        episode.orders.remove(order)
        if episode.orders:
            return
        self.trailing.pop(episode.patient.number, None)
        if episode.step is not None and episode.step.after_orders == 1:
            self._start(episode.step)
            self._settle()

    # The end

    def _write_inside(self) -> None:
        """Write down whoever is still inside at the horizon, in the order of patients."""
        for number, episode in sorted({**self.inside, **self.trailing}.items()):
            for work in episode.open():
                work.outcome = INSIDE
                self.log.journey(work, math.nan)
            if number in self.inside:
                self.log.leaver(episode.patient, math.nan)

    def _error(self, what: str, work: Work) -> RuntimeError:
        """What the rules did wrong, and at which stage."""
        return RuntimeError(f"{what}: {self.tables.names.stages[work.stage]}")
