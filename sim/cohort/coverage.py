"""Coverage: days of a run that the list of public holidays does not cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sim.clock import Calendar


def uncovered(calendar: Calendar, until: float) -> tuple[str, ...]:
    """Return a remark on days of a run in years without a listed holiday; empty if there are none.

    A calendar without any holiday has them switched off: there is no remark.
    """
    covered = calendar.covered
    bare = [day for day in calendar.days_until(until) if calendar.day(day).year not in covered]
    if not covered or not bare:
        return ()
    spans = [
        f"{calendar.day(first)} to {calendar.day(last)}"
        if last > first
        else str(calendar.day(last))
        for first, last in _spans(bare)
    ]
    years = ", ".join(
        f"{first} to {last}" if last > first else str(last) for first, last in _spans(covered)
    )
    return (
        f"The list of public holidays covers {years} (demand.holidays); the days of this run from "
        f"{' and from '.join(spans)} have no holidays and no working weekends.",
    )


def _spans(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run of consecutive numbers."""
    there = set(numbers)
    firsts = sorted(n for n in there if n - 1 not in there)
    lasts = sorted(n for n in there if n + 1 not in there)
    yield from zip(firsts, lasts, strict=True)
