"""Levels: what each scenario shows on average, and how sure that is."""

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

_USES: Final = ("station_use", "bed_use")
"""Shares of hours and not of people, which overtime and surge beds can lift above 1."""

_CELLS: Final = ", ".join(("scenario", "indicator", *DIMENSIONS))

_QUERY: Final = f"""
WITH jobs AS (SELECT DISTINCT scenario, replication FROM kpis),
numbered AS (SELECT *, dense_rank() OVER (ORDER BY {_CELLS}) AS cell FROM kpis),
cells AS (
    SELECT cell, {_CELLS}, unit, absent FROM numbered JOIN absent USING (indicator) GROUP BY ALL
),
found AS (
    SELECT c.cell, j.replication, coalesce(n.value, absent) AS value,
        coalesce(n.events, 0) AS events
    FROM cells c JOIN jobs j USING (scenario)
    LEFT JOIN numbered n ON n.cell = c.cell AND n.replication = j.replication
)
SELECT {_CELLS}, unit, avg(value ORDER BY replication) AS mean,
    list(value ORDER BY replication) AS found, sum(events)::BIGINT AS people,
    count(*)::INT AS replications, floor(avg(events))::BIGINT AS events
FROM found JOIN cells USING (cell) WHERE isfinite(value)
GROUP BY ALL ORDER BY {_CELLS}
"""


def levels(kpis: pa.Table, confidence: float = 0.95) -> pa.Table:
    """Return the mean of each scenario's replications as a table of ``LEVELS``.

    ``kpis`` has the schema ``STUDY_KPIS``. A count that a replication does not show was zero; any
    other value that is missing leaves the replication out. With one there is no interval.
    """
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")  # sums keep their last bit
        connection.register("kpis", kpis)
        connection.register("absent", absent())
        means = connection.sql(_QUERY).to_arrow_table()
    values = rows(means["found"])
    low, high = _possible(means, values, confidence)
    for name, bound in (("low", low), ("high", high)):
        means = means.append_column(name, pa.array(bound, from_pandas=True))
    return means.select(LEVELS.names).cast(LEVELS)


def absent() -> pa.Table:
    """Return what a cell that is not there means by indicator: 0 for counts, else nothing."""
    values = [0.0 if one.absent_is_zero else None for one in INDICATORS.values()]
    return pa.table({"indicator": list(INDICATORS), "absent": pa.array(values, pa.float64())})


def _possible(means: pa.Table, values: Numbers, confidence: float) -> tuple[Numbers, Numbers]:
    """Ends that can be: nothing is below 0, and no share of people above 1."""
    low, high = mean_interval(values, confidence)
    positive = np.nanmin(values, axis=1, initial=np.inf) >= 0.0
    low = np.where(positive, np.maximum(low, 0.0), low)
    use = pc.is_in(means["indicator"], pa.array(_USES))
    share = np.asarray(pc.and_not(pc.equal(means["unit"], "share"), use))
    mean, other = means["mean"].to_numpy(), _unseen(means["people"].to_numpy(), confidence)
    low = np.where(share & (mean == 1.0), np.minimum(low, 1.0 - other), low)
    high = np.where(share & (mean == 0.0), np.maximum(high, other), high)
    return low, np.where(share, np.minimum(high, 1.0), high)


def _unseen(people: Numbers, confidence: float) -> Numbers:
    """How large a share can be that so many people, all alike, do not show; 0 if there are none.

    The upper limit of Clopper and Pearson 1934 at no case.
    """
    share = -np.expm1(np.log(0.5 - confidence / 2.0) / np.maximum(people, 1))
    return np.where(people > 0, share, 0.0)
