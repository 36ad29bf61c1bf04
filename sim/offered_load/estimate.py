"""Estimate: batches of walks until every figure is known well enough, more where the work is."""

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
_GROWTH: Final = 4.0  # most of a stream at a time, since spreads are estimates too
_ROUNDS: Final = 12
_MOST: Final = 0.06  # of all batches, for one figure of many

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Asked:
    """What is asked for in a week, with standard errors."""

    hours: Floats
    """Server-hours by station."""
    hours_error: Floats
    tickets: Floats
    """Tickets by clinic and weekday."""
    tickets_error: Floats
    """Of the tickets of a clinic's week."""
    patients: int
    """Who walked for it."""


@dataclass(frozen=True)
class Wanted:
    """How well the figures are to be known, and at what cost."""

    hours: Floats
    """Server-hours that there are in a week, by station."""
    tickets: Floats
    """Tickets that there are in a week, by clinic."""
    error: float
    """Largest standard error, as a share of what there is, or of what is asked for if that is
    more. Where there is nothing, any will do."""
    patients: int
    """Most who may walk."""


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
        """Let so many more batches of a stream walk."""
        hours, tickets = walks.play(self.streams[number], int(self.batches[number]), batches)
        figures = np.hstack([hours, tickets.sum(axis=2)])
        self.batches[number] += batches
        self.total[number] += figures.sum(axis=0)
        self.squares[number] += np.square(figures).sum(axis=0)
        self.days[number] += tickets.sum(axis=0)

    def mean(self) -> Floats:
        """What a week asks for, by figure."""
        whole: Floats = (self.weight * self.total / self.batches[:, None]).sum(axis=0)
        return whole

    def spread(self) -> Floats:
        """Standard deviation of what a batch says of the week, by stream and figure."""
        n = self.batches[:, None]
        variance = (self.squares - self.total**2 / n) / (n - 1)
        return self.weight * np.sqrt(np.maximum(variance, 0.0))

    def error(self) -> Floats:
        """Standard error by figure."""
        whole: Floats = np.sqrt((self.spread() ** 2 / self.batches[:, None]).sum(axis=0))
        return whole


def estimate(walks: Walks, streams: list[Stream], wanted: Wanted) -> Asked:
    """Return what the streams ask for; large streams walk more, and those that leave doubt.

    How many walk depends on nothing but the arguments, so that the answer is always the same.
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
    """Batches of each stream to begin with; fewer than two tell no error."""
    return max(2, min(_LEAST, patients // (SIZE * max(1, len(streams)))))


def _goal(sums: _Sums, wanted: Wanted) -> Floats:
    """The standard error to reach, by figure."""
    there = np.concatenate([wanted.hours, wanted.tickets])
    return np.where(there > 0.0, wanted.error * np.maximum(there, sums.mean()), np.inf)


def _missing(sums: _Sums, wanted: Wanted) -> Counts:
    """Batches that each stream lacks for the goal at the least cost (Neyman 1934), or can have.

    No figure has more than a share of all batches, or its own of equal shares: what is hopeless
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
