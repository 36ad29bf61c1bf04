"""Streams: the patients of a week without holidays, by home, condition and urgency; samples."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sim import cohort, luck
from sim.clock import DAYS_PER_WEEK, DAYS_PER_YEAR, HOURS_PER_WEEK
from sim.cohort.intensity import ordinary_week
from sim.cohort.parts import Part
from sim.cohort.people import Floats, Keys, Mask
from sim.cohort.placing import LEAST
from sim.offered_load.among import Among, enough, first_ones, level_of
from sim.scenario import Demand, Profile, Scenario
from sim.tables import Tables

PART: Final = 32
"""Patients of a part, evenly distributed over complexity and over the hours of the week."""
PARTS: Final = 2
"""Parts of a batch: patients whom luck would admit at one of two visits, and the others."""
SIZE: Final = PARTS * PART
"""Patients of a batch."""

_LEAST: Final = 0.002  # share of luck below which the search would take too long
_USUAL: Final = 0.5  # share from which there are enough such patients anyway
_MOST: Final = 1 << 16  # patients among whom a batch is searched
_AT_ONCE: Final = 1 << 18  # patients who are examined at a time
_MEAN_WEEK: Final = DAYS_PER_WEEK / DAYS_PER_YEAR
"""Share of a year's episodes that comes in a file's mean week."""

_GOLDEN: Final = 0.6180339887498949


@dataclass(frozen=True)
class Stream:
    """The patients of one home, condition and urgency."""

    home: int
    condition: int
    a_week: float
    """Episodes in a week without holidays."""
    levels: tuple[int, int]
    """The acuities that they may have."""
    first: float
    """Share of patients who have the first."""
    arrivals: Floats
    """Cumulated share of a week's arrivals by the end of each hour, from 0, Monday first."""
    key: int
    admitted: float
    """Share of luck that may lead to a bed, at any facility."""
    among: Among | None = None
    """The facilities that they come to first, if known."""

    def keys(self, first: int, count: int) -> Keys:
        """Return the keys of ``count`` patients from the ``first`` on."""
        key = luck.patient_keys(self.key, first, count)
        return key if self.among is None else self.among.placed(key)


@dataclass(frozen=True)
class Sample:
    """Patients of a stream, in batches and parts."""

    weight: tuple[float, ...]
    """How many patients of a batch each patient of a part stands for."""
    key: Keys
    acuity: npt.NDArray[np.int64]
    complexity: Floats
    onset: Floats
    """Hours from the begin of the first week."""


def streams(scenario: Scenario, tables: Tables) -> list[Stream]:
    """Return all streams that have patients."""
    parts = cohort.demands(scenario)
    return [stream for part in parts for stream in _streams(scenario, tables, part)]


def _streams(scenario: Scenario, tables: Tables, part: Part) -> list[Stream]:
    """The streams of one part of the demand."""
    demand, rates = scenario.demand, part.rates
    acuities = [condition.acuity for condition in scenario.system.conditions.values()]
    known = (part.name,) if part.name else ()
    found = []
    for h, c, u in np.argwhere(rates > 0.0).tolist():
        profile, name = (demand.planned, "planned") if u else (demand.urgent, "urgent")
        week = _share_of_a_week(demand, profile, name) if part.drawn else _MEAN_WEEK
        one, other = acuities[c][2 * u : 2 * u + 2]
        # Conditions whose only planned visits are follow-ups have these at level 3.
        first = one / (one + other) if one + other > 0.0 else 1.0
        found.append(
            Stream(
                home=h,
                condition=c,
                a_week=float(rates[h, c, u]) * week,
                levels=(2 * u + 1, 2 * u + 2),
                first=first,
                arrivals=_arrivals(profile),
                key=luck.stream_key(0, 0, "offered load", str(h), str(c), name, *known),
                admitted=_admitted(tables, c, urgent=not u),
                among=_among(part, (h, c), first, (2 * u + 1, 2 * u + 2)),
            )
        )
    return found


def _among(
    part: Part, origin: tuple[int, int], first: float, levels: tuple[int, int]
) -> Among | None:
    """The facilities that the patients of one stream come to first, if known."""
    if part.first is None:
        return None
    return Among(part.reference, part.first, origin, first, levels)


def _admitted(tables: Tables, condition: int, *, urgent: bool) -> float:
    """The highest share, of all facilities, of a condition's patients who are admitted."""
    rows = [facility[condition] for facility in tables.wards.admission]
    share = max(row.urgent if urgent else row.planned for row in rows)
    return min(1.0, share * (1.0 + tables.wards.slope))


def _share_of_a_week(demand: Demand, profile: Profile, name: str) -> float:
    """The share of a year's episodes that comes in a week without holidays."""
    return ordinary_week(profile, demand.calendar, name)


def _arrivals(profile: Profile) -> Floats:
    """The cumulated share of a week's arrivals by the end of each hour."""
    weights = np.outer(profile.weekdays, profile.hours).ravel()
    if not weights.any():  # a file has other hours: use any
        weights = np.ones_like(weights)
    share: Floats = np.concatenate([[0.0], np.cumsum(weights)]) / weights.sum()
    return share


def sample(stream: Stream, first: int, batches: int) -> Sample:
    """Return the patients of some batches from the ``first`` on, the same whenever it is asked.

    Stays are rare and long. So half of the patients may have one, with less weight.
    """
    key, weight = _keys(stream, first, batches)
    shift = luck.uniforms(key[::PART], luck.COMPLEXITY).repeat(PART)
    other = luck.uniforms(key[::PART], luck.ORIGIN).repeat(PART)
    number = np.tile(np.arange(PART), batches * PARTS)
    hours = np.arange(HOURS_PER_WEEK + 1.0)
    return Sample(
        weight=weight,
        key=key,
        acuity=level_of(key, stream.first, stream.levels).astype(np.int64),
        complexity=(number + shift) / PART,
        onset=np.interp((number * _GOLDEN + other) % 1.0, stream.arrivals, hours),
    )


def _keys(stream: Stream, first: int, batches: int) -> tuple[Keys, tuple[float, ...]]:
    """Keys of a stream's patients, part by part, and the weights of the parts."""
    share = 1.0 - (1.0 - stream.admitted) ** 2
    if not _LEAST < share < _USUAL or _of_many(stream, share) > _MOST:
        return stream.keys(first * SIZE, batches * SIZE), (1.0, 1.0)
    weights = PARTS * share, PARTS * (1.0 - share)
    if stream.among is None:
        return _any_key(stream, share, first, batches), weights
    at_once = max(1, _AT_ONCE // int(_of_many(stream, share)))
    groups = range(first, first + batches, at_once)
    sizes = (min(at_once, first + batches - group) for group in groups)
    picked = [_key_among(stream, share, *one) for one in zip(groups, sizes, strict=True)]
    return np.concatenate(picked), weights


def _any_key(stream: Stream, share: float, first: int, batches: int) -> Keys:
    """Keys of patients whom luck would admit, and of others, batch by batch."""
    many = enough(PART, share)
    key = stream.keys(first * many, batches * many)
    admitted = _would_be_admitted(stream, key).reshape(batches, many)
    order = np.argsort(~admitted, axis=1, kind="stable")
    chosen = np.hstack([order[:, :PART], order[:, : -PART - 1 : -1]])
    assert admitted.sum(axis=1).min() >= PART
    return np.take_along_axis(key.reshape(batches, many), chosen, axis=1).ravel()


def _key_among(stream: Stream, share: float, first: int, batches: int) -> Keys:
    """The same, for patients who are known to come first to some facilities."""
    assert stream.among is not None
    few, many = enough(PART, stream.among.chance()), int(_of_many(stream, share))
    key = luck.patient_keys(stream.key, first * many, batches * many)
    admitted = _would_be_admitted(stream, key).reshape(batches, many)
    parts = []
    for part in (admitted, ~admitted):
        some = first_ones(key.reshape(batches, many), part, few)
        parts.append(first_ones(some, stream.among.holds(some), PART))
    return np.hstack(parts).ravel()


def _of_many(stream: Stream, share: float) -> float:
    """How many patients surely contain a batch of those who come to the known facilities."""
    chance = 1.0 if stream.among is None else stream.among.chance()
    return enough(enough(PART, chance), share) if chance > LEAST else math.inf


def _would_be_admitted(stream: Stream, key: Keys) -> Mask:
    """Say which patients luck would admit at one of two visits."""
    luckier = np.minimum(*(luck.uniforms(key, luck.ADMISSION, hop) for hop in (0, 1)))
    return np.asarray(luckier < stream.admitted)
