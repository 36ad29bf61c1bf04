"""Unfinished: headline means of a study that leave out many patients who still wait."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sim.outcomes.unfinished import LIMIT, like, open_share, still

if TYPE_CHECKING:
    import pyarrow as pa

Cell = tuple[str, str, str | None]
"""Scenario, indicator and tier."""


def unfinished(headlines: pa.Table) -> dict[Cell, float]:
    """Return the share still waiting at the end, for each mean with more than the limit.

    ``headlines`` are a study's outcomes for all patients, for tiers and for the lead.
    """
    cells = ("scenario", "indicator", "tier")
    found = headlines.group_by(list(cells), use_threads=False).aggregate([("events", "sum")])
    events: Counter[Cell] = Counter()
    for row in found.to_pylist():
        events[row["scenario"], row["indicator"], row["tier"]] = row["events_sum"]
    shares = {
        (scenario, name, tier): open_share(
            events[scenario, like(name), tier], events[scenario, waiting, tier]
        )
        for scenario, name, tier in list(events)
        if (waiting := still(like(name))) is not None
    }
    return {cell: share for cell, share in shares.items() if share > LIMIT}
