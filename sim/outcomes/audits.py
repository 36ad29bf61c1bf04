"""Audits: what wards held at the instants at which the counts were taken, within the window."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.outcomes.frame import Setting


class Audits:
    """Sums over the audits of the window, for each station."""

    def __init__(self, setting: Setting) -> None:
        """Begin with none."""
        self._first, self._last = setting.frame.first, setting.frame.last
        self._staffed = setting.staffed
        self._ward = np.array([row.ward == 1 for row in setting.frame.station], np.bool_)
        stations = len(self._staffed)
        self.number = np.zeros(stations, np.int64)
        """Audits."""
        self.surge = np.zeros(stations, np.int64)
        """Beds taken beyond those staffed, of wards."""
        self.waiting = np.zeros(stations, np.int64)
        """Patients who waited for a bed of a ward."""

    def see(self, counts: npt.NDArray[Any]) -> None:
        """Add rows of :class:`~sim.journeys.CountRow`."""
        time, station = counts["time"], counts["station"]
        rows = (self._first <= time) & (time < self._last) & self._ward[station]
        station = station[rows]
        beyond = np.maximum(counts["busy"][rows] - self._staffed[station], 0)
        np.add.at(self.number, station, 1)
        np.add.at(self.surge, station, beyond)
        np.add.at(self.waiting, station, counts["waiting"][rows])
