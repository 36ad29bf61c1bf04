"""The log of a run: rows of codes, turned into columns block by block."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from sim.contract import ENDINGS, OUTCOMES, Patient
from sim.journeys import COUNTS, EPISODES, JOURNEYS
from sim.tables.rows import Tables

BLOCK = 1 << 17
"""Rows that are kept as Python objects before they become columns."""

JourneyRow = tuple[int, int, int, int, int, int, float, float, float, float, int]
"""patient, hop, stage, facility, station, priority, asked, started, ended, released, outcome."""


@dataclass
class Blocks:
    """Rows that become record batches as they grow."""

    schema: pa.Schema
    names: dict[str, list[str]]
    rows: list[tuple[float, ...]] = field(default_factory=list)
    batches: list[pa.RecordBatch] = field(default_factory=list)

    def add(self, row: tuple[float, ...]) -> None:
        """Append a row."""
        self.rows.append(row)
        if len(self.rows) == BLOCK:
            self.flush()

    def flush(self) -> None:
        """Turn the rows into columns."""
        if self.rows:
            self.extend([np.array(values) for values in zip(*self.rows, strict=True)])
            self.rows.clear()

    def extend(self, columns: Iterable[np.ndarray]) -> None:
        """Append whole columns, in the order of the schema; they are copied."""
        arrays = [
            _column(about, values, self.names.get(about.name))
            for about, values in zip(self.schema, columns, strict=True)
        ]
        self.batches.append(pa.RecordBatch.from_arrays(arrays, schema=self.schema))

    def table(self) -> pa.Table:
        """Return all rows as one table."""
        self.flush()
        return pa.Table.from_batches(self.batches, schema=self.schema)


def _column(about: pa.Field, values: np.ndarray, names: list[str] | None) -> pa.Array:
    """A column of numbers, or of names from their codes (negative: null)."""
    if names is None:
        return pa.array(values, type=about.type)
    codes = pa.array(values.astype(np.int32), mask=values < 0)
    return pa.DictionaryArray.from_arrays(codes, pa.array(names, pa.string()))


class Log:
    """What an engine writes down."""

    def __init__(self, tables: Tables) -> None:
        """Begin an empty log of a run over these tables."""
        self.journeys = Blocks(
            JOURNEYS,
            {
                "stage": tables.stages,
                "facility": tables.facilities,
                "station": tables.stations,
                "outcome": list(OUTCOMES),
            },
        )
        self.episodes = Blocks(
            EPISODES,
            {
                "home": tables.homes,
                "condition": tables.conditions,
                "first_facility": tables.facilities,
                "treated_facility": tables.facilities,
                "ending": list(ENDINGS),
            },
        )
        self.counts = Blocks(COUNTS, {"station": tables.stations})

    def episode(self, p: Patient, left: float) -> None:
        """Write down an episode that ended at ``left`` (NaN: still inside)."""
        self.episodes.add(episode_cells(p, left))


def episode_cells(p: Any, left: Any) -> tuple[Any, ...]:
    """Return the cells of an episode that ended at ``left`` (NaN: still inside).

    ``p`` is a patient's row and ``left`` a number, or both are columns of many.
    """
    return (
        p.number,
        p.home,
        p.condition,
        p.acuity,
        p.complexity,
        p.onset,
        p.bed >= 0,
        p.first_facility,
        p.treated_facility,
        p.treated_at,
        left,
        p.ending * (left < math.inf),  # STILL_INSIDE is 0
        p.beyond > 0,
        p.base_could > 0,
        p.referred_up,
        p.self_referred,
        p.referred_down,
        p.admitted,
        p.operated,
        p.expert > 0,
        p.green > 0,
        p.critical > 0,
        p.travel_hours,
    )
