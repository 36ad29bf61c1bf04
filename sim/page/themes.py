"""Themes: a table for each part of the care, with all its indicators in all scenarios."""

from __future__ import annotations

from collections.abc import Sequence

from sim.outcomes.indicators import THEMES, Indicator
from sim.outcomes.indicators.measure import Quantile
from sim.page.blocks import Table
from sim.page.chosen import Measure
from sim.page.read import Results
from sim.page.tables import cell, level, plain_table


def themes(results: Results) -> list[Table]:
    """Return a table for each theme of which the baseline has numbers."""
    shown: dict[str, list[Indicator]] = {}
    for theme in THEMES:
        if theme.table is not None:
            shown.setdefault(theme.table, []).extend(theme.indicators)
    tables = [_table(results, title, indicators) for title, indicators in shown.items()]
    return [table for table in tables if table.rows]


def _table(results: Results, title: str, indicators: Sequence[Indicator]) -> Table:
    """Indicators by scenarios: the level in the baseline, the differences of the others.

    Times show the mean; their quantiles are in the results folder.
    """
    base = results.label(results.baseline)
    columns = ("Indicator", "", base, *(results.label(name) for name in results.others))
    measures = [Measure(one.name) for one in indicators if not isinstance(one.measure, Quantile)]
    rows = [_row(results, one) for one in measures if one.mean(results, results.baseline)]
    return plain_table(title, columns, rows, texts=2)


def _row(results: Results, measure: Measure) -> tuple[str, ...]:
    about = measure.about
    changes = (cell(measure.difference(results, name), about.better) for name in results.others)
    return (
        measure.name,
        measure.label,
        level(measure.mean(results, results.baseline), about.unit),
        *(" ".join(filter(None, (one.by, one.interval, one.word))) for one in changes),
    )
