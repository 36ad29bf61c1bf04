"""Parts: the demand in episodes a year, and where it is known to come first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.clock import HOURS_PER_DAY
from sim.cohort.arrivals import yearly_rates
from sim.cohort.beside import Cover, cover_of
from sim.cohort.drawing import Drawing
from sim.cohort.people import Floats, Mask
from sim.cohort.reading import within
from sim.cohort.recording import days_of, yearly
from sim.cohort.reference import Reference
from sim.cohort.rows import Arrivals


@dataclass(frozen=True, eq=False)
class Part:
    """A part of the demand."""

    rates: Floats
    """Episodes a year by home, condition and urgency (urgent, planned)."""
    drawn: bool
    """Whether the episodes are synthetic."""
    reference: Reference
    """Where people would come first by their own choice."""
    name: str = ""
    """A name for what is known of them; empty: nothing."""
    first: Mask | None = None
    """Facilities that they come to first, the last for staying at home; None: not known."""


def parts(drawing: Drawing) -> list[Part]:
    """Return the parts of the demand; a file is split by facility as far as that is known."""
    if drawing.demand.path is None:
        rates = yearly_rates(drawing.system, drawing.demand)
        return [Part(rates, True, drawing.reference)]
    whole, rows = within(drawing)
    cover = cover_of(whole, len(drawing.reference.facilities))
    found = [*_of_file(drawing, rows, cover)]
    if drawing.demand.beside:
        found.append(_others(drawing, cover))
    return found


def _of_file(drawing: Drawing, rows: Arrivals, cover: Cover) -> Iterator[Part]:
    """The episodes of a file by facility, and those without a known facility."""
    for facility in np.unique(rows.facility).tolist():
        some = rows.at(np.flatnonzero(rows.facility == facility))
        days = _days(drawing, cover, facility) if drawing.demand.beside else days_of(rows)
        rates = yearly(drawing, some, days)
        if facility < 0:
            yield Part(rates, False, drawing.reference)
        else:
            first = np.arange(len(cover.begin)) == facility
            name = drawing.reference.facilities[facility]
            yield Part(rates, False, drawing.reference, name, first)


def _days(drawing: Drawing, cover: Cover, facility: int) -> float:
    """Days of the run between the first and the last row of a facility."""
    begin = max(float(cover.begin[facility]), drawing.demand.calendar.begin)
    return (min(float(cover.end[facility]), drawing.until) - begin) / HOURS_PER_DAY


def _others(drawing: Drawing, cover: Cover) -> Part:
    """Synthetic patients without those who would come to a facility of the file, on its days.

    This leaves out follow-ups of people in management too: they are within the demand.
    """
    first = ~np.isin(np.arange(len(cover.begin)), cover.named)
    chance = drawing.reference.chances()[..., first].sum(axis=-1)
    levels = np.array([one.acuity for one in drawing.system.conditions.values()])
    rates = yearly_rates(drawing.system, drawing.demand)
    for u, among in enumerate((slice(0, 2), slice(2, 4))):
        share = levels[:, among].copy()
        share[share.sum(axis=1) == 0.0, 0] = 1.0  # follow-ups only: at the first level
        share /= share.sum(axis=1, keepdims=True)
        rates[:, :, u] *= (chance[:, :, among] * share).sum(axis=2)
    return Part(rates, True, drawing.reference, "others", first)
