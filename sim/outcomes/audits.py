"""Audits: what stations held when the counts were taken, within the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.clock import HOURS_PER_WEEK
from sim.outcomes.frame import Setting

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Audited:
    """Sums over audits."""

    number: Counts
    """Audits."""
    surge: Counts
    """Servers taken beyond those staffed."""
    waiting: Counts
    """Patients who waited."""


class Audits:
    """Sums over the audits of the window, for each week and station."""

    def __init__(self, setting: Setting) -> None:
        """Begin with empty sums."""
        self._frame = setting.frame
        self._staffed = setting.staffed
        weeks, stations = setting.frame.size.weeks, len(self._staffed)
        self._sums = np.zeros((3, weeks * stations), np.int64)

    def see(self, counts: npt.NDArray[Any]) -> None:
        """Add rows of :class:`~sim.journeys.CountRow`."""
        first, last = self._frame.first, self._frame.last
        counts = counts[(first <= counts["time"]) & (counts["time"] < last)]
        station = counts["station"]
        week = ((counts["time"] - first) / HOURS_PER_WEEK).astype(np.int64)
        week = np.minimum(week, self._frame.size.weeks - 1)
        cell = week * len(self._staffed) + station
        beyond = np.maximum(counts["busy"] - self._staffed[station], 0)
        for sums, added in zip(self._sums, (1, beyond, counts["waiting"]), strict=True):
            np.add.at(sums, cell, added)

    def by_week(self) -> Audited:
        """Return the sums of all stations in the first week, in the second and so on."""
        return Audited(*self._sums)

    def in_all(self) -> Audited:
        """Return the sums of each station."""
        weeks = self._frame.size.weeks
        return Audited(*self._sums.reshape(3, weeks, -1).sum(axis=1))
