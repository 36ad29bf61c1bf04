"""Unfinished: means behind which many still wait when the run ends.

A mean of times is of those for whom they ended. Where a queue grows these are the lucky ones, who
came early: the mean says too little.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sim.outcomes.indicators import INDICATORS

LIMIT: Final = 0.05
"""Share of those who asked, still waiting at the end, above which a mean is marked. Assumed: .02 to
.10 would do; a queue in balance shows about its mean wait over the days of the run."""
MARK: Final = "‡"


def like(indicator: str) -> str:
    """Return the mean that leaves out whom this indicator leaves out: mostly itself."""
    found = INDICATORS.get(indicator)
    return found.like if found and found.like else indicator


def still(indicator: str) -> str | None:
    """Return the indicator of how many still wait for what this one is a mean or quantile of."""
    found = INDICATORS.get(indicator)
    return found.still if found else None


def open_share(ended: float, waiting: float) -> float:
    """Return which share of those who asked still wait, given how many do and do not."""
    return waiting / (ended + waiting) if waiting > 0.0 else 0.0


def marked(text: str, unfinished: bool) -> str:
    """Return a text with the mark, if many still wait."""
    return f"{text} {MARK}" if unfinished else text


def meaning(shares: Mapping[str, float]) -> str:
    """Return what the mark says, given the share still waiting behind each marked mean."""
    told = "; ".join(f"{name} {share:.0%}".replace("%", " %") for name, share in shares.items())
    return (
        f"{MARK} Many still wait at the end, and are in no mean: if the queue grows, all together "
        f"wait longer than it says. Of those who asked, still waiting: {told}."
    )
