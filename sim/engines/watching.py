"""Watching: an engine shows what happens block by block, and keeps nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from sim.episodes import CourseRow, EpisodeRow
from sim.journeys import CountRow, JourneyRow, StockRow
from sim.native.memory import record_type


@dataclass(frozen=True)
class Block:
    """Rows of codes in the order of the record, as record arrays.

    A block lasts for one call: a watcher that keeps rows must copy them. The rows of a patient come
    before the patient leaves, or in the same block; only the rows of orders may come later.
    """

    journeys: npt.NDArray[Any]
    """Rows of :class:`~sim.journeys.JourneyRow`."""
    episodes: npt.NDArray[Any]
    """Rows of :class:`~sim.episodes.EpisodeRow`: patients who left or are inside at the horizon."""
    courses: npt.NDArray[Any]
    """Rows of :class:`~sim.episodes.CourseRow`, for the episodes that have one."""
    counts: npt.NDArray[Any]
    """Rows of :class:`~sim.journeys.CountRow`."""
    stocks: npt.NDArray[Any]
    """Rows of :class:`~sim.journeys.StockRow`."""


ROWS: Final[dict[str, type]] = {
    "journeys": JourneyRow,
    "episodes": EpisodeRow,
    "courses": CourseRow,
    "counts": CountRow,
    "stocks": StockRow,
}
"""The kinds of rows in a block, by its parts."""


def nothing() -> Block:
    """Return a block without rows."""
    return Block(**{name: np.empty(0, record_type(kind)) for name, kind in ROWS.items()})


class Watcher(Protocol):
    """Whatever wants to see what happens."""

    def see(self, block: Block) -> None:
        """Look at the next block."""
