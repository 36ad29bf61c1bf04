"""The tables: numbers of a results folder as rows of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.outcomes.indicators import TOO_FEW
from sim.outcomes.words import amount, between, estimate, measured_in
from sim.report.blocks import Table
from sim.report.chosen import Measure
from sim.report.read import Difference, Mean, Results
from sim.report.unfinished import beside

FEW, SAME = "too few", "no change"
"""Verdicts of the study that need no interval; the report reads files and imports no study."""

WORDS = {
    "better": "better",
    "worse": "worse",
    "changed": "changed",
    "unsure": "cannot tell",
    "few": "too few",
    "same": "no change",
    "none": "",
}


@dataclass(frozen=True)
class Change:
    """A cell of a matrix: a difference, its interval and how it reads."""

    mood: str
    by: str
    interval: str
    word: str


@dataclass(frozen=True)
class Column:
    """A column of a matrix: what is measured, and its level in the baseline."""

    name: str
    label: str
    today: str
    unit: str
    """Unit of the differences."""


@dataclass(frozen=True)
class Matrix:
    """Policies by measures."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[Change, ...]], ...]
    note: str = ""


def mood(difference: Difference, better: str) -> str:
    """Return how a difference reads: better, worse, changed, unsure, few, same.

    ``better`` is the direction of the indicator. Only an interval on one side of 0 is judged.
    """
    if difference.verdict in (FEW, SAME):
        return "few" if difference.verdict == FEW else "same"
    if not (difference.low > 0.0 or difference.high < 0.0):
        return "unsure"
    if better == "neither":
        return "changed"
    return "better" if (difference.difference < 0.0) == (better == "lower") else "worse"


def cell(difference: Difference | None, better: str) -> Change:
    """Return a difference as a cell of a matrix."""
    if difference is None:
        return Change("none", "–", "", "")
    reading = mood(difference, better)
    if reading in ("few", "same"):
        return Change("unsure", "–" if reading == "few" else "0", "", WORDS[reading])
    by, span = estimate(difference.difference, difference.low, difference.high, difference.unit)
    arrow = "▼ " if difference.difference < 0 else "▲ "
    return Change(reading, (arrow if reading != "unsure" else "") + by, span, WORDS[reading])


def matrix(results: Results, title: str, measures: Sequence[Measure], note: str = "") -> Matrix:
    """Return the differences of all policies in these measures."""
    columns = []
    for one in measures:
        found = one.mean(results, results.baseline)
        base = results.label(results.baseline)
        today = f"{base}: {level(found, one.about.unit)}" if found else ""
        today = beside(results, today, one.indicator, results.baseline, **one.where)
        columns.append(Column(one.name, one.label, today, measured_in(one.about.unit)))
    rows = tuple(
        (
            results.label(name),
            tuple(cell(one.difference(results, name), one.about.better) for one in measures),
        )
        for name in results.others
    )
    return Matrix(title, tuple(columns), rows, note)


def level(mean: Mean | None, unit: str) -> str:
    """Return a level with unit and interval, ``too few`` where few events are behind it."""
    if mean is None:
        return "–"
    if mean.events < TOO_FEW:
        return "too few"
    return f"{amount(mean.value, unit)} {between(mean.low, mean.high, unit)}".rstrip()


def plain_table(
    title: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    note: str = "",
    texts: int = 1,
) -> Table:
    """Return a table of rows that are text already."""
    return Table(title, tuple(columns), tuple(tuple(row) for row in rows), texts, note)
