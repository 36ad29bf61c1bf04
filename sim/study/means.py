"""Means: the level of each scenario, with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sim.outcomes.indicators import DIMENSIONS, INDICATORS
from sim.study.intervals import mean_interval, rows
from sim.study.schemas import LEVELS

if TYPE_CHECKING:
    from sim.study.intervals import Numbers

_CELLS: Final = ", ".join(("scenario", "indicator", *DIMENSIONS))

_QUERY: Final = f"""
SELECT {_CELLS}, unit, list(value ORDER BY replication) AS found, sum(events)::DOUBLE AS people
FROM kpis WHERE isfinite(value) GROUP BY ALL ORDER BY {_CELLS}
"""


def levels(kpis: pa.Table, confidence: float = 0.95) -> pa.Table:
    """Return the mean of each scenario's replications as a table of ``LEVELS``.

    ``kpis`` has the schema ``STUDY_KPIS``. A count that is missing in a replication was zero; any
    other missing value leaves the replication out. One replication gives no interval.
    """
    names = sorted(kpis["scenario"].unique().to_pylist())
    each = (kpis.filter(pc.equal(kpis["scenario"], name)) for name in names)
    return pa.concat_tables([LEVELS.empty_table(), *(_levels(one, confidence) for one in each)])


def _levels(kpis: pa.Table, confidence: float) -> pa.Table:
    """The levels of one scenario; all scenarios together would take gigabytes."""
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")  # sums keep their last bit
        connection.register("kpis", kpis)
        cells = connection.sql(_QUERY).to_arrow_table()
    values = _with_zeros(cells, pc.count_distinct(kpis["replication"]).as_py())
    count = np.isfinite(values).sum(axis=1)
    low, high = _possible(cells, values, confidence)
    columns = {
        "mean": np.nanmean(values, axis=1),
        "low": low,
        "high": high,
        "replications": count,
        "events": np.floor(cells["people"].to_numpy() / count),
    }
    for name, column in columns.items():
        cells = cells.append_column(name, pa.array(column, from_pandas=True))
    return cells.select(LEVELS.names).cast(LEVELS)


def absent() -> pa.Table:
    """Return, by indicator, what a missing cell means: 0 for counts, else null."""
    values = [0.0 if one.absent_is_zero else None for one in INDICATORS.values()]
    return pa.table({"indicator": list(INDICATORS), "absent": pa.array(values, pa.float64())})


def _with_zeros(cells: pa.Table, jobs: int) -> Numbers:
    """The values of each cell by row, with zeros for missing counts."""
    values = rows(cells["found"], jobs)
    counts = [name for name, one in INDICATORS.items() if one.absent_is_zero]
    counted = np.asarray(pc.is_in(cells["indicator"], pa.array(counts)))
    return np.where(np.isnan(values) & counted[:, np.newaxis], 0.0, values)


def _possible(cells: pa.Table, values: Numbers, confidence: float) -> tuple[Numbers, Numbers]:
    """Ends that are possible: none below 0, and no share of people above 1."""
    low, high = mean_interval(values, confidence)
    positive = np.nanmin(values, axis=1) >= 0.0
    low = np.where(positive, np.maximum(low, 0.0), low)
    uses = [name for name, one in INDICATORS.items() if one.can_exceed_1]
    use = pc.is_in(cells["indicator"], pa.array(uses))
    share = np.asarray(pc.and_not(pc.equal(cells["unit"], "share"), use))
    other = _unseen(cells["people"].to_numpy(), confidence)
    none, all_of_them = np.nanmax(values, axis=1) == 0.0, np.nanmin(values, axis=1) == 1.0
    low = np.where(share & all_of_them, np.minimum(low, 1.0 - other), low)
    high = np.where(share & none, np.maximum(high, other), high)
    return low, np.where(share, np.minimum(high, 1.0), high)


def _unseen(people: Numbers, confidence: float) -> Numbers:
    """The largest share that may exist unseen if all of ``people`` are alike; 0 without people.

    The upper limit of Clopper and Pearson 1934 at no case.
    """
    share = -np.expm1(np.log(0.5 - confidence / 2.0) / np.maximum(people, 1))
    return np.where(people > 0, share, 0.0)
