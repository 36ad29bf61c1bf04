"""Columns: which columns the tables of a results folder must have for the page."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from sim.outcomes.indicators import CELL, INDICATORS
from sim.outcomes.unsettled import EFFECT, LEVEL, QUEUE, QUEUES
from sim.outcomes.verdicts import VERDICTS
from sim.system.network import Tier

_FAR: Final = 1e15  # numbers of a study are smaller
_SPLIT: Final = [pa.field(name, pa.string()) for name in ("tier", "facility", "station")]


def _texts(*names: str) -> list[pa.Field]:
    return [pa.field(name, pa.string(), nullable=False) for name in names]


def _numbers(*names: str, known: bool = False) -> list[pa.Field]:
    return [pa.field(name, pa.float64(), nullable=not known) for name in names]


@dataclass(frozen=True)
class Kind:
    """One table: its columns, which of them may be empty, and the most rows that are read."""

    fields: tuple[pa.Field, ...]
    most: int


_JUDGED: Final = ("baseline_mean", "scenario_mean", "difference", "low", "high", "relative")

KINDS: Final[Mapping[str, Kind]] = {
    "levels": Kind(
        (
            *_texts("scenario", "indicator"),
            *CELL,
            *_numbers("mean", "low", "high"),
            pa.field("events", pa.int64(), nullable=False),
        ),
        2_000_000,
    ),
    "differences": Kind(
        (
            *_texts("scenario", "indicator"),
            *CELL,
            *_numbers(*_JUDGED),
            *_numbers("matters", known=True),
            *_texts("unit", "verdict"),
        ),
        2_000_000,
    ),
    "flows": Kind(
        (
            *_texts("scenario", "origin", "destination", "channel"),
            pa.field("replication", pa.int32(), nullable=False),
            *_numbers("value", known=True),
        ),
        5_000_000,
    ),
    "weekly": Kind(
        (
            *_texts("scenario", "indicator"),
            *_SPLIT,
            *(pa.field(name, pa.int32(), nullable=False) for name in ("replication", "week")),
            *_numbers("hours", known=True),
            *_numbers("value"),
        ),
        20_000_000,
    ),
    "drift": Kind(
        (
            *_texts("kind", "scenario", "indicator"),
            *_SPLIT,
            *_numbers("first", "last", known=True),
            *_texts("unit"),
        ),
        100_000,
    ),
}
"""The tables that the page needs; files may have more columns."""

_WORDS: Final = {
    "indicator": frozenset(INDICATORS),
    "tier": frozenset(str(tier) for tier in Tier),
    "verdict": frozenset(VERDICTS),
    "kind": frozenset((LEVEL, EFFECT, QUEUE)),
    "unit": frozenset(one.unit for one in INDICATORS.values()),
}


def wrong(name: str, table: pa.Table, weeks: int) -> Iterator[str]:
    """Yield what was expected of a table's columns that make no sense, in words."""
    for field in KINDS[name].fields:
        column = table.column(field.name)
        if not field.nullable and column.null_count:
            yield f"{field.name} in every row"
        elif field.name in _WORDS:
            yield from _unknown(field.name, column, _WORDS[field.name])
        elif pa.types.is_floating(field.type):
            near = pc.less_equal(pc.abs(pc.if_else(pc.is_nan(column), 0.0, column)), _FAR)
            if pc.all(near).as_py() is False or (not field.nullable and _any_nan(column)):
                yield f"{field.name} as numbers of a study"
    yield from _misfits(name, table, weeks)


def _any_nan(column: pa.ChunkedArray) -> bool:
    return bool(pc.any(pc.is_nan(column)).as_py())


def _between(column: pa.ChunkedArray, low: int, high: float = math.inf) -> bool:
    """Whether all numbers are there and within bounds."""
    if column.null_count:
        return False
    ends = pc.min_max(column).as_py()
    return len(column) == 0 or (ends["min"] >= low and ends["max"] <= high)


def _unknown(name: str, column: pa.ChunkedArray, known: frozenset[str]) -> Iterator[str]:
    others = set(column.unique().to_pylist()) - known - {None}
    if others:
        shown = ", ".join(sorted(one[:40] for one in others)[:3])
        yield f"{name} that this version knows, not {shown}"


def _misfits(name: str, table: pa.Table, weeks: int) -> Iterator[str]:
    """What was expected of several columns together."""
    if name == "weekly" and not _between(table["week"], 0, weeks):
        yield f"weeks from 0 to {weeks}"
    if name == "levels" and not _between(table["events"], 0):
        yield "events that are counted"
    if name == "flows" and not _between(table["value"], 0):
        yield "flows of people"
    if name == "drift":
        queue = pc.equal(table["kind"], QUEUE)
        named = pc.is_in(table["indicator"], pa.array(list(QUEUES)))
        placed = pc.or_(pc.is_valid(table["station"]), pc.is_valid(table["facility"]))
        if pc.any(pc.and_not(queue, pc.and_(named, placed))).as_py():
            yield "queues at a place"
