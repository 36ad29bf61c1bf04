"""Levels: means of a scenario's replications, with intervals that can be."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from sim.study.intervals import mean_interval
from sim.study.means import levels
from sim.study.schemas import LEVELS, STUDY_KPIS


def kpis(indicator: str, values: list[float | None], events: int = 90, **where: Any) -> pa.Table:
    """The values of an indicator by replication; None: no row."""
    cell = {"scenario": "today", "unit": "share" if "share" in indicator else "minutes"} | where
    rows = [
        cell | {"replication": n, "indicator": indicator, "value": value, "events": events}
        for n, value in enumerate(values)
        if value is not None
    ]
    return pa.Table.from_pylist(rows, STUDY_KPIS)


def only(table: pa.Table, indicator: str) -> dict[str, Any]:
    """The one row of an indicator."""
    (row,) = [row for row in table.to_pylist() if row["indicator"] == indicator]
    return dict(row)


def test_a_level_is_the_mean_with_its_interval() -> None:
    values = [20.0, 22.0, 19.0, 35.0]
    table = levels(kpis("wait_mean", values, 50, tier="base"), 0.9)
    row = only(table, "wait_mean")
    low, high = mean_interval(np.array([values]), 0.9)
    assert table.schema == LEVELS
    said = {"scenario": "today", "indicator": "wait_mean", "tier": "base", "unit": "minutes"}
    found = {"mean": 24.0, "low": low[0], "high": high[0], "replications": 4, "events": 50}
    assert row == dict.fromkeys(LEVELS.names) | said | found


def test_scenarios_and_cells_are_told_apart() -> None:
    parts = [
        kpis("wait_mean", [1.0, 1.0], scenario="more"),
        kpis("wait_mean", [2.0, 2.0]),
        kpis("wait_mean", [3.0, 3.0], home="town", acuity=2),
    ]
    found = levels(pa.concat_tables(parts)).to_pylist()
    means = {(row["scenario"], row["home"], row["acuity"], row["mean"]) for row in found}
    assert means == {("more", None, None, 1.0), ("today", None, None, 2.0), ("today", "town", 2, 3)}


def test_a_count_that_is_not_there_was_zero_but_a_mean_was_not() -> None:
    parts = [
        kpis("referred_up", [40.0, None, 80.0], 30),
        kpis("wait_mean", [40.0, None, 80.0], 30),
        kpis("visits", [1.0, 1.0, 1.0]),
    ]
    found = levels(pa.concat_tables(parts))
    counted, waited = only(found, "referred_up"), only(found, "wait_mean")
    assert (counted["mean"], counted["replications"], counted["events"]) == (40.0, 3, 20)
    assert (waited["mean"], waited["replications"], waited["events"]) == (60.0, 2, 30)


@pytest.mark.parametrize("values", [[7.0], [7.0, None], [7.0, math.nan]])
def test_one_replication_has_no_interval(values: list[float | None]) -> None:
    row = only(levels(kpis("wait_mean", values)), "wait_mean")
    assert (row["mean"], row["low"], row["high"], row["replications"]) == (7.0, None, None, 1)


def test_no_level_is_below_zero_and_no_share_of_people_above_one() -> None:
    wait = only(levels(kpis("wait_mean", [0.0, 0.1, 9.0])), "wait_mean")
    share = only(levels(kpis("beyond_share", [1.0, 0.99, 0.5])), "beyond_share")
    beds = only(levels(kpis("bed_use", [1.0, 0.99, 0.5], unit="share")), "bed_use")
    assert wait["low"] == 0.0
    assert share["high"] == 1.0
    assert beds["high"] > 1.0  # surge beds


def test_a_share_that_nobody_showed_may_still_be_more_than_none() -> None:
    """Of 3,000 people none: at most 1.2 in a thousand, by Clopper and Pearson."""
    none = only(levels(kpis("beyond_share", [0.0] * 3, 1000)), "beyond_share")
    all_of_them = only(levels(kpis("primary_share", [1.0] * 3, 1000)), "primary_share")
    nobody = only(levels(kpis("beyond_share", [0.0] * 3, 0)), "beyond_share")
    assert (1.0 - none["high"]) ** 3000 == pytest.approx(0.025)
    assert (none["low"], all_of_them["high"]) == (0.0, 1.0)
    assert all_of_them["low"] == pytest.approx(1.0 - none["high"])
    assert (nobody["low"], nobody["high"]) == (0.0, 0.0)


@pytest.mark.parametrize("expected", [0.5, 2.0, 6.0])
def test_the_interval_of_a_rare_share_holds(expected: float) -> None:
    """Of 400 studies of 8 times 500 people, with so many cases expected in all."""
    p = expected / 4000.0
    cases = np.random.default_rng(5).binomial(500, p, (400, 8)) / 500.0
    parts = [kpis("beyond_share", [*each], 500, home=f"h{n}") for n, each in enumerate(cases)]
    found = levels(pa.concat_tables(parts)).to_pylist()
    held = [row["low"] <= p <= row["high"] for row in found]
    assert len(held) == 400
    assert np.mean(held) >= 0.95
