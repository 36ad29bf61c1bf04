"""Precision: which numbers a study does not know well enough to be read without their interval."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators import INDICATORS

LIMIT: Final = 0.10
"""How far the interval of a level may reach to either side, as a part of it: assumed, .05 to .2."""


def is_rough(indicator: str, level: float, down: float, up: float) -> bool:
    """Say whether an interval reaches far: ``down`` and ``up`` from the number in its middle.

    Far is more than a tenth of the level, and more than the smallest difference that matters. An
    interval that is not known (NaN) does not.
    """
    far = max(LIMIT * abs(level), INDICATORS[indicator].matters)
    return max(down, up) > far
