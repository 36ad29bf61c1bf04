"""Replication: plays one replication and counts its outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from time import perf_counter

import pyarrow as pa

from sim.clock import Calendar
from sim.cohort.people import nobody
from sim.engines import (
    COMPILED,
    World,
    compilations,
    engine_of,
    play,
    without_collection,
    world,
)
from sim.engines.watching import nothing
from sim.journeys import Record
from sim.keeping import Keeper, record_of
from sim.native.compiling import any_kept, compile_side_by_side
from sim.outcomes.tally import tally_for
from sim.scenario import Keep, Scenario
from sim.tables import lower


@dataclass(frozen=True)
class Run:
    """A replication that has been played."""

    record: Record
    """The record that is kept of it."""
    kpis: pa.Table
    """All indicators, schema ``KPIS``; they do not depend on the record."""
    flows: pa.Table
    """The flows of patients, schema ``FLOWS``; independent of the record, too."""
    weekly: pa.Table
    """Indicators week by week, schema ``WEEKLY``; independent of the record, too."""

    @property
    def journeys(self) -> pa.Table:
        """One row a step."""
        return self.record.journeys

    @property
    def episodes(self) -> pa.Table:
        """One row a patient."""
        return self.record.episodes

    @property
    def hops(self) -> pa.Table:
        """Notes on the facilities that a patient went through."""
        return self.record.hops

    @property
    def counts(self) -> pa.Table:
        """The counts of stations, every hour."""
        return self.record.counts

    @property
    def stocks(self) -> pa.Table:
        """The stocks of State, every day: the waits that residents expect."""
        return self.record.stocks


@without_collection()
def run(scenario: Scenario, replication: int, record: Keep = "full") -> Run:
    """Play one replication, count its outcomes as it passes, and keep the record asked for.

    Raises :exc:`~sim.system.faults.Faults` if its engine is not installed, or a file of arrivals
    has faults.
    """
    begun = perf_counter()
    engine = engine_of(scenario)
    prepare(scenario)
    played = world(scenario, replication)
    keeper = Keeper(played.tables, played.cohort, record, scenario.run.sample_share)
    tally = tally_for(played)
    play(played, engine, [keeper, tally])
    kept = record_of(played, keeper, engine, perf_counter() - begun)
    return Run(kept, tally.kpis(), tally.flows(), tally.weekly())


def compiles(scenario: Scenario) -> bool:
    """Return whether something must be compiled first, which takes a minute."""
    return engine_of(scenario) == COMPILED and not any_kept()


def prepare(scenario: Scenario) -> None:
    """Compile the engine and the tally, once on a machine, before workers would each do so.

    The parts are compiled side by side; parts that are on disk take no time.
    """
    if compiles(scenario):
        calendar = Calendar(scenario.demand.start)
        window = (calendar.begin, calendar.begin + 1.0)
        tables = lower(scenario.system, calendar, window[1])
        empty = World(scenario.system, tables, nobody(), window)
        compile_side_by_side([*compilations(tables), partial(_count_nothing, empty)])


def _count_nothing(empty: World) -> None:
    """Compile the tally."""
    tally_for(empty).see(nothing())
