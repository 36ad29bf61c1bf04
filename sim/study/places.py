"""Places of the headlines: everybody, the tiers, and the hospital that leads, whatever its tier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from sim.outcomes.indicators import DIMENSIONS

LEAD: Final = "municipal"
"""What stands for the lead where headlines name a tier: it is of this one unless a network says
otherwise."""

_SPLITS: Final = tuple(name for name in DIMENSIONS if name not in ("tier", "facility"))


def main_rows(
    rows: Iterable[Mapping[str, Any]], about: Mapping[str, Any]
) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of everybody, of tiers and of the lead, which is called :data:`LEAD` there.

    ``about`` is what ``study.json`` says. Where it names no lead, the tier stands for it.
    """
    lead = about.get("lead")
    for row in rows:
        if any(row[name] is not None for name in _SPLITS):
            continue
        if row["facility"] is None:
            if row["tier"] != LEAD or lead is None:
                yield row
        elif row["facility"] == lead and row["tier"] is None:
            yield {**row, "tier": LEAD}
