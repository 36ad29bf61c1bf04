"""Outcomes: what a planner wants to know of one run, all of it a function of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from sim.outcomes.facts import facts_of
from sim.outcomes.families import FAMILIES
from sim.outcomes.indicators import DIMENSIONS, INDICATORS, KPIS, TOO_FEW, Indicator

if TYPE_CHECKING:
    import duckdb

    from sim.journeys import Record

__all__ = ["INDICATORS", "KPIS", "TOO_FEW", "Indicator", "measure", "outcomes"]


def outcomes(record: Record) -> pa.Table:
    """Return all indicators of a record as a table of the schema ``KPIS``, in a fixed order."""
    with facts_of(record) as connection:
        return measure(connection)


def measure(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Return all indicators of the facts that a connection holds, as :func:`outcomes` does."""
    names = list(INDICATORS)
    units = pa.table(
        [names, range(len(names)), [INDICATORS[name].unit for name in names]],
        names=["indicator", "rank", "unit"],
    )
    connection.register("units", units)
    columns = ", ".join(DIMENSIONS)
    counted = " UNION ALL BY NAME ".join(f"({family.query()})" for family in FAMILIES)
    query = (
        f"SELECT indicator, {columns}, value, coalesce(events, 0) AS events, unit"
        f" FROM ({counted}) JOIN units USING (indicator) WHERE value IS NOT NULL"
        f" ORDER BY rank, {columns}"
    )
    return connection.sql(query).to_arrow_table().cast(KPIS)
