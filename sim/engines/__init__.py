"""Engines: queueing machines that play the rules over tables, and know no medicine.

What an engine promises, exact enough for two of them to agree to the last bit:

* Events are ordered by time, then kind (timetable; end of a service, delay, order or turnover;
  giving up; arrival; audit), then order of scheduling. Only events before the horizon are played.
* A server that comes free serves the head of its queue in the same instant, without an event
  between. Queues order by priority, since, order of joining. A step of priority p starts only while
  more than ``reserve[p]`` servers are free.
* Growing capacity starts the queue at once; shrinking interrupts nobody. A station that runs over
  keeps, after closing, its last servers for those whose ``since`` lies before the closing: so a
  clinic sees all that it has registered, those who come back with results too.
* At the end of a service its server is dealt with first (kept, turned over, handed on), then the
  rules are asked. At a start the end is scheduled first, then freed places serve their queues,
  depth first.
* A kept server is a place, until it is given up or its patient leaves. A step at the station of
  one's own place starts at once in that place. A step that can wait while a place is kept must give
  up at a finite instant; otherwise the run stops with the stage's name.
* An order reaches its station after its delay and queues beside the patient.
* A row of the journeys is written when a step or order ends; that of a kept place when the place
  is given up. At the horizon those inside are written in the order of patients: places, orders,
  step.

Conservation holds at every instant: every patient who has arrived has left or is inside.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Final, Protocol

from sim.clock import HOURS_PER_DAY, Calendar
from sim.cohort import Cohort, draw
from sim.cohort.people import nobody
from sim.engines.log import Log
from sim.engines.newcomers import patients
from sim.engines.process_engine import Engine
from sim.engines.surroundings import surroundings
from sim.journeys import Record
from sim.scenario import Scenario
from sim.system.faults import Fault, Faults
from sim.tables import Tables, lower

SIMPY: Final = "simpy"
COMPILED: Final = "compiled"
AUTO: Final = "auto"


class _Run(Protocol):
    """What every engine says of its run."""

    @property
    def arrived(self) -> int: ...
    @property
    def left(self) -> int: ...
    @property
    def inside(self) -> Collection[int]: ...
    def play(self) -> Log: ...


def play(scenario: Scenario, replication: int) -> Record:
    """Run one replication of a scenario and return its record.

    Raises :exc:`~sim.system.faults.Faults` if its engine is not installed.
    """
    started = time.perf_counter()
    name = engine_of(scenario)
    calendar = Calendar(scenario.demand.start, scenario.demand.holidays)
    watched = calendar.begin + scenario.run.warmup_days * HOURS_PER_DAY
    horizon = watched + scenario.run.days * HOURS_PER_DAY
    tables = lower(scenario.system, calendar, horizon)
    cohort = draw(scenario.system, scenario.demand, horizon, scenario.run.seed, replication)
    log = _played(_prepared(name, tables, cohort))
    return Record(
        journeys=log.journeys.table(),
        episodes=log.episodes.table(),
        counts=log.counts.table(),
        window=(watched, horizon),
        engine=name,
        seconds=time.perf_counter() - started,
        **surroundings(scenario.system, tables, watched),
    )


def engine_of(scenario: Scenario) -> str:
    """Return the engine that plays a scenario: ``auto`` is the compiled one where it can run.

    Raises :exc:`~sim.system.faults.Faults` if it is asked for and not installed.
    """
    installed = all(find_spec(name) for name in ("numba", "platformdirs"))
    if scenario.engine == COMPILED and not installed:
        raise Faults(
            (Fault("engine", COMPILED, "simpy, or the extra: pip install tierflow[fast]"),)
        )
    return COMPILED if installed and scenario.engine in (COMPILED, AUTO) else SIMPY


def prepare(scenario: Scenario) -> None:
    """Compile what plays a scenario, before workers start that would each do the same."""
    if engine_of(scenario) == COMPILED:
        calendar = Calendar(scenario.demand.start)
        tables = lower(scenario.system, calendar, calendar.begin)
        _prepared(COMPILED, tables, nobody()).play()


def _prepared(name: str, tables: Tables, cohort: Cohort) -> _Run:
    """A run of an engine that is about to start."""
    if name == SIMPY:
        return Engine(tables, patients(cohort))
    from sim.engines.compiled import machine_code  # numba is imported only if it is used

    return machine_code(tables, cohort)


def _played(run: _Run) -> Log:
    """Play a run to its end, and check that nobody was lost."""
    with _without_collection():
        log = run.play()
    if run.arrived != run.left + len(run.inside):
        raise AssertionError("patients were lost: arrived is not left + inside")
    return log


@contextmanager
def _without_collection() -> Iterator[None]:
    """Spare the search for cycles, a fifth of a run's time: the engine leaves none behind."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
