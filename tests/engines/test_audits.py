"""Stocks: what State holds joins the record once a day, and nothing hangs on it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from parting import same
from scripted import DESK, play, servers, step

from sim.cohort.people import nobody
from sim.config import load
from sim.engines import World, world
from sim.engines import play as play_world
from sim.engines.readable import Engine
from sim.journeys import STOCKS
from sim.keeping import Keeper
from sim.rules import care
from sim.system.access import Access
from sim.system.choice import Choice
from tests.records import fingerprint
from tests.systems import somebody, tables_of, tiny_system, with_facility

ENGINES = ["simpy", "compiled"]
DAYS = ("run.days=3", "run.warmup_days=0")


def small() -> World:
    """Three days in which residents learn of waits."""
    return world(load("network=three_tier", *DAYS), 0)


def kept(played: World, engine: str) -> Keeper:
    """What is kept of a world under an engine."""
    if engine == "compiled":
        pytest.importorskip("numba", reason="the compiled engine needs the extra fast")
    keeper = Keeper(played.tables, played.cohort)
    play_world(played, engine, [keeper])
    return keeper


def rows(keeper: Keeper) -> list[tuple[Any, ...]]:
    """The rows of the stocks."""
    return [tuple(row.values()) for row in keeper.stocks().to_pylist()]


def test_stocks_are_valued_at_half_past_midnight_in_the_order_of_the_tables() -> None:
    """One of three waits at 48:30; each stock is the hour, and how many wait."""
    busy = [step("first", DESK, 2.0)]
    told = play([servers(1)], (47.0, busy), (47.0, busy), (47.5, busy), horizon=50.0)
    assert told.stocks == [
        (time, "expected_wait", facility, what_for, value)
        for time, value in ((0.5, 0.5), (24.5, 24.5), (48.5, 50.5))
        for facility, what_for in (("clinic", None), ("elsewhere", "cough"))
    ]


def test_a_day_is_shown_as_far_as_it_was_played() -> None:
    assert play([servers(1)], horizon=0.5).stocks == []
    assert len(play([servers(1)], horizon=24.5).stocks) == 2
    assert len(play([servers(1)], horizon=24.75).stocks) == 4


def test_the_wait_that_is_expected_follows_the_patient_who_was_seen() -> None:
    """Six minutes of registration on Monday; then nothing is learnt."""
    choice = Choice(wait_per_hour=-0.1, memory_days=2.0)
    network = with_facility("hospital", expected_wait_minutes=30.0)
    tables = tables_of(tiny_system(network=network, access=Access(choice=choice)))
    keeper = Keeper(tables, nobody(), "none")
    Engine(tables, [somebody("heart", acuity=3, onset=9.0)], [keeper]).play()
    seen = [(time, value) for time, _, facility, _, value in rows(keeper) if facility == "hospital"]
    assert [time for time, _ in seen] == [24.0 * day + 0.5 for day in range(14)]
    left = 100.0 * math.exp(-(9.75 + 0.1 + 0.2) / 48.0)
    after = pytest.approx((0.5 * left + 0.1) / (left + 1.0))
    assert [value for _, value in seen] == [0.5] + [after] * 13


@pytest.mark.slow
def test_both_engines_write_the_same_stocks() -> None:
    one, other = (kept(small(), engine).stocks() for engine in ENGINES)
    one.validate(full=True)
    assert one.schema == STOCKS
    assert same(one, other)
    assert len(one) == 3 * len(small().tables.names.facilities)
    first, last = (one["value"].to_numpy()[part] for part in (slice(0, 10), slice(20, 30)))
    assert first.tolist() == [one.wait for one in care.initial(small().tables).expected]
    assert np.count_nonzero(first != last) > 5


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_without_audits_of_stocks_all_else_is_the_same(engine: str) -> None:
    played = small()
    played.tables.stocks.stock.clear()
    without, usual = kept(played, engine), kept(small(), engine)
    assert (len(without.stocks()), len(usual.stocks())) == (0, 30)
    for one, other in (
        (without.journeys(), usual.journeys()),
        (without.episodes(), usual.episodes()),
        (without.counts(), usual.counts()),
    ):
        assert fingerprint(one) == fingerprint(other)


@pytest.mark.slow
@pytest.mark.parametrize("times", [1000, 2000])
def test_more_stocks_than_a_block_holds_are_all_written(times: int) -> None:
    """Ten thousand fill it at the second audit, twenty thousand are more than it usually has."""
    played = small()
    played.tables.stocks.stock *= times
    usual = rows(kept(small(), "simpy"))
    days = [usual[10 * day : 10 * day + 10] for day in range(3)]
    assert rows(kept(played, "compiled")) == [row for day in days for row in day * times]
