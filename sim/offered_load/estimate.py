"""Estimate: plays batches of walks until every figure is known well enough."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sim.clock import DAYS_PER_WEEK
from sim.cohort.people import Floats
from sim.offered_load.ground import Walks
from sim.offered_load.streams import SIZE, Stream

_LEAST: Final = 8  # batches of each stream
_GROWTH: Final = 4.0  # most by which a stream grows at a time, since spreads are estimates too
_ROUNDS: Final = 12
_MOST: Final = 0.06  # of all batches, for one figure of many

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Asked:
    """The work and tickets of a week, with standard errors."""

    hours: Floats
    """Server-hours by station."""
    hours_error: Floats
    tickets: Floats
    """Tickets by clinic and weekday."""
    tickets_error: Floats
    """Standard error of the tickets of a clinic's week."""
    patients: int
    """How many patients walked."""


@dataclass(frozen=True)
class Wanted:
    """How exact the figures should be, and at what cost."""

    hours: Floats
    """Server-hours of capacity in a week, by station."""
    tickets: Floats
    """Tickets given in a week, by clinic."""
    error: float
    """Largest standard error, as a share of the capacity, or of the work if that is more. Without
    capacity and work, any will do."""
    patients: int
    """Most patients who may walk."""


class _Sums:
    """Sums over the batches of each stream."""

    def __init__(self, streams: list[Stream], wanted: Wanted) -> None:
        figures = len(wanted.hours) + len(wanted.tickets)
        self.streams = streams
        self.batches = np.zeros(len(streams), np.int64)
        self.total = np.zeros((len(streams), figures))
        self.squares = np.zeros((len(streams), figures))
        self.days = np.zeros((len(streams), len(wanted.tickets), DAYS_PER_WEEK))
        self.weight = np.array([stream.a_week / SIZE for stream in streams]).reshape(-1, 1)

    def add(self, walks: Walks, number: int, batches: int) -> None:
        """Let more batches of a stream walk."""
        hours, tickets = walks.play(self.streams[number], int(self.batches[number]), batches)
        figures = np.hstack([hours, tickets.sum(axis=2)])
        self.batches[number] += batches
        self.total[number] += figures.sum(axis=0)
        self.squares[number] += np.square(figures).sum(axis=0)
        self.days[number] += tickets.sum(axis=0)

    def mean(self) -> Floats:
        """Mean of a week, by figure."""
        whole: Floats = (self.weight * self.total / self.batches[:, None]).sum(axis=0)
        return whole

    def spread(self) -> Floats:
        """Standard deviation of a week's figures between batches, by stream and figure."""
        n = self.batches[:, None]
        variance = (self.squares - self.total**2 / n) / (n - 1)
        return self.weight * np.sqrt(np.maximum(variance, 0.0))

    def error(self) -> Floats:
        """Standard error by figure."""
        whole: Floats = np.sqrt((self.spread() ** 2 / self.batches[:, None]).sum(axis=0))
        return whole


def estimate(walks: Walks, streams: list[Stream], wanted: Wanted) -> Asked:
    """Return the work and tickets of the streams; large and uncertain streams walk more.

    How many walk depends only on the arguments: the result is always the same.
    """
    sums = _Sums(streams, wanted)
    more = np.full(len(streams), _first(streams, wanted.patients))
    for _ in range(_ROUNDS):
        for number in np.flatnonzero(more).tolist():
            sums.add(walks, number, int(more[number]))
        more = _missing(sums, wanted)
        if not more.any():
            break
    stations = len(wanted.hours)
    mean, error = sums.mean(), sums.error()
    days = (sums.weight[:, None] * sums.days / sums.batches[:, None, None]).sum(axis=0)
    return Asked(
        hours=mean[:stations],
        hours_error=error[:stations],
        tickets=days,
        tickets_error=error[stations:],
        patients=int(sums.batches.sum()) * SIZE,
    )


def _first(streams: list[Stream], patients: int) -> int:
    """Batches of each stream to begin with; at least two, to know an error."""
    return max(2, min(_LEAST, patients // (SIZE * max(1, len(streams)))))


def _goal(sums: _Sums, wanted: Wanted) -> Floats:
    """The standard error to reach, by figure."""
    there = np.concatenate([wanted.hours, wanted.tickets])
    return np.where(there > 0.0, wanted.error * np.maximum(there, sums.mean()), np.inf)


def _missing(sums: _Sums, wanted: Wanted) -> Counts:
    """Batches that each stream still needs for the goal at the least cost (Neyman 1934).

    No figure gets more than a fixed share of all batches, or an equal share: a hopeless figure
    would take them from the rest.
    """
    goal, limit = _goal(sums, wanted), wanted.patients / SIZE
    doubtful = sums.error() > goal
    spread = sums.spread()[:, doubtful]
    ideal = spread * spread.sum(axis=0) / goal[doubtful] ** 2
    most = limit * max(_MOST, 1.0 / max(1, spread.shape[1]))
    ideal *= np.minimum(1.0, most / ideal.sum(axis=0))
    lack = ideal.max(axis=1, initial=0.0) - sums.batches
    more = np.clip(np.ceil(lack), 0.0, (_GROWTH - 1.0) * sums.batches)
    left = max(0.0, limit - float(sums.batches.sum()))
    share = min(1.0, left / max(1.0, float(more.sum())))
    whole: Counts = np.floor(more * share).astype(np.int64)
    return whole
