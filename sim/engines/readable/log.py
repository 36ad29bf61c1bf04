"""The log of the readable engine: rows packed as they are written, shown to watchers in blocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from operator import attrgetter
from struct import Struct
from typing import Any, Final

import numpy as np

from sim.contract import NOWHERE, Patient
from sim.engines.readable.rows import Work
from sim.engines.watching import ROWS, Block, Watcher
from sim.episodes import CourseRow, EpisodeRow, write_course, write_episode
from sim.journeys import CountRow, JourneyRow, StockRow
from sim.native.memory import record_type

FULL: Final = 1 << 14
"""Rows (patients who have left, or counts) from which on a block is shown."""


def _packer(kind: Any) -> Callable[..., bytes]:
    """Return a function that packs the cells of a row, in the order of fields, as its record."""
    record = record_type(kind)
    places: Any = record.fields
    form, end = "<", 0
    for name in record.names or ():
        cell, offset = places[name][:2]
        form += f"{offset - end}x{_FORMS[cell.str[1:]]}"
        end = offset + cell.itemsize
    return Struct(f"{form}{record.itemsize - end}x").pack


_FORMS: Final = {"i1": "b", "i2": "h", "i4": "i", "i8": "q", "f8": "d"}
_journey, _count, _stock = map(_packer, (JourneyRow, CountRow, StockRow))
_episode, _course = map(_packer, (EpisodeRow, CourseRow))


def _cells(kind: Any) -> Callable[[Any], tuple[float, ...]]:
    return attrgetter(*(field.name for field in fields(kind)))


_episode_cells, _course_cells = map(_cells, (EpisodeRow, CourseRow))


class Log:
    """What the engine writes down."""

    def __init__(self, watchers: Sequence[Watcher]) -> None:
        """Begin an empty log."""
        self._watchers = watchers
        self._row = EpisodeRow()
        self._begin()

    def _begin(self) -> None:
        self._packed = {part: bytearray() for part in ROWS}

    def journey(self, work: Work, released: float) -> None:
        """Write down a step or order; a delay, or a step in a kept place, shows no station."""
        self._packed["journeys"] += _journey(
            work.episode.patient.number,
            work.hop,
            work.stage,
            work.facility,
            work.at,
            work.priority,
            work.asked,
            work.started,
            work.ended,
            released,
            work.outcome,
        )

    def leaver(self, patient: Patient, left: float) -> None:
        """Write down an episode that ended at ``left`` (NaN: still inside)."""
        course = NOWHERE
        if patient.pathway != NOWHERE:
            course, row = self._rows("courses"), CourseRow()
            write_course(row, patient)
            self._packed["courses"] += _course(*_course_cells(row))
        write_episode(self._row, patient, left, course)
        self._packed["episodes"] += _episode(*_episode_cells(self._row))

    def count(self, *cells: float) -> None:
        """Write down what a station holds: a row of the counts."""
        self._packed["counts"] += _count(*cells)

    def stock(self, *cells: float) -> None:
        """Write down the value of a stock: a row of the stocks."""
        self._packed["stocks"] += _stock(*cells)

    def show_if_full(self) -> None:
        """Show what has been gathered if it is a block."""
        if max(self._rows("journeys"), self._rows("episodes")) >= FULL:
            self.show()

    def show(self) -> None:
        """Show what has been gathered, and begin anew."""
        rows = {
            part: np.frombuffer(packed, record_type(ROWS[part]))
            for part, packed in self._packed.items()
        }
        for watcher in self._watchers:
            watcher.see(Block(**rows))
        self._begin()

    def _rows(self, part: str) -> int:
        """How many rows of a part have been gathered."""
        return len(self._packed[part]) // record_type(ROWS[part]).itemsize
