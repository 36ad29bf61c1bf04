"""Tables: numbers of a results folder as rows of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.outcomes.indicators import TOO_FEW, Better
from sim.outcomes.verdicts import ALIKE, FEW, SAME, UNSURE
from sim.outcomes.verdicts import mood as reads
from sim.outcomes.words import amount, between, estimate, measured_in
from sim.page.blocks import Table
from sim.page.chosen import Measure
from sim.page.read import Difference, Mean, Results
from sim.page.unfinished import beside

WORDS = {
    "better": "better",
    "worse": "worse",
    "changed": "changed",
    "alike": ALIKE,
    "unsure": UNSURE,
    "few": FEW,
    "same": SAME,
    "none": "",
}


@dataclass(frozen=True)
class Change:
    """A cell of a matrix: a difference, its interval and its mood."""

    mood: str
    by: str
    interval: str
    word: str


@dataclass(frozen=True)
class Column:
    """A column of a matrix: a measure, with its level in the baseline."""

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


def mood(difference: Difference, better: Better) -> str:
    """Return how a difference reads (:func:`sim.outcomes.verdicts.mood`)."""
    return reads(difference.verdict, better)


def told(difference: Difference) -> tuple[str, str]:
    """Return a difference and its interval in words."""
    ends = (difference.difference, difference.low, difference.high)
    return estimate(*ends, difference.unit, least=difference.matters)


def cell(difference: Difference | None, better: Better) -> Change:
    """Return a difference as a cell of a matrix."""
    if difference is None:
        return Change("none", "–", "", "")
    reading = mood(difference, better)
    if reading in ("few", "same"):
        return Change("unsure", "–" if reading == "few" else "0", "", WORDS[reading])
    by, span = told(difference)
    arrow = "▼ " if difference.difference < 0 else "▲ "
    is_open = reading in ("unsure", "alike")
    return Change(reading, by if is_open else arrow + by, span, WORDS[reading])


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
    """Return a level with unit and interval, or say that there are too few events."""
    if mean is None:
        return "–"
    if mean.events < TOO_FEW:
        return FEW
    return f"{amount(mean.value, unit)} {between(mean.low, mean.high, unit)}".rstrip()


def plain_table(
    title: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    note: str = "",
    texts: int = 1,
) -> Table:
    """Return a table of rows of text."""
    return Table(title, tuple(columns), tuple(tuple(row) for row in rows), texts, note)
