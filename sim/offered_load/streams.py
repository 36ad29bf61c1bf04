"""Streams: who comes in a week without holidays, by home, condition and urgency, and samples of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sim import luck
from sim.clock import HOURS_PER_WEEK, Calendar
from sim.cohort import yearly_rates
from sim.cohort.intensity import ordinary_week
from sim.cohort.people import Floats, Keys
from sim.scenario import Demand, Profile, Scenario

SIZE: Final = 64
"""Patients of a batch, spread evenly over complexity and over the hours of the week."""

_GOLDEN: Final = 0.6180339887498949


@dataclass(frozen=True)
class Stream:
    """The patients of one home and condition who are urgent, or who are not."""

    home: int
    condition: int
    a_week: float
    """Episodes in a week without holidays."""
    levels: tuple[int, int]
    """The acuities that they may have."""
    first: float
    """Share of those who have the first."""
    arrivals: Floats
    """Cumulated share of a week's arrivals by the end of each hour, from 0, Monday first."""
    key: int


@dataclass(frozen=True)
class Sample:
    """Patients of a stream, in batches."""

    key: Keys
    acuity: npt.NDArray[np.int64]
    complexity: Floats
    onset: Floats
    """Hours from the beginning of the first week."""


def streams(scenario: Scenario) -> list[Stream]:
    """Return all streams that have anybody."""
    demand = scenario.demand
    rates = yearly_rates(scenario.system, demand)
    calendar = Calendar(demand.start, demand.holidays)
    acuities = [condition.acuity for condition in scenario.system.conditions.values()]
    found = []
    for h, c, u in np.argwhere(rates > 0.0).tolist():
        profile, name = (demand.planned, "planned") if u else (demand.urgent, "urgent")
        week = _share_of_a_week(demand, profile, calendar, name)
        one, other = acuities[c][2 * u : 2 * u + 2]
        # Those of whom only follow-ups are not urgent have them at level 3.
        first = one / (one + other) if one + other > 0.0 else 1.0
        found.append(
            Stream(
                home=h,
                condition=c,
                a_week=float(rates[h, c, u]) * week,
                levels=(2 * u + 1, 2 * u + 2),
                first=first,
                arrivals=_arrivals(profile),
                key=luck.stream_key(0, 0, "offered load", str(h), str(c), name),
            )
        )
    return found


def _share_of_a_week(demand: Demand, profile: Profile, calendar: Calendar, name: str) -> float:
    """The share of a year's episodes that comes in a week; a file's year is as it was."""
    if demand.path is not None:
        calendar = Calendar(calendar.start)
    return ordinary_week(profile, calendar, name)


def _arrivals(profile: Profile) -> Floats:
    weights = np.outer(profile.weekdays, profile.hours).ravel()
    return np.concatenate([[0.0], np.cumsum(weights)]) / weights.sum()


def sample(stream: Stream, first: int, batches: int) -> Sample:
    """Return the patients of some batches from the ``first`` on, the same whenever it is asked."""
    count = batches * SIZE
    key = luck.patient_keys(stream.key, first * SIZE, count)
    shift = luck.uniforms(key[::SIZE], luck.COMPLEXITY).repeat(SIZE)
    other = luck.uniforms(key[::SIZE], luck.ORIGIN).repeat(SIZE)
    number = np.tile(np.arange(SIZE), batches)
    level = np.where(luck.uniforms(key, luck.ACUITY) < stream.first, *stream.levels)
    hours = np.arange(HOURS_PER_WEEK + 1.0)
    return Sample(
        key=key,
        acuity=level.astype(np.int64),
        complexity=(number + shift) / SIZE,
        onset=np.interp((number * _GOLDEN + other) % 1.0, stream.arrivals, hours),
    )
