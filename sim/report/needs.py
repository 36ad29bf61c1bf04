"""Needs: time to treatment and the untreated, by how urgent and how hard a case is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sim.outcomes.indicators import INDICATORS
from sim.report.blocks import Table
from sim.report.read import Results
from sim.report.tables import cell, level, plain_table

NEEDS: Final = {
    "urgent_within": "Urgent, within what the own base can treat",
    "urgent_beyond": "Urgent, beyond it",
    "waits_within": "Can wait, within what the own base can treat",
    "waits_beyond": "Can wait, beyond it",
}
"""What cases need, in words."""
_SHOWN: Final = ("onset_to_treatment_mean", "untreated_share")
"""Side by side, since who is treated late instead of never makes the mean time longer."""


def by_need(results: Results) -> Table:
    """Return hours from onset to treatment beside the share not treated, by need and scenario."""
    rows = [
        (text, results.label(name), *_cells(results, need, name))
        for need, text in NEEDS.items()
        if need in results.values(_SHOWN[1], "need")
        for name in results.scenarios
    ]
    return plain_table(
        "Onset to treatment, by urgency and need",
        ("Cases", "Scenario", "Mean time", "Changes by", "Not treated", "Changes by"),
        rows,
        "A mean is of those who are treated. Whoever is treated next week instead of never makes "
        "it longer, so the share that nobody treats stands beside it; and whoever waits for a "
        "visiting expert spares a journey, not days. Residents of places that are described only "
        "in part are left out.",
        texts=2,
    )


def _cells(results: Results, need: str, scenario: str) -> Iterator[str]:
    """Level and difference of what is shown, in a scenario."""
    for indicator in _SHOWN:
        about = INDICATORS[indicator]
        yield level(results.mean(indicator, scenario, need=need), about.unit)
        if scenario == results.baseline:
            yield "–"
            continue
        found = cell(results.difference(indicator, scenario, need=need), about.better)
        yield f"{found.by} {found.interval} {found.word}".strip()
