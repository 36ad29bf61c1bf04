"""Records of runs: how tests compare and count them."""

from __future__ import annotations

import hashlib
from typing import Any

import pyarrow as pa

from sim.journeys import Record


def fingerprint(table: pa.Table) -> str:
    """A digest of all values of a table to the last bit, names decoded."""
    digest = hashlib.sha256()
    for column in table.columns:
        named = pa.types.is_dictionary(column.type)
        digest.update(repr(column.to_pylist()).encode() if named else column.to_numpy().tobytes())
    return digest.hexdigest()


def what_happened(record: Record) -> list[str]:
    """Digests of the journeys, the episodes with their hops, the counts and the stocks."""
    tables = record.journeys, record.episodes, record.hops, record.counts, record.stocks
    return [fingerprint(table) for table in tables]


def people(record: Record) -> dict[tuple[str, str, float], dict[str, Any]]:
    """Episodes by home, condition and onset, by which the same patient is found in two runs."""
    rows = record.episodes.to_pylist()
    return {(row["home"], row["condition"], row["onset"]): row for row in rows}


def total(record: Record, column: str) -> float:
    """The sum of a column of the episodes."""
    return float(sum(row[column] for row in record.episodes.select([column]).to_pylist()))
