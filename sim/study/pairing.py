"""Paired differences: what a scenario changes, replication by replication, and how sure that is.

Replication r has the same luck in every scenario, so that each difference is taken within it
(Law 2015, Simulation Modeling and Analysis, 5th ed., section 10.2). The interval of their mean
(:mod:`sim.study.intervals`) covers luck, not assumptions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import duckdb
import numpy as np
import pyarrow as pa

from sim.outcomes.indicators import DIMENSIONS, INDICATORS
from sim.outcomes.verdicts import Effect, verdict
from sim.study.intervals import mean_interval, rows
from sim.study.means import absent
from sim.study.schemas import DIFFERENCES

if TYPE_CHECKING:
    from sim.study.intervals import Numbers

_CELLS: Final = ", ".join(("indicator", *DIMENSIONS))

_QUERY: Final = f"""
WITH jobs AS (SELECT DISTINCT scenario, replication FROM kpis),
pairs AS (
    SELECT s.scenario, replication FROM jobs s JOIN jobs b USING (replication)
    WHERE b.scenario = getvariable('baseline') AND s.scenario <> b.scenario
),
numbered AS (SELECT *, dense_rank() OVER (ORDER BY {_CELLS}) AS cell FROM kpis),
cells AS (
    SELECT cell, {_CELLS}, unit, absent FROM numbered JOIN absent USING (indicator)
    GROUP BY ALL
),
paired AS (
    SELECT p.scenario, c.cell, p.replication,
        coalesce(b.value, absent) AS before, coalesce(s.value, absent) AS after,
        after - before AS change, coalesce(b.events, 0) AS events_before,
        coalesce(s.events, 0) AS events_after
    FROM pairs p CROSS JOIN cells c
    LEFT JOIN numbered b ON b.cell = c.cell AND b.replication = p.replication
        AND b.scenario = getvariable('baseline')
    LEFT JOIN numbered s ON s.cell = c.cell AND s.replication = p.replication
        AND s.scenario = p.scenario
)
SELECT scenario, {_CELLS}, unit, avg(before) AS baseline_mean, avg(after) AS scenario_mean,
    avg(change ORDER BY replication) AS difference, list(change ORDER BY replication) AS changes,
    count(*)::INT AS replications,
    bool_and(abs(change) <= 1e-12 * greatest(abs(before), abs(after))) AS same,
    floor(CASE WHEN any_value(absent) IS NULL THEN least(avg(events_before), avg(events_after))
        ELSE greatest(avg(events_before), avg(events_after)) END)::BIGINT AS events
FROM paired JOIN cells USING (cell) WHERE isfinite(change)
GROUP BY ALL ORDER BY scenario, {_CELLS}
"""


def differences(kpis: pa.Table, baseline: str, confidence: float = 0.95) -> pa.Table:
    """Return each scenario's differences from the baseline as a table of ``DIFFERENCES``.

    ``kpis`` has the schema ``STUDY_KPIS``. A count that a replication does not show was zero; any
    other value that is missing in one of the two leaves the pair out. With fewer than two pairs
    there is no interval. Behind a count are the events of the scenario that has more, so that what
    stops altogether is judged; behind anything else those of the one that has fewer.

    Raises ValueError if the baseline is not among the scenarios.
    """
    if baseline not in kpis["scenario"].unique().to_pylist():
        raise ValueError(f"baseline {baseline} is not among the scenarios")
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")  # sums keep their last bit
        connection.execute("SET VARIABLE baseline = ?", [baseline])
        connection.register("kpis", kpis)
        connection.register("absent", absent())
        means = connection.sql(_QUERY).to_arrow_table()
    low, high = mean_interval(rows(means["changes"]), confidence)
    for name, bound in (("low", low), ("high", high)):
        means = means.append_column(name, pa.array(bound, from_pandas=True))
    means = means.append_column("relative", pa.array(_relative(means), from_pandas=True))
    matters = [
        INDICATORS[name].matters_at(level)
        for name, level in zip(*_columns(means, "indicator", "baseline_mean"), strict=True)
    ]
    means = means.append_column("matters", pa.array(matters, pa.float64()))
    means = means.append_column("verdict", pa.array(_verdicts(means, low, high)))
    return means.select(DIFFERENCES.names).cast(DIFFERENCES)


def _relative(means: pa.Table) -> Numbers:
    """Difference over baseline; NaN where the baseline is zero."""
    before = means["baseline_mean"].to_numpy()
    usable = np.where(before == 0.0, np.nan, np.abs(before))
    return np.asarray(means["difference"].to_numpy() / usable)


def _verdicts(means: pa.Table, low: Numbers, high: Numbers) -> list[str]:
    """One word on each difference; NaN bounds: there is no interval."""
    units, changes, *others = _columns(means, "unit", "difference", "matters", "events", "same")
    rows = zip(units, changes, low.tolist(), high.tolist(), *others, strict=True)
    return [verdict(Effect(*row)) for row in rows]


def _columns(means: pa.Table, *names: str) -> list[list[Any]]:
    return [means[name].to_pylist() for name in names]
