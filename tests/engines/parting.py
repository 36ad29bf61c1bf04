"""Parting: where two records of the same run part, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa


def parting(journeys: Mapping[str, pa.Table]) -> str | None:
    """Return the first step at which the journeys of two engines part; None if they are equal.

    Equal are the names and the bits of every number, row by row.
    """
    (one, rows), (other, others) = journeys.items()
    both = min(len(rows), len(others))
    unequal = _unequal(rows.slice(0, both), others.slice(0, both))
    if unequal.any():
        at = int(np.flatnonzero(unequal)[0])
        return f"row {at}: {one} {_words(rows, at)}; {other} {_words(others, at)}"
    if len(rows) == len(others):
        return None
    longer, table = (one, rows) if len(rows) > len(others) else (other, others)
    return f"row {both}: only {longer} {_words(table, both)}"


def same(one: pa.Table, other: pa.Table) -> bool:
    """Say whether two tables are equal in names and bits."""
    return len(one) == len(other) and not _unequal(one, other).any()


def _unequal(one: pa.Table, other: pa.Table) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which rows are not equal."""
    assert one.schema.equals(other.schema)
    unequal = np.zeros(len(one), np.bool_)
    for name in one.column_names:
        unequal |= _values(one.column(name)) != _values(other.column(name))
    return unequal


def _values(column: pa.ChunkedArray) -> np.ndarray[Any, Any]:
    """Values whose equality is that of bits, so that NaN equals NaN."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(pa.string())
    values = column.to_numpy()
    return values.view(np.int64) if values.dtype == np.float64 else values


def _words(rows: pa.Table, at: int) -> str:
    row = rows.slice(at, 1).to_pylist()[0]
    times = ", ".join(f"{name} {row[name]!r}" for name in ("asked", "started", "ended", "released"))
    return (
        f"has patient {row['patient']} in {row['stage']} at {row['facility']} "
        f"({row['station']}, {row['outcome']}: {times})"
    )
