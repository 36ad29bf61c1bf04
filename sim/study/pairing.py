"""Pairing: the differences that a scenario makes, replication by replication, with intervals.

Replication r has the same luck in every scenario, so each difference is taken within a replication
(Law 2015, Simulation Modeling and Analysis, 5th ed., section 10.2). The interval of the mean
difference (:mod:`sim.study.intervals`) covers luck, not assumptions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sim.outcomes.indicators import DIMENSIONS, INDICATORS
from sim.outcomes.verdicts import Effect, verdict
from sim.study.intervals import mean_interval, rows
from sim.study.means import absent
from sim.study.schemas import DIFFERENCES

if TYPE_CHECKING:
    from sim.study.intervals import Numbers

_CELL: Final = ("indicator", *DIMENSIONS)
_CELLS: Final = ", ".join(_CELL)
_SAME_CELL: Final = " AND ".join(f"k.{name} IS NOT DISTINCT FROM c.{name}" for name in _CELL)

_QUERY: Final = f"""
WITH pairs AS (
    SELECT replication FROM changed INTERSECT SELECT replication FROM baseline
),
cells AS (
    SELECT row_number() OVER () AS cell, every.*, absent FROM every JOIN absent USING (indicator)
),
before AS (SELECT cell, replication, value, events FROM baseline k JOIN cells c ON {_SAME_CELL}),
after AS (SELECT cell, replication, value, events FROM changed k JOIN cells c ON {_SAME_CELL}),
paired AS (
    SELECT c.cell, p.replication, coalesce(b.value, absent) AS before,
        coalesce(s.value, absent) AS after, after - before AS change,
        coalesce(b.events, 0) AS events_before, coalesce(s.events, 0) AS events_after
    FROM pairs p CROSS JOIN cells c
    LEFT JOIN before b ON b.cell = c.cell AND b.replication = p.replication
    LEFT JOIN after s ON s.cell = c.cell AND s.replication = p.replication
)
SELECT getvariable('scenario') AS scenario, {_CELLS}, unit,
    avg(before ORDER BY replication) AS baseline_mean,
    avg(after ORDER BY replication) AS scenario_mean,
    avg(change ORDER BY replication) AS difference, list(change ORDER BY replication) AS changes,
    count(*)::INT AS replications,
    bool_and(abs(change) <= 1e-12 * greatest(abs(before), abs(after))) AS same,
    floor(CASE WHEN any_value(absent) IS NULL THEN least(avg(events_before), avg(events_after))
        ELSE greatest(avg(events_before), avg(events_after)) END)::BIGINT AS events
FROM paired JOIN cells USING (cell) WHERE isfinite(change)
GROUP BY ALL ORDER BY {_CELLS}
"""


def differences(kpis: pa.Table, baseline: str, confidence: float = 0.95) -> pa.Table:
    """Return each scenario's differences from the baseline as a table of ``DIFFERENCES``.

    ``kpis`` has the schema ``STUDY_KPIS``. A count that is missing in a replication was zero; any
    other value that is missing on either side leaves the pair out. With fewer than two pairs there
    is no interval. Counts have the events of the scenario with more events: so a count that falls
    to zero is judged. All others have the events of the scenario with fewer.

    Raises ValueError if the baseline is not among the scenarios.
    """
    names = sorted(kpis["scenario"].unique().to_pylist())
    if baseline not in names:
        raise ValueError(f"baseline {baseline} is not among the scenarios")
    of = {name: kpis.filter(pc.equal(kpis["scenario"], name)) for name in names}
    others = (Pair(name, of[baseline], of[name], cells(kpis)) for name in names if name != baseline)
    tables = [paired(pair, confidence) for pair in others]
    return pa.concat_tables([DIFFERENCES.empty_table(), *tables])


def cells(kpis: pa.Table) -> pa.Table:
    """Return the cells that have a value, each once, with their unit."""
    return kpis.group_by([*_CELL, "unit"], use_threads=False).aggregate([])


@dataclass(frozen=True)
class Pair:
    """A scenario beside the baseline."""

    scenario: str
    baseline: pa.Table
    """KPIs of the baseline."""
    changed: pa.Table
    """KPIs of the scenario."""
    every: pa.Table
    """The cells that any scenario has."""


def _means(pair: Pair) -> pa.Table:
    """The means of two scenarios, and of the differences between them."""
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")  # sums keep their last bit
        connection.execute("SET VARIABLE scenario = ?", [pair.scenario])
        connection.register("baseline", pair.baseline)
        connection.register("changed", pair.changed)
        connection.register("every", pair.every)
        connection.register("absent", absent())
        return connection.sql(_QUERY).to_arrow_table()


def paired(pair: Pair, confidence: float) -> pa.Table:
    """Return the differences of one scenario, as :func:`differences` does for all.

    A pair needs memory for two scenarios, however many there are.
    """
    means = _means(pair)
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
    """The verdict on each difference; NaN bounds: there is no interval."""
    units, changes, *others = _columns(means, "unit", "difference", "matters", "events", "same")
    rows = zip(units, changes, low.tolist(), high.tolist(), *others, strict=True)
    return [verdict(Effect(*row)) for row in rows]


def _columns(means: pa.Table, *names: str) -> list[list[Any]]:
    return [means[name].to_pylist() for name in names]
