"""Unfinished: which headline means of a study leave out many who still wait."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sim.outcomes.unfinished import LIMIT, like, open_share, still
from sim.study.places import main_rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    import pyarrow as pa

Cell = tuple[str, str, str | None]
"""Scenario, indicator and tier."""


def unfinished(kpis: pa.Table, about: Mapping[str, Any]) -> dict[Cell, float]:
    """Return the share still waiting at the end behind each mean for which it is above the limit.

    ``kpis`` has the schema ``STUDY_KPIS``, ``about`` is what ``study.json`` says; cells are
    those of everybody, of tiers and of the lead.
    """
    events: Counter[Cell] = Counter()
    for row in main_rows(kpis.to_pylist(), about):
        events[row["scenario"], row["indicator"], row["tier"]] += row["events"]
    shares = {
        (scenario, name, tier): open_share(
            events[scenario, like(name), tier], events[scenario, waiting, tier]
        )
        for scenario, name, tier in list(events)
        if (waiting := still(like(name))) is not None
    }
    return {cell: share for cell, share in shares.items() if share > LIMIT}
