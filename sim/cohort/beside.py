"""Beside: patients of a file, and synthetic ones for facilities that it does not name.

Every synthetic episode has a facility to which it would come first (:mod:`sim.cohort.reference`).
If the file names this facility, and the day lies between the first and the last of its rows, the
file already has the episode, and it is left out. All others are the same persons as without a file.
This holds for follow-ups and exacerbations too: each is an episode of its own. Occasions for
follow-up of people in management stay, since each depends on the ones before; if they come to a
facility of the file, they count twice, unless the planner leaves them out of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from sim.clock import HOURS_PER_DAY
from sim.cohort.cells import listed
from sim.cohort.drawing import Drawing
from sim.cohort.people import Codes, Cohort, Floats, Mask, selected
from sim.cohort.reading import within
from sim.cohort.recording import recorded
from sim.cohort.reference import Reference
from sim.cohort.rows import Arrivals, counted, remarks_on
from sim.contract import NOWHERE, RECALL

_MANY: Final = 20  # most facilities that a sentence names

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Cover:
    """The days on which a file has the arrivals of each facility; the last row is no facility."""

    begin: Floats
    """First hour of the first day; infinite for a facility without a row."""
    end: Floats
    """Hour at which the last day ends."""

    @property
    def named(self) -> Codes:
        """The facilities with any row."""
        return np.flatnonzero(self.begin < self.end).astype(np.int32)

    def holds(self, facility: Codes, time: Floats) -> Mask:
        """Say whether the file has the patients who come to a facility at a time."""
        return np.asarray((time >= self.begin[facility]) & (time < self.end[facility]))


def cover_of(rows: Arrivals, facilities: int) -> Cover:
    """Return the days of each facility from the first to the last row."""
    known = rows.facility >= 0
    facility, day = rows.facility[known], rows.time[known] // HOURS_PER_DAY
    begin, end = np.full(facilities + 1, np.inf), np.full(facilities + 1, -np.inf)
    np.minimum.at(begin, facility, day * HOURS_PER_DAY)
    np.maximum.at(end, facility, (day + 1.0) * HOURS_PER_DAY)
    return Cover(begin, end)


def from_file(drawing: Drawing) -> Cohort:
    """Return the patients of the file who come within the run, with remarks on the file."""
    whole, rows = within(drawing)
    odd = remarks_on(whole, drawing.demand.calendar, drawing.until)
    return replace(recorded(drawing, rows), remarks=odd + tuple(_known(drawing, rows)))


def beside_file(drawing: Drawing, synthetic: Sequence[Cohort]) -> list[Cohort]:
    """Return the patients of the file, and the synthetic ones whom the file does not have."""
    whole, rows = within(drawing)
    facilities = len(drawing.reference.facilities)
    cover, count = cover_of(whole, facilities), np.zeros(facilities + 1, np.int64)
    others = []
    for part in synthetic:
        left = left_out(part, drawing.reference, cover)
        count += np.bincount(left[left >= 0], minlength=facilities + 1)
        others.append(part if (left < 0).all() else selected(part, left < 0))
    odd = remarks_on(whole, drawing.demand.calendar, drawing.until, beside=True)
    told = tuple(_instead(drawing, rows, cover, count))
    return [replace(recorded(drawing, rows), remarks=odd + told), *others]


def left_out(part: Cohort, reference: Reference, cover: Cover) -> Codes:
    """Return the facility of the file for which each patient is left out; NOWHERE: stays."""
    near = (part.time >= cover.begin.min()) & (part.time < cover.end.max())
    near &= _may_come(reference, cover)[part.home] & (part.occasion != RECALL)
    at = np.flatnonzero(near)
    key, home, condition = part.key[at], part.home[at], part.condition[at]
    chosen = reference.chosen(key, home, condition, part.acuity[at])
    left = np.full(len(part), NOWHERE, np.int32)
    left[at] = np.where(cover.holds(chosen, part.time[at]), chosen, NOWHERE)
    return left


def _may_come(reference: Reference, cover: Cover) -> Mask:
    """Say which homes have patients who would come to a facility of the file."""
    return np.asarray((reference.worth[..., cover.named] > -np.inf).any(axis=(1, 2, 3)))


def _known(drawing: Drawing, rows: Arrivals) -> Iterator[str]:
    """How many patients came to each facility, if the file says it."""
    count = np.bincount(rows.facility[rows.facility >= 0], minlength=1)
    names = drawing.reference.facilities
    there = [f"{names[f]} {count[f]}" for f in np.flatnonzero(count).tolist()]
    if there:
        yield (
            f"demand.path: where patients came first is known of {count.sum()} of "
            f"{counted(len(rows.time))}: {listed(there, _MANY)}."
        )


def _instead(drawing: Drawing, rows: Arrivals, cover: Cover, count: Counts) -> Iterator[str]:
    """The number of rows, and of synthetic patients that they replace, facility by facility."""
    calendar = drawing.demand.calendar
    for facility in cover.named[:_MANY].tolist():
        ends = float(cover.begin[facility]), float(cover.end[facility]) - HOURS_PER_DAY
        first, last = (str(calendar.date_of(hour).date()) for hour in ends)
        yield (
            f"demand.beside: {counted(int((rows.facility == facility).sum()))} of "
            f"{drawing.reference.facilities[facility]} in place of {count[facility]} synthetic "
            f"patients, {first if first == last else f'{first} to {last}'}."
        )
