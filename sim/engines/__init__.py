"""Engines: queueing machines that play the rules over tables, and know no medicine.

What an engine promises, exact enough for two of them to agree to the last bit:

* Events are ordered by time, then kind (phase of a programme; timetable; end of a service, delay,
  order or turnover; giving up; arrival; audit), then order of scheduling. Only events before the
  horizon are played. All that an event leads to is done before the next event. Where patients are
  processes, they begin and wake before any other event of the same instant.
* A server that comes free serves the head of its queue in the same instant, without an event
  between. Queues order by priority, since, order of joining. A step of priority p starts only while
  more than ``reserve[p]`` servers are free. A small shift keeps fewer free: at least one of the
  servers that are there is left to everybody.
* Growing capacity starts the queue at once; shrinking interrupts nobody. A station that runs over
  keeps, after closing, its last servers for those whose ``since`` lies before the closing: so a
  clinic sees all patients that it has registered, also those who come back with results.
* A phase begins with other tables. State, queues and patients under way stay, and every queue is
  served, in station order. Phases with equal tables change nothing.
* At the end of a service its server is dealt with first (kept, turned over, handed on), then the
  rules are asked. At a start the end is scheduled first, then freed places serve their queues,
  depth first.
* A kept server is a place, until it is given up or its patient leaves. A step at the station of a
  place that the patient keeps starts at once in that place. Any other step at a station, or after
  orders, that is asked for while a place is kept must give up at a finite instant, even if it could
  start now; otherwise the run stops with the stage's name.
* An order reaches its station after its delay and queues beside the patient, at most
  ``MAX_ORDERS`` at a time. A step that waits for orders starts when the last is back, or gives up.
* The counts are audited every hour on the half hour. Every 24th audit, from the first on, is also
  of the stocks: at half past midnight of each day. An audit changes nothing; the value of each
  stock is what the rules answer, in the order of ``Tables.stocks``.
* The rules see what stations hold, ``State.station``, as of the very moment they are asked.
* A row of the journeys is written when a step or order ends; the row of a kept place, when the
  place is given up. At the horizon patients who are inside are written in their order: places,
  orders, step.

Conservation holds at every instant: every patient who has arrived has left or is inside.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Final, Protocol

from sim.engines.newcomers import patients
from sim.engines.readable import Engine
from sim.engines.watching import Block, Watcher
from sim.engines.world import World, world
from sim.native.compiling import installed
from sim.scenario import Scenario
from sim.system.faults import Fault, Faults
from sim.tables import Tables

SIMPY: Final = "simpy"
COMPILED: Final = "compiled"
AUTO: Final = "auto"

__all__ = [
    "Block",
    "Watcher",
    "World",
    "compilations",
    "engine_of",
    "play",
    "without_collection",
    "world",
]


class _Run(Protocol):
    """What every engine says of its run."""

    @property
    def arrived(self) -> int: ...
    @property
    def left(self) -> int: ...
    @property
    def inside(self) -> Collection[int]: ...
    def play(self) -> None: ...


def play(world: World, engine: str, watchers: Sequence[Watcher]) -> None:
    """Play a world by an engine, ``simpy`` or ``compiled``, and show what happens to watchers."""
    run = _begun(world, engine, watchers)
    with without_collection():
        run.play()
    if run.arrived != run.left + len(run.inside):
        raise AssertionError("patients were lost: arrived is not left + inside")


def engine_of(scenario: Scenario) -> str:
    """Return the engine that plays a scenario; ``auto``: the compiled one, where it can run.

    Raises :exc:`~sim.system.faults.Faults` if the engine is asked for and not installed.
    """
    if scenario.engine == COMPILED and not installed():
        raise Faults(
            (Fault("engine", COMPILED, "simpy, or the extra: pip install tierflow[fast]"),)
        )
    return COMPILED if installed() and scenario.engine in (COMPILED, AUTO) else SIMPY


def compilations(tables: Tables) -> list[Callable[[], None]]:
    """Return functions that each compile one part of the compiled engine, in any order."""
    from sim.engines.compiled import compile_machine, compile_rules

    return [partial(compile_machine, tables), partial(compile_rules, tables)]


def _begun(world: World, engine: str, watchers: Sequence[Watcher]) -> _Run:
    """A run that is about to start."""
    if engine == SIMPY:
        return Engine(world.tables, patients(world.cohort), watchers, phases=world.phases)
    from sim.engines.compiled import machine_code  # numba is imported only if it is used

    return machine_code(world.tables, world.cohort, watchers, phases=world.phases)


@contextmanager
def without_collection() -> Iterator[None]:
    """Switch off Python's search for cycles: it takes a fifth of a run's time and finds little."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
