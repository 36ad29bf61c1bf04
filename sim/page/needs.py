"""Needs: time to treatment and share not treated, by urgency and difficulty of the case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sim.outcomes.indicators import INDICATORS, Better, title
from sim.page.blocks import Table
from sim.page.read import Results
from sim.page.tables import cell, level, plain_table

NEEDS: Final = {
    "urgent_within": "Urgent, within what the own base can treat",
    "urgent_beyond": "Urgent, beyond it",
    "waits_within": "Can wait, within what the own base can treat",
    "waits_beyond": "Can wait, beyond it",
}
"""Names of the needs of cases."""
_SHOWN: Final[tuple[tuple[str, Better], ...]] = (
    ("onset_to_treatment_mean", "neither"),
    ("untreated_share", "lower"),
)
"""Shown side by side: a patient who is treated late instead of never makes the mean longer."""


def by_need(results: Results) -> Table:
    """Return hours from onset to treatment beside the share not treated, by need."""
    base = results.label(results.baseline)
    columns = ("Cases", "", base, *(results.label(name) for name in results.others))
    rows = [
        (text, title(indicator), *_cells(results, need, indicator, better))
        for need, text in NEEDS.items()
        if need in results.values("untreated_share", "need")
        for indicator, better in _SHOWN
    ]
    return plain_table(
        "Onset to treatment, by urgency and need",
        columns,
        rows,
        "A mean is of those who are treated. Whoever is treated next week instead of never makes "
        "it longer, so it is called neither better nor worse, and the share that nobody treats "
        "stands beside it. Whoever waits for a visiting expert spares a journey, not days. "
        "Residents of places that are described only in part are left out.",
        texts=2,
    )


def _cells(results: Results, need: str, indicator: str, better: Better) -> Iterator[str]:
    """The level in the baseline, and the differences of the other scenarios."""
    unit = INDICATORS[indicator].unit
    yield level(results.mean(indicator, results.baseline, need=need), unit)
    for name in results.others:
        found = cell(results.difference(indicator, name, need=need), better)
        yield " ".join(filter(None, (found.by, found.interval, found.word)))
