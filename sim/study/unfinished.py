"""Unfinished: which headline means of a study leave out many who still wait."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sim.outcomes.indicators import DIMENSIONS
from sim.outcomes.unfinished import LIMIT, like, open_share, still

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    import pyarrow as pa

Cell = tuple[str, str, str | None]
"""Scenario, indicator and tier."""


def unfinished(kpis: pa.Table) -> dict[Cell, float]:
    """Return the share still waiting at the end behind each mean for which it is above the limit.

    ``kpis`` has the schema ``STUDY_KPIS``; cells are those of everybody and of tiers.
    """
    events: Counter[Cell] = Counter()
    for row in _rows(kpis):
        events[row["scenario"], row["indicator"], row["tier"]] += row["events"]
    shares = {
        (scenario, name, tier): open_share(
            events[scenario, like(name), tier], events[scenario, waiting, tier]
        )
        for scenario, name, tier in list(events)
        if (waiting := still(like(name))) is not None
    }
    return {cell: share for cell, share in shares.items() if share > LIMIT}


def _rows(kpis: pa.Table) -> Iterator[Mapping[str, Any]]:
    """The rows that are of everybody, or of a tier."""
    for row in kpis.to_pylist():
        if all(row[name] is None for name in DIMENSIONS if name != "tier"):
            yield row
