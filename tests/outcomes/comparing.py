"""Comparing tables of outcomes: with an oracle, and with each other."""

from __future__ import annotations

import math

import pyarrow as pa

from sim.outcomes.bins import A_POWER, LEAST_POWER
from sim.outcomes.indicators import DIMENSIONS

WIDTH = 1 / A_POWER
"""Of a bin, relative to its values."""
LEAST = 2.0**LEAST_POWER
"""Below it there is one bin."""


def assert_same_kpis(found: pa.Table, expected: pa.Table) -> None:
    """Fail unless all cells are there in their order, and only quantiles differ, by a bin."""
    assert found.schema == expected.schema
    for one, other in zip(found.to_pylist(), expected.to_pylist(), strict=True):
        for name in ("indicator", *DIMENSIONS, "events", "unit"):
            assert one[name] == other[name], (one, other)
        if one["indicator"].endswith(("_median", "_p90", "_p95")):
            assert near(one["value"], other["value"]), (one, other)
        else:
            # Not to the last bit: the oracle adds in another order.
            assert math.isclose(one["value"], other["value"], rel_tol=1e-12, abs_tol=1e-11), one


def near(one: float, other: float) -> bool:
    """Say whether a quantile from bins may be that of the values."""
    return math.isclose(one, other, rel_tol=WIDTH, abs_tol=LEAST)


def bits(table: pa.Table) -> list[list[object]]:
    """The cells of a table, by which equal ones are equal to the last bit."""
    return [
        [value.hex() if isinstance(value, float) else value for value in column.to_pylist()]
        for column in table.columns
    ]
