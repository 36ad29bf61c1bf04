"""Reading: a kept record as a setting, the kinds of its patients, and blocks of rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sim.contract import ENDINGS, NOWHERE, OUTCOMES, Patient
from sim.engines.watching import Block
from sim.journeys import CountRow, JourneyRow, Record
from sim.native.memory import record_type
from sim.outcomes.frame import Codes, Names, Setting
from sim.tables.codes import STAGES

ROWS: Final = 1 << 16
"""Rows that are read at a time."""


def names_of(record: Record) -> Names:
    """Return all names in a record."""
    episodes = record.episodes
    stages = [*STAGES, *record.stages["stage"].to_pylist(), *_distinct(record.journeys["stage"])]
    return Names(
        homes=_distinct(episodes["home"]),
        conditions=_distinct(episodes["condition"]),
        facilities=record.facilities["facility"].to_pylist(),
        stages=list(dict.fromkeys(stages)),
        stations=record.stations["station"].to_pylist(),
    )


def who_of(record: Record, setting: Setting) -> Codes:
    """Return the kind of each patient of a record, by number."""
    episodes, names = record.episodes, setting.names
    number = episodes["patient"].to_numpy()
    kinds = setting.kinds(
        _codes(episodes["home"], names.homes),
        _codes(episodes["condition"], names.conditions),
        episodes["acuity"].to_numpy(),
        episodes["resident"].to_numpy(),
    )
    who = np.zeros(number.max(initial=-1) + 1, np.int32)
    who[number] = kinds
    return who


def blocks_of(record: Record, names: Names) -> Iterator[Block]:
    """Return the rows of a record in blocks: first all journeys, then all who leave.

    Leavers have what an episode tells, and nothing of the rules' memory.
    """
    known = {
        "stage": names.stages,
        "facility": names.facilities,
        "station": names.stations,
        "outcome": OUTCOMES,
    }
    for first in range(0, record.journeys.num_rows, ROWS):
        part = record.journeys.slice(first, ROWS)
        yield _block(journeys=_filled(JourneyRow, part, known))
    for first in range(0, record.episodes.num_rows, ROWS):
        part = record.episodes.slice(first, ROWS)
        yield _block(leavers=_leavers(part, names), left=part["left"].to_numpy())
    for first in range(0, record.counts.num_rows, ROWS):
        yield _block(counts=_filled(CountRow, record.counts.slice(first, ROWS), known))


def _block(**rows: npt.NDArray[Any]) -> Block:
    """A block of some rows and none of the others."""
    none = {
        "journeys": np.zeros(0, record_type(JourneyRow)),
        "leavers": np.zeros(0, record_type(Patient)),
        "left": np.zeros(0),
        "counts": np.zeros(0, record_type(CountRow)),
    }
    return Block(**none | rows)


def _leavers(episodes: pa.Table, names: Names) -> npt.NDArray[Any]:
    known = {
        "home": names.homes,
        "condition": names.conditions,
        "first_facility": names.facilities,
        "treated_facility": names.facilities,
        "refused_by": names.facilities,
        "pathway": _listed(episodes["pathway"]),
        "ending": ENDINGS,
    }
    leavers = _filled(Patient, episodes, known)
    leavers["number"] = episodes["patient"].to_numpy()
    leavers["bed"] = np.where(episodes["resident"].to_numpy(), 0, NOWHERE)
    return leavers


def _filled(kind: Any, table: pa.Table, known: dict[str, Sequence[str]]) -> npt.NDArray[Any]:
    """Rows of a kind with the columns that a table has; names as codes."""
    rows = np.zeros(table.num_rows, record_type(kind))
    for name in {field.name for field in fields(kind)} & set(table.column_names):
        column = table[name]
        rows[name] = _codes(column, known[name]) if name in known else column.to_numpy()
    return rows


def _codes(column: pa.ChunkedArray, names: Sequence[str]) -> npt.NDArray[np.int64]:
    """The codes of a column of names; NOWHERE where it is null."""
    known = {name: code for code, name in enumerate(names)}
    parts = [np.zeros(0, np.int64)]
    for chunk in column.dictionary_encode().chunks:
        codes = np.array([*(known[name] for name in chunk.dictionary.to_pylist()), NOWHERE])
        parts.append(codes[chunk.indices.fill_null(len(codes) - 1).to_numpy()])
    return np.concatenate(parts)


def _listed(column: pa.ChunkedArray) -> list[str]:
    """Return the names that a column may hold, each once."""
    parts = column.dictionary_encode().chunks
    return list(dict.fromkeys(name for part in parts for name in part.dictionary.to_pylist()))


def _distinct(column: pa.ChunkedArray) -> list[str]:
    """The names in a column, each once."""
    names: list[str] = pc.unique(column).drop_null().to_pylist()
    return names
