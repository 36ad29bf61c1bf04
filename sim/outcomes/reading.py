"""Reading: makes a setting, kinds of patients and blocks of rows from a kept record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sim.contract import DECISIONS, ENDINGS, NOWHERE, OCCASIONS, OUTCOMES, READERS
from sim.engines.watching import Block, nothing
from sim.episodes import CourseRow, EpisodeRow
from sim.journeys import CountRow, JourneyRow, Record
from sim.keeping.hops import notes_of
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
    """Return the rows of a record in blocks: first all journeys, then all who leave."""
    known = {
        "stage": names.stages,
        "facility": names.facilities,
        "station": names.stations,
        "outcome": OUTCOMES,
    }
    for first in range(0, record.journeys.num_rows, ROWS):
        part = record.journeys.slice(first, ROWS)
        yield _block(journeys=_filled(JourneyRow, part, known))
    most = pc.max(record.episodes["patient"]).as_py()
    notes = notes_of(record.hops, 0 if most is None else most + 1)
    for first in range(0, record.episodes.num_rows, ROWS):
        yield _block(**_leavers(record.episodes.slice(first, ROWS), names, notes))
    for first in range(0, record.counts.num_rows, ROWS):
        yield _block(counts=_filled(CountRow, record.counts.slice(first, ROWS), known))


def _block(**rows: npt.NDArray[Any]) -> Block:
    """A block of some rows and none of the others."""
    return Block(**vars(nothing()) | rows)


def _leavers(
    episodes: pa.Table, names: Names, notes: npt.NDArray[np.int64]
) -> dict[str, npt.NDArray[Any]]:
    """Rows of episodes, and of the courses of some of them; ``notes`` are by patient."""
    known = {
        "home": names.homes,
        "condition": names.conditions,
        "first_facility": names.facilities,
        "treated_facility": names.facilities,
        "refused_by": names.facilities,
        "ending": ENDINGS,
        "first_decision": DECISIONS,
        "critical_read": READERS,
        "occasion": OCCASIONS,
    }
    rows = _filled(EpisodeRow, episodes, known)
    rows["notes"] = notes[rows["patient"]]
    some = pc.is_valid(episodes["pathway"]).to_numpy()
    rows["course"] = np.where(some, np.cumsum(some) - 1, NOWHERE)
    theirs = episodes.filter(pc.is_valid(episodes["pathway"]))
    courses = _filled(CourseRow, theirs, {"pathway": _listed(theirs["pathway"])})
    return {"episodes": rows, "courses": courses}


def _filled(kind: Any, table: pa.Table, known: dict[str, Sequence[str]]) -> npt.NDArray[Any]:
    """Rows of a kind, filled from the columns that a table has; names become codes."""
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
    """Return the names that the type of a column lists, each once."""
    parts = column.dictionary_encode().chunks
    return list(dict.fromkeys(name for part in parts for name in part.dictionary.to_pylist()))


def _distinct(column: pa.ChunkedArray) -> list[str]:
    """The names in a column, each once."""
    names: list[str] = pc.unique(column).drop_null().to_pylist()
    return names
