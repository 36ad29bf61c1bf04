"""Rows: the arrivals of a file as columns, and remarks on them for planners."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.clock import HOURS_PER_DAY, Calendar
from sim.cohort.people import Codes, Floats, Positions

MANY_AT_MIDNIGHT = 0.5
"""Share of rows at 00:00 from which there is a remark: such a file mostly has days, no times."""


@dataclass(frozen=True)
class Arrivals:
    """The columns of a file without faults."""

    time: Floats
    """Hours."""
    home: Codes
    condition: Codes
    acuity: Floats
    """Triage level; NaN: not known."""
    complexity: Floats
    """Rank, 0 to 1; NaN: not known."""
    facility: Codes
    """Where the patient came first; -1: not known."""
    notes: tuple[str, ...] = ()
    """Notes for planners on how the file was read."""

    def in_order(self) -> Arrivals:
        """Return the arrivals sorted by time, then by all else: the order of the file is lost."""
        by = (self.facility, self.complexity, self.acuity, self.condition, self.home, self.time)
        return self.at(np.lexsort(by))

    def between(self, begin: float, until: float) -> Arrivals:
        """Return the arrivals from ``begin`` on and before ``until``."""
        return self.at(np.flatnonzero((self.time >= begin) & (self.time < until)))

    def at(self, rows: Positions) -> Arrivals:
        """Return some rows."""
        origin = self.home[rows], self.condition[rows]
        known = self.acuity[rows], self.complexity[rows]
        return Arrivals(self.time[rows], *origin, *known, self.facility[rows], self.notes)

    def repeated(self) -> int:
        """Return how many rows repeat another in every column; they must be in order."""
        same = [
            (column[1:] == column[:-1])
            | ((column[1:] != column[1:]) & (column[:-1] != column[:-1]))
            for column in self._columns()
        ]
        return int(np.logical_and.reduce(same).sum())

    def _columns(self) -> tuple[Floats | Codes, ...]:
        origin = self.time, self.home, self.condition
        return *origin, self.acuity, self.complexity, self.facility


def remarks_on(
    rows: Arrivals, calendar: Calendar, until: float, *, beside: bool = False
) -> tuple[str, ...]:
    """Return sentences on what is odd about the rows of a file, which are in order of time.

    With synthetic patients beside them, days without a row are not odd.
    """
    silent = () if beside else (_silent,)
    remarks = (_outside, *silent, _repeated, _at_midnight)
    texts = (text for remark in remarks for text in remark(rows, calendar, until))
    return tuple(f"demand.path: {text}" for text in (*(f"{n}." for n in rows.notes), *texts))


def span_of_run(calendar: Calendar, until: float) -> str:
    """Return the first and the last day of a run."""
    days = calendar.days_until(until)
    return f"{calendar.day(days[0])} to {calendar.day(days[-1])}"


def span_of_rows(rows: Arrivals, calendar: Calendar) -> str:
    """Return the number of rows, with their first and last day."""
    first, last = (calendar.date_of(float(rows.time[at])).date() for at in (0, -1))
    return f"{counted(len(rows.time))}, {first} to {last}"


def counted(rows: int) -> str:
    """Return a number of rows in words."""
    return f"{rows} row{'' if rows == 1 else 's'}"


def _outside(rows: Arrivals, calendar: Calendar, until: float) -> Iterator[str]:
    """Rows before and after the run."""
    before = int((rows.time < calendar.begin).sum())
    after = int((rows.time >= until).sum())
    if before + after > 0:
        yield (
            f"{before + after} of {span_of_rows(rows, calendar)}, lie outside the run, "
            f"{span_of_run(calendar, until)}, and are left out: {before} before it, {after} after."
        )


def _silent(rows: Arrivals, calendar: Calendar, until: float) -> Iterator[str]:
    """Whole days at either end of the run without a row."""
    within = rows.between(calendar.begin, until).time
    early = int((within[0] - calendar.begin) // HOURS_PER_DAY)
    late = int((until - within[-1]) // HOURS_PER_DAY)
    for days, end in ((early, "first"), (late, "last")):
        if days > 0:
            yield (
                f"nobody comes in the {end} {'day' if days == 1 else f'{days} days'} of the run, "
                f"{span_of_run(calendar, until)}: the file has no row there."
            )


def _repeated(rows: Arrivals, calendar: Calendar, until: float) -> Iterator[str]:
    """Exact duplicates."""
    count = rows.repeated()
    if count > 0:
        verb, who = ("repeats", "a patient") if count == 1 else ("repeat", "patients")
        yield (
            f"{counted(count)} {verb} another in every column; kept, as {who} who came at the "
            "same time."
        )


def _at_midnight(rows: Arrivals, calendar: Calendar, until: float) -> Iterator[str]:
    """A file that most likely has days and no times."""
    count = int((rows.time % HOURS_PER_DAY == 0.0).sum())
    if count > MANY_AT_MIDNIGHT * len(rows.time):
        yield (
            f"{count} of {counted(len(rows.time))} come at 00:00 exactly; a day without a time of "
            "day is read as midnight."
        )
