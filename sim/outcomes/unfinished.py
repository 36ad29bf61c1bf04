"""Unfinished: means that leave out many patients who still wait when the run ends.

A mean of waits is of the waits that ended. In a growing queue these are of patients who came early:
the mean is too low.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sim.outcomes.indicators import INDICATORS

LIMIT: Final = 0.05
"""A mean is marked if a larger share of those who asked still waits at the end. Assumed: .02 to .10
would do; in a queue in balance the share is about the mean wait over the days of the run."""
MARK: Final = "‡"


def like(indicator: str) -> str:
    """Return the mean that leaves out the same patients as this indicator: mostly itself."""
    found = INDICATORS.get(indicator)
    return found.like if found and found.like else indicator


def still(indicator: str) -> str | None:
    """Return the indicator of how many still wait for what this one is a mean or quantile of."""
    found = INDICATORS.get(indicator)
    return found.still if found else None


def open_share(ended: float, waiting: float) -> float:
    """Return the share still waiting, given how many waits ended and how many go on."""
    return waiting / (ended + waiting) if waiting > 0.0 else 0.0


def marked(text: str, unfinished: bool) -> str:
    """Return a text with the mark, if many still wait."""
    return f"{text} {MARK}" if unfinished else text


def meaning(shares: Mapping[str, float]) -> str:
    """Return what the mark means, given the share still waiting for each marked mean."""
    told = "; ".join(f"{name} {share:.0%}".replace("%", " %") for name, share in shares.items())
    return (
        f"{MARK} Many still wait at the end, and are in no mean: if the queue grows, all together "
        f"wait longer than it says. Of those who asked, still waiting: {told}."
    )
