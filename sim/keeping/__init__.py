"""Keeping: the record of a run as Arrow tables."""

from __future__ import annotations

import time

from sim.engines import World, engine_of, play, world
from sim.journeys import Record
from sim.keeping.keeper import Keeper
from sim.keeping.surroundings import surroundings
from sim.scenario import Scenario

__all__ = ["Keeper", "record_of", "recorded"]


def recorded(scenario: Scenario, replication: int) -> Record:
    """Return the full record of one replication of a scenario.

    Raises :exc:`~sim.system.faults.Faults` if its engine is not installed.
    """
    started = time.perf_counter()
    engine = engine_of(scenario)
    played = world(scenario, replication)
    keeper = Keeper(played.tables, played.cohort)
    play(played, engine, [keeper])
    return record_of(played, keeper, engine, time.perf_counter() - started)


def record_of(world: World, keeper: Keeper, engine: str, seconds: float) -> Record:
    """Return what a keeper has kept of a world, with the tables that do not depend on luck."""
    return Record(
        journeys=keeper.journeys(),
        episodes=keeper.episodes(),
        hops=keeper.hops(),
        counts=keeper.counts(),
        stocks=keeper.stocks(),
        window=world.window,
        engine=engine,
        seconds=seconds,
        **surroundings(world.system, world.tables, world.window[0]),
    )
