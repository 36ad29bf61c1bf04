"""The keeper: every cell as it was shown, in batches, of everybody or of a sample."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

import sim
from sim import luck
from sim.engines import play, world
from sim.engines.watching import nothing
from sim.episodes import EPISODES
from sim.journeys import COUNTS, JOURNEYS, STOCKS
from sim.keeping import Keeper
from sim.keeping.columns import CHUNK, Columns
from sim.scenario import Scenario
from tests.records import fingerprint

NAME = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    [("who", pa.int32()), ("place", NAME), ("well", pa.bool_()), ("at", pa.float64())]
)


def some(count: int, first: int = 0) -> dict[str, Any]:
    number = np.arange(first, first + count)
    return {"who": number, "place": number % 3 - 1, "well": number % 2, "at": number / 4.0}


def test_columns_keep_every_cell_and_a_negative_code_is_none() -> None:
    kept = Columns(SCHEMA, {"place": ["here", "there"]})
    kept.add(some(4))
    assert kept.table().to_pydict() == {
        "who": [0, 1, 2, 3],
        "place": [None, "here", "there", None],
        "well": [False, True, False, True],
        "at": [0.0, 0.25, 0.5, 0.75],
    }


def test_a_table_of_several_batches_is_that_of_its_blocks() -> None:
    kept, first = Columns(SCHEMA, {"place": ["here", "there"]}), 0
    for count in (CHUNK - 1, 2, 5, CHUNK):
        kept.add(some(count, first))
        first += count
    table = kept.table()
    table.validate(full=True)
    assert table.column("who").num_chunks == 3
    assert table.column("who").to_numpy().tolist() == list(range(first))
    assert table.column("place").null_count == len(range(0, first, 3))
    assert not table.slice(CHUNK, 1)["well"][0].as_py()


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return sim.load("network=three_tier", "run.days=2", "run.warmup_days=0", "engine=simpy")


def kept(scenario: Scenario, *how: Any) -> Keeper:
    """What is kept of a run in one of the ways."""
    played = world(scenario, 0)
    keeper = Keeper(played.tables, played.cohort, *how)
    play(played, "simpy", [keeper])
    return keeper


def test_a_sample_holds_all_rows_of_the_patients_whom_their_luck_chose(scenario: Scenario) -> None:
    full, sample = kept(scenario), kept(scenario, "sample", 0.25)
    keys = world(scenario, 0).cohort.key
    chosen = np.flatnonzero(luck.uniforms(keys, luck.SAMPLED) < 0.25)
    assert 0.2 < len(chosen) / len(keys) < 0.3
    for whole, part in ((full.journeys(), sample.journeys()), (full.episodes(), sample.episodes())):
        wanted = whole.filter(pa.array(np.isin(whole["patient"].to_numpy(), chosen)))
        assert 0 < len(part) == len(wanted)
        assert fingerprint(part) == fingerprint(wanted)
    assert fingerprint(sample.counts()) == fingerprint(full.counts())
    assert fingerprint(sample.stocks()) == fingerprint(full.stocks())


def test_nobody_is_kept_where_none_is_asked_for_but_counts_and_stocks(scenario: Scenario) -> None:
    full, none = kept(scenario), kept(scenario, "none")
    assert (none.journeys(), none.episodes()) == (JOURNEYS.empty_table(), EPISODES.empty_table())
    assert fingerprint(none.counts()) == fingerprint(full.counts())
    assert fingerprint(none.stocks()) == fingerprint(full.stocks())


def test_what_is_kept_is_valid_and_has_the_schemas(scenario: Scenario) -> None:
    keeper = kept(scenario)
    tables = (keeper.journeys(), keeper.episodes(), keeper.counts(), keeper.stocks())
    for table, schema in zip(tables, (JOURNEYS, EPISODES, COUNTS, STOCKS), strict=True):
        table.validate(full=True)
        assert table.schema == schema
        assert len(table) > 0


def test_a_block_without_rows_adds_nothing(scenario: Scenario) -> None:
    keeper = kept(scenario)
    before = len(keeper.journeys())
    keeper.see(nothing())
    assert len(keeper.journeys()) == before
