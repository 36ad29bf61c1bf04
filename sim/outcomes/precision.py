"""Precision: numbers that are too uncertain to be read without their interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sim.outcomes.indicators import INDICATORS
from sim.outcomes.words import amount, between

LIMIT: Final = 0.10
"""How far the interval of a level may reach to either side, as a share: assumed, .05 to .2."""


def is_rough(indicator: str, level: float, down: float, up: float) -> bool:
    """Say whether an interval reaches far: ``down`` and ``up`` from the number within it.

    Far is more than a tenth of the level, and more than the smallest difference that matters. An
    interval that is not known (NaN) does not.
    """
    far = max(LIMIT * abs(level), INDICATORS[indicator].matters_at(level))
    return max(down, up) > far


def told(name: str, unit: str, mean: float, low: float, high: float) -> str:
    """Return a number with its interval, as text."""
    return f"{name} {amount(mean, unit)} {between(low, high, unit)}"


def sentence(numbers: Sequence[str]) -> str:
    """Return a sentence that these numbers are uncertain; empty if there are none."""
    if not numbers:
        return ""
    return (
        f"Not known to a tenth: {'; '.join(numbers)}. More replications (run.replications) or a "
        "longer run (run=full) narrow the interval."
    )
