"""The log of the readable engine: rows packed as they are written, shown to watchers in blocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from operator import attrgetter
from struct import Struct
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from sim.contract import Patient
from sim.engines.readable.rows import Work
from sim.engines.watching import Block, Watcher
from sim.journeys import EPISODES, CountRow, JourneyRow
from sim.native.memory import record_type

FULL: Final = 1 << 14
"""Patients who have left, or counts, that are gathered at least before they are shown."""

_SHOWN: Final = {"number", "bed", *EPISODES.names}
_CELLS: Final = [field.name for field in fields(Patient) if field.name in _SHOWN]
"""Cells of a leaver's row that are shown; the memory of the rules is left at 0."""
_cells: Final = attrgetter(*_CELLS)


def _packer(kind: type, cells: Sequence[str]) -> Callable[..., bytes]:
    """What packs some cells of a row as its record is laid out, with zeros for the others."""
    forms = {"int64": "q", "float64": "d"}
    record = record_type(kind)
    names = record.names or ()
    return Struct("".join(forms[str(record[n])] if n in cells else "8x" for n in names)).pack


def _all(kind: Any) -> list[str]:
    return [field.name for field in fields(kind)]


_journey, _count = (_packer(kind, _all(kind)) for kind in (JourneyRow, CountRow))
_leaver = _packer(Patient, _CELLS)


class Log:
    """What the engine writes down."""

    def __init__(self, watchers: Sequence[Watcher]) -> None:
        """Begin an empty log."""
        self._watchers = watchers
        self._begin()

    def _begin(self) -> None:
        self._journeys, self._leavers, self._counts = bytearray(), bytearray(), bytearray()
        self._left: list[float] = []

    def journey(self, work: Work, released: float) -> None:
        """Write down a step or order; one's own place and a delay show no station."""
        self._journeys += _journey(
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
        self._leavers += _leaver(*_cells(patient))
        self._left.append(left)

    def count(self, *cells: float) -> None:
        """Write down what a station holds: a row of the counts."""
        self._counts += _count(*cells)

    def show_if_full(self) -> None:
        """Show what has been gathered if it is a block."""
        rows = len(self._journeys) // record_type(JourneyRow).itemsize
        if max(rows, len(self._left)) >= FULL:
            self.show()

    def show(self) -> None:
        """Show what has been gathered, and begin anew."""
        block = Block(
            journeys=_rows(JourneyRow, self._journeys),
            leavers=_rows(Patient, self._leavers),
            left=np.array(self._left, np.float64),
            counts=_rows(CountRow, self._counts),
        )
        for watcher in self._watchers:
            watcher.see(block)
        self._begin()


def _rows(kind: type, packed: bytearray) -> npt.NDArray[Any]:
    return np.frombuffer(packed, record_type(kind))
