"""Themes: for each part of the care, every indicator of it, in all scenarios."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.access import ACCESS
from sim.outcomes.indicators.beds import BEDS
from sim.outcomes.indicators.chronic import CHRONIC
from sim.outcomes.indicators.critical import CRITICAL
from sim.outcomes.indicators.indicator import Indicator
from sim.outcomes.indicators.inpatients import INPATIENTS
from sim.outcomes.indicators.leaving import LEAVING
from sim.outcomes.indicators.referral import REFERRAL
from sim.outcomes.indicators.surgery import SURGERY
from sim.outcomes.indicators.tickets import TICKETS
from sim.outcomes.indicators.visits import VISITS
from sim.report.blocks import Table
from sim.report.chosen import Measure
from sim.report.read import Results
from sim.report.tables import cell, level, plain_table

THEMES: Final = (
    ("Access and what patients pay", ACCESS),
    ("Tickets, and doctors' overtime", TICKETS),
    ("Visits, and referral between the tiers", (*VISITS, *REFERRAL)),
    ("Transfers and time-critical care", CRITICAL),
    ("Beds", (*INPATIENTS, *BEDS)),
    ("Surgery", SURGERY),
    ("No-shows and returns", LEAVING),
    ("People in chronic management", CHRONIC),
)
"""Parts of the care by title."""

_SPREAD: Final = ("_median", "_p90", "_p95")
"""Of a time the mean is shown; its other forms are in the results."""


def themes(results: Results) -> list[Table]:
    """Return a table a theme, of those that the baseline measures something of."""
    tables = [_table(results, title, indicators) for title, indicators in THEMES]
    return [table for table in tables if table.rows]


def _table(results: Results, title: str, indicators: tuple[Indicator, ...]) -> Table:
    """Indicators by scenarios: the level in the baseline, the differences of the others."""
    base = results.label(results.baseline)
    columns = ("Indicator", "", base, *(results.label(name) for name in results.others))
    measures = [Measure(one.name) for one in indicators if not one.name.endswith(_SPREAD)]
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
