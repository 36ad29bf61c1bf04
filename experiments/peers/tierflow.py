"""Tierflow itself: the case as a configuration of the real model, by one of its engines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc

import sim
from experiments.peers import Shown
from sim.clock import HOURS_PER_DAY, MINUTES_PER_HOUR
from sim.journeys import Record
from sim.keeping import recorded
from sim.scenario import Scenario

MINUTES_PER_DAY = MINUTES_PER_HOUR * HOURS_PER_DAY


@dataclass(frozen=True)
class Tierflow:
    """One of the engines, with everything that it does: luck, rules and the full record."""

    engine: str
    """``compiled`` or ``simpy``."""

    def prepare(self, minutes: float, seed: int) -> Callable[[], Record]:
        """Return what lowers the system, draws the cohort, plays it and keeps Arrow tables."""
        scenario = self.scenario(minutes, seed)
        return lambda: recorded(scenario, 0)

    def scenario(self, minutes: float, seed: int) -> Scenario:
        """Return the network for so many minutes."""
        days = f"run.days={minutes / MINUTES_PER_DAY!r}"
        return sim.load("case=three_queues", days, f"run.seed={seed}", f"engine={self.engine}")

    def shown(self, played: Record) -> Shown:
        """Return what the journeys show of the visits that have started."""
        names = played.facilities["facility"].to_pylist()
        consultation = pc.field("stage") == "emergency_consultation"
        waits = []
        for name in names:
            visits = played.journeys.filter(consultation & (pc.field("facility") == name))
            hours = visits["started"].to_numpy() - visits["asked"].to_numpy()
            waits.append(float(np.nanmean(hours)) * MINUTES_PER_HOUR)
        return Shown(len(played.episodes), tuple(waits))
