"""The readable engine: every patient is a SimPy process that asks the rules and does as told.

The order of everything is that of :mod:`sim.engines`. SimPy's queue sorts by (time, number,
order of scheduling); the number is the kind of event here, and instants are scheduled as they are,
since ``now + (t - now)`` need not be ``t`` in floating point. :meth:`Engine._schedule` is the one
place that touches that queue.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterable
from heapq import heappush
from typing import Final

from simpy import Environment, Event
from simpy.events import EventPriority

from sim import rules as care
from sim.contract import (
    GAVE_UP,
    INSIDE,
    LEAVE,
    MAX_STEPS,
    NOWHERE,
    ORDER,
    PLACES,
    REFUSED,
    Ask,
    Patient,
)
from sim.engines.entries import Rules
from sim.engines.log import Log
from sim.engines.station import Station
from sim.engines.work import Episode, Work
from sim.tables.rows import ShiftRow, Tables

# Kinds of event, in the order in which those of one instant are played.
TIMETABLE: Final = EventPriority(0)
END: Final = EventPriority(1)
GIVING_UP: Final = EventPriority(2)
ARRIVAL: Final = EventPriority(3)
AUDIT: Final = EventPriority(4)

AUDIT_HOURS: Final = 1.0


class Engine:
    """One run of the rules over tables and the patients of a cohort."""

    def __init__(self, tables: Tables, patients: Iterable[Patient], rules: Rules = care) -> None:
        """Prepare a run; nothing happens before :meth:`play`."""
        self.tables = tables
        self.rules = rules
        self.env = Environment(tables.begin)
        self.log = Log(tables)
        self.state = care.initial(tables)
        self.stations: list[Station[Work]] = [
            Station(reserve=tuple(reserve), runs_over=row.runs_over == 1)
            for row, reserve in zip(tables.station, tables.reserve, strict=True)
        ]
        self.inside: dict[int, Episode] = {}
        self.trailing: dict[int, Episode] = {}  # left, with orders still out
        self.arrived = 0
        self.left = 0
        self._joined = 0
        self._shifts = iter(tables.shift)
        self._patients = iter(patients)

    def play(self) -> Log:
        """Play to the horizon and return the log."""
        self._next_shift()
        self._next_arrival()
        self._at(self.tables.begin + AUDIT_HOURS / 2, AUDIT, self._audit)
        while self.env.peek() < self.tables.horizon:
            self.env.step()
        self._write_inside()
        return self.log

    # The calendar of events

    def _schedule(self, event: Event, instant: float, kind: EventPriority) -> None:
        """Let an event happen at an absolute instant, after those of lower kinds."""
        if not instant >= self.env.now:
            raise RuntimeError(f"an event at {instant}, which is before {self.env.now}")
        heappush(self.env._queue, (instant, kind, next(self.env._eid), event))

    def _at(self, instant: float, kind: EventPriority, callback: Callable[[Event], None]) -> None:
        """Schedule a callback."""
        event = Event(self.env)
        event._ok = True
        event._value = None
        event.callbacks.append(callback)
        self._schedule(event, instant, kind)

    def _next_shift(self) -> None:
        """Schedule the next event of the timetable."""
        shift = next(self._shifts, None)
        if shift is not None:
            self._at(shift.time, TIMETABLE, lambda _: self._turn(shift))

    def _turn(self, shift: ShiftRow) -> None:
        """Play an event of the timetable."""
        self._next_shift()
        if shift.station == NOWHERE:
            self.rules.tick(self.tables, self.state, shift)
            return
        self.stations[shift.station].set_capacity(shift.capacity, self.env.now)
        self._serve(shift.station)

    def _next_arrival(self) -> None:
        """Schedule the next patient of the cohort."""
        patient = next(self._patients, None)
        if patient is not None:
            self._at(patient.onset, ARRIVAL, lambda _: self._arrive(patient))

    def _audit(self, _: Event) -> None:
        """Count who waits and who is served, at every station."""
        now = self.env.now
        for code, station in enumerate(self.stations):
            self.log.counts.add((now, code, station.waiting, station.busy, station.capacity))
        self._at(now + AUDIT_HOURS, AUDIT, self._audit)

    # The patient

    def _arrive(self, patient: Patient) -> None:
        """Ask the rules where the patient goes; somebody who goes nowhere leaves at once."""
        self._next_arrival()
        self.arrived += 1
        ask = Ask()
        answer = self.rules.arrive(self.tables, self.state, self.env.now, patient, ask)
        episode = Episode(patient)
        if answer == LEAVE:
            self._leave(episode)
            return
        self.inside[patient.number] = episode
        self.env.process(self._live(episode, answer, ask))

    def _live(self, episode: Episode, answer: int, ask: Ask) -> Generator[Event]:
        """Do what the rules ask for until they say that the episode is over."""
        while answer != LEAVE:
            work = self._take(episode, answer, ask)
            if work.is_order:
                self._send(work)
            elif self._begin(work):
                yield work
            ask = Ask()
            now, patient = self.env.now, episode.patient
            answer = self.rules.next_step(self.tables, self.state, now, patient, ask)
        self._leave(episode)

    def _take(self, episode: Episode, answer: int, ask: Ask) -> Work:
        """Take over a question as work; an episode that never ends is an error of the rules."""
        episode.steps += 1
        if episode.steps > MAX_STEPS:
            raise RuntimeError(f"patient {episode.patient.number} never leaves: {self._name(ask)}")
        return Work(self.env, episode, ask, is_order=answer == ORDER)

    def _leave(self, episode: Episode) -> None:
        """Give up all places and write down the episode."""
        for place in range(PLACES):
            self._free(episode, place)
        number = episode.patient.number
        self.inside.pop(number, None)
        if episode.orders:
            self.trailing[number] = episode
        self.left += 1
        self.log.episode(episode.patient, self.env.now)

    # Steps

    def _begin(self, work: Work) -> bool:
        """Begin a step; say whether there is something to wait for."""
        ask, episode = work.ask, work.episode
        episode.step = work
        if ask.after_orders == 1 and episode.orders:
            return True  # the last order starts it
        if self._lies_at(episode, ask.station):
            self._start(work)
            return True
        return self._enter(work)

    def _enter(self, work: Work) -> bool:
        """Start a step or order, or let it queue; say False if it was refused instead."""
        ask = work.ask
        if ask.station == NOWHERE:
            self._start(work)
            return True
        station = self.stations[ask.station]
        if station.admits(ask.since) and station.can_start(ask.priority):
            work.serves = True
            self._start(work)
        elif ask.gives_up <= self.env.now and not work.is_order:
            self._stop_waiting(work, REFUSED)
            return False
        else:
            self._wait(work)
        return True

    def _lies_at(self, episode: Episode, station: int) -> bool:
        """Say whether one of the patient's places is at a station."""
        return any(held is not None and held.ask.station == station for held in episode.places)

    def _wait(self, work: Work) -> None:
        """Join the queue, until the work starts or its patient gives up."""
        ask = work.ask
        if ask.gives_up < math.inf and not work.is_order:
            self._at(ask.gives_up, GIVING_UP, lambda _: self._give_up(work))
        elif not work.is_order and any(work.episode.places):
            raise RuntimeError(f"a patient who keeps a place waits for ever: {self._name(ask)}")
        work.joined = self._joined
        self._joined += 1
        self.stations[ask.station].join((ask.priority, ask.since, work.joined), work)

    def _give_up(self, work: Work) -> None:
        """Stop waiting, unless the work has started, and go on with the episode."""
        if work.joined == NOWHERE:
            return
        self.stations[work.ask.station].drop(work.joined)
        work.joined = NOWHERE
        self._stop_waiting(work, GAVE_UP)
        resume = list(work.callbacks)
        work.callbacks.clear()
        for callback in resume:
            callback(work)

    def _stop_waiting(self, work: Work, outcome: int) -> None:
        """Write down a step that never started."""
        work.ended = self.env.now
        work.outcome = outcome
        self._tell(work)
        self._write(work, math.nan)

    def _start(self, work: Work) -> None:
        """Start: take a server, schedule the end, then give up places."""
        ask, now = work.ask, self.env.now
        work.started = now
        work.joined = NOWHERE
        if work.serves:
            self.stations[ask.station].busy += 1
        end = now + ask.duration if math.isnan(ask.until) else ask.until
        work.callbacks.insert(0, self._order_ended if work.is_order else self._step_ended)
        self._schedule(work, end, END)
        for place in range(PLACES):
            if ask.free >> place & 1:
                self._free(work.episode, place)

    def _step_ended(self, event: Event) -> None:
        """Keep, turn over or hand on the server; then the waiting process asks the rules."""
        work: Work = event  # type: ignore[assignment]
        work.ended = self.env.now
        self._tell(work)
        if not work.serves:
            self._write(work, math.nan)
        elif work.ask.keep == NOWHERE:
            self._release(work)
        elif work.episode.places[work.ask.keep] is None:
            work.episode.places[work.ask.keep] = work
        else:
            raise RuntimeError(f"place {work.ask.keep} is taken: {self._name(work.ask)}")

    def _tell(self, work: Work) -> None:
        """Tell the patient's row how the step went."""
        patient = work.episode.patient
        patient.outcome = work.outcome
        patient.asked = work.asked
        patient.started = work.started
        patient.ended = work.ended
        work.episode.step = None

    # Servers

    def _free(self, episode: Episode, place: int) -> None:
        """Give up a place."""
        held = episode.places[place]
        if held is not None:
            episode.places[place] = None
            self._release(held)

    def _release(self, work: Work) -> None:
        """Leave a server: write down the work, and let the server turn over and serve the next."""
        now = self.env.now
        free = now + work.ask.turnover
        self._write(work, free)
        code = work.ask.station
        if free > now:
            self._at(free, END, lambda _: self._come_free(code))
        else:
            self._come_free(code)

    def _come_free(self, code: int) -> None:
        """Let a server that has come free serve the queue."""
        self.stations[code].busy -= 1
        self._serve(code)

    def _serve(self, code: int) -> None:
        """Start whoever can start, in the order of the queue."""
        station = self.stations[code]
        work = station.next()
        while work is not None:
            work.serves = True
            self._start(work)
            work = station.next()

    # Orders

    def _send(self, order: Work) -> None:
        """Send off an order, which reaches its station after its delay."""
        order.episode.orders.append(order)
        if order.ask.delay > 0.0:
            self._at(self.env.now + order.ask.delay, END, lambda _: self._deliver(order))
        else:
            self._deliver(order)

    def _deliver(self, order: Work) -> None:
        """Let an order reach its station."""
        self._enter(order)

    def _order_ended(self, event: Event) -> None:
        """Hand on the server; the patient who waits for the last order goes on."""
        order: Work = event  # type: ignore[assignment]
        order.ended = self.env.now
        episode = order.episode
        if order.serves:
            self._release(order)
        else:
            self._write(order, math.nan)
        episode.orders.remove(order)
        if episode.orders:
            return
        self.trailing.pop(episode.patient.number, None)
        if episode.step is not None and episode.step.ask.after_orders == 1:
            self._start(episode.step)

    # The record

    def _write(self, work: Work, released: float) -> None:
        """Write down a step or order; one's own place and a delay show no station."""
        ask = work.ask
        never = work.outcome in (GAVE_UP, REFUSED)
        self.log.journeys.add(
            (
                work.episode.patient.number,
                work.hop,
                ask.stage,
                ask.facility,
                ask.station if work.serves or never or work.joined != NOWHERE else NOWHERE,
                ask.priority,
                work.asked,
                work.started,
                work.ended,
                released,
                work.outcome,
            )
        )

    def _write_inside(self) -> None:
        """Write down whoever is still inside at the horizon, in the order of patients."""
        for number, episode in sorted({**self.inside, **self.trailing}.items()):
            held = [place for place in episode.places if place is not None]
            active = [episode.step] if episode.step is not None else []
            for work in (*held, *episode.orders, *active):
                work.outcome = INSIDE
                self._write(work, math.nan)
            if number in self.inside:
                self.log.episode(episode.patient, math.nan)

    def _name(self, ask: Ask) -> str:
        """The stage's name, for an error."""
        return self.tables.stages[ask.stage]
