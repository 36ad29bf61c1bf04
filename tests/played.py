"""Rows of a few people who are alike, as both engines play them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.cohort.people import people
from sim.engines.compiled import plain_python
from sim.engines.newcomers import patients
from sim.engines.readable import Engine
from sim.keeping import Keeper
from sim.tables import Tables
from tests.records import fingerprint


def played(
    tables: Tables,
    hours: Sequence[float],
    condition: int,
    acuity: int | Sequence[int],
    complexity: float = 0.75,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return journeys and episodes of people who fall ill at these hours, of one acuity or each.

    An episode has what is noted of its hops beside it.
    """
    count = len(hours)
    keys, levels = np.arange(count, dtype=np.uint64), np.full(count, np.asarray(acuity), np.int8)
    cohort = people(keys, np.array(hours), (0, condition), levels, np.full(count, complexity))
    one, other = Keeper(tables, cohort), Keeper(tables, cohort)
    Engine(tables, patients(cohort), [one]).play()
    plain_python(tables, cohort, [other]).play()
    kept = [(keeper.journeys(), keeper.episodes(), keeper.hops()) for keeper in (one, other)]
    assert [[fingerprint(table) for table in tables] for tables in kept[:1]] == [
        [fingerprint(table) for table in tables] for tables in kept[1:]
    ]
    journeys, episodes, hops = (table.to_pylist() for table in kept[0])
    for row in episodes:
        row["hops"] = [hop for hop in hops if hop["patient"] == row["patient"]]
    return journeys, episodes


def times(rows: list[dict[str, Any]], stage: str) -> list[tuple[float, ...]]:
    """When a stage was asked for, started, ended, and its server came free, in that order."""
    keys = ("asked", "started", "ended", "released")
    return [tuple(round(row[key], 9) for key in keys) for row in rows if row["stage"] == stage]
