"""Patients: each is a SimPy process that asks the rules and does as told; so is each order."""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence

from simpy import Event

from sim import rules as care
from sim.contract import (
    GAVE_UP,
    INSIDE,
    LEAVE,
    NOWHERE,
    ORDER,
    PLACES,
    REFUSED,
    Patient,
)
from sim.engines.entries import Rules
from sim.engines.readable.log import Log
from sim.engines.readable.ranks import GIVING_UP, Timeline
from sim.engines.readable.rows import Episode, Work
from sim.engines.readable.serving import Servers
from sim.engines.watching import Watcher
from sim.tables import Tables


class Living:
    """What patients do. A process may also yield any other event of SimPy."""

    def __init__(self, tables: Tables, watchers: Sequence[Watcher], rules: Rules) -> None:
        """Begin with nobody inside."""
        self.tables = tables
        self.rules = rules
        self.env = Timeline(tables.begin)
        self.log = Log(watchers)
        self.servers = Servers(self.env, self.log, tables)
        self.state = care.initial(tables)
        self.state.station = list(self.servers.stations)  # what the rules see of them
        self.inside: dict[int, Episode] = {}
        self.trailing: dict[int, Episode] = {}  # left, with orders still out
        self.left = 0

    # A patient

    def _live(self, patient: Patient) -> Generator[Event]:
        """Do what the rules ask for until they say that the episode is over."""
        state, episode = self.state, self.inside[patient.number]
        work = Work(self.env, episode)
        answer = self.rules.arrive(self.tables, state, work.asked, patient, work)
        while answer != LEAVE:
            self._take(work, answer)
            if answer == ORDER:
                self.env.process(self._carry_out(work))
                yield self.env.timeout(0)  # the order sets out first
            else:
                yield from self._do(work)
            work = Work(self.env, episode)
            answer = self.rules.next_step(self.tables, state, work.asked, patient, work)
        self._leave(episode)

    def _do(self, step: Work) -> Generator[Event]:
        """Do a step: wait if it cannot start at once, then be served, then hand on the server."""
        if not self._begin(step):
            if step.gives_up <= self.env.now:
                self._never_starts(step, REFUSED)
                return
            self.servers.join(step)
            if step.gives_up < math.inf:
                yield step | self.env.at(step.gives_up, GIVING_UP)
                if math.isnan(step.started):
                    self.servers.stop_waiting(step)
                    self._never_starts(step, GAVE_UP)
                    return
        if not step.processed:
            yield step
        self._end(step)

    # An order

    def _carry_out(self, order: Work) -> Generator[Event]:
        """Carry out an order: it reaches the station, waits, is done there, and comes back."""
        if order.delay > 0.0:
            yield self.env.timeout(order.delay)
        if not self.servers.starts(order):
            self.servers.join(order)
        yield order
        order.ended = self.env.now
        self.servers.release(order)
        self._is_back(order)

    def _is_back(self, order: Work) -> None:
        """Take an order from the patient's list; a patient who waits for the last one goes on."""
        episode = order.episode
        episode.orders.remove(order)
        if episode.orders:
            return
        self.trailing.pop(episode.patient.number, None)
        if episode.step is not None and episode.step.after_orders == 1:
            self.servers.start(episode.step)

    # Steps

    def _take(self, work: Work, answer: int) -> None:
        """Take over what the rules ask for; endless episodes and too many orders are errors."""
        episode = work.episode
        work.hop = episode.patient.hop
        work.is_order = answer == ORDER
        if (fault := episode.count(work)) is not None:
            raise self._error(fault, work)
        if work.is_order:
            episode.orders.append(work)

    def _begin(self, step: Work) -> bool:
        """Start a step at once if possible; say whether it starts."""
        episode = step.episode
        episode.step = step
        if episode.places and self._in_own_place(step):
            self.servers.start(step)
            return True
        awaits_orders = step.after_orders == 1 and len(episode.orders) > 0
        return not awaits_orders and self.servers.starts(step)

    def _in_own_place(self, step: Work) -> bool:
        """Say whether a step is at the station of a kept place; else it must not wait for ever."""
        if step.station in [place.at for place in step.episode.places.values()]:
            return True
        can_wait = step.station != NOWHERE or step.after_orders == 1
        if can_wait and step.gives_up == math.inf:
            raise self._error("a patient who keeps a place may not wait for ever", step)
        return False

    def _never_starts(self, step: Work, outcome: int) -> None:
        """Write down a step that was refused or given up."""
        step.ended = self.env.now
        step.outcome = outcome
        step.tell()
        self.log.journey(step, math.nan)

    def _end(self, step: Work) -> None:
        """Keep, turn over or hand on the server."""
        step.ended = self.env.now
        step.tell()
        places = step.episode.places
        if NOWHERE in (step.keep, step.at):
            self.servers.release(step)
        elif step.keep >= PLACES or step.keep in places:
            raise self._error(f"place {step.keep} is not free", step)
        else:
            places[step.keep] = step

    def _leave(self, episode: Episode) -> None:
        """Give up all places and write down the episode."""
        if episode.places:
            self.servers.vacate(episode)
        number = episode.patient.number
        del self.inside[number]
        if episode.orders:
            self.trailing[number] = episode
        self.left += 1
        self.log.leaver(episode.patient, self.env.now)

    def _write_inside(self) -> None:
        """Write down patients who are still inside, in their order."""
        for number, episode in sorted({**self.inside, **self.trailing}.items()):
            for work in episode.open():
                work.outcome = INSIDE
                self.log.journey(work, math.nan)
            if number in self.inside:
                self.log.leaver(episode.patient, math.nan)

    def _error(self, what: str, work: Work) -> RuntimeError:
        """What the rules did wrong, and at which stage."""
        return RuntimeError(f"{what}: {self.tables.names.stages[work.stage]}")
