"""Returns: how many patients come again, and when."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sim.clock import HOURS_PER_DAY
from sim.system.returns import Returns

WITHIN_DAYS = 30.0
"""Days within which a return counts as one."""


@dataclass(slots=True)
class ReturnTables:
    """How many patients come again, and when."""

    after_miss: float
    otherwise: float
    mean: float  # hours, of the exponential that is cut
    within: float  # share of the exponential that is not cut off
    higher: float


def lower_returns(returns: Returns) -> ReturnTables:
    """Return the tables of returns."""
    return ReturnTables(
        after_miss=returns.after_miss,
        otherwise=returns.otherwise,
        mean=HOURS_PER_DAY * returns.mean_days,
        within=-math.expm1(-WITHIN_DAYS / returns.mean_days),
        higher=returns.higher_share,
    )
