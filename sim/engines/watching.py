"""Watching: an engine shows what happens, block by block, and keeps none of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from sim.contract import Patient
from sim.journeys import CountRow, JourneyRow
from sim.native.memory import record_type


@dataclass(frozen=True)
class Block:
    """Rows of codes in the order of the record, as record arrays.

    A block lasts for one call: who wants to keep something of it copies. The rows of a patient come
    before the patient leaves, or in the same block; only those of orders may come later.
    """

    journeys: npt.NDArray[Any]
    """Rows of :class:`~sim.journeys.JourneyRow`."""
    leavers: npt.NDArray[Any]
    """Rows of :class:`~sim.contract.Patient`: who has left, or is inside at the horizon.

    Shown are number, bed, and all that is a column of the episodes; the other cells, what the
    rules remember, are not to be read: the readable engine leaves them at 0.
    """
    left: npt.NDArray[np.float64]
    """When each of the leavers left, in hours; NaN: still inside."""
    counts: npt.NDArray[Any]
    """Rows of :class:`~sim.journeys.CountRow`."""


def nothing() -> Block:
    """Return a block without rows."""
    journeys, patients, counts = (
        np.empty(0, record_type(kind)) for kind in (JourneyRow, Patient, CountRow)
    )
    return Block(journeys, patients, np.empty(0), counts)


class Watcher(Protocol):
    """Whatever wants to see what happens."""

    def see(self, block: Block) -> None:
        """Look at the next block."""
