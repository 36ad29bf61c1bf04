"""Shares that must add up."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sim.system.faults import Fault

TOLERANCE = 1e-6
"""How far the sum of rounded shares may be from 1."""


def not_one(key: str, shares: tuple[float, ...]) -> Iterator[Fault]:
    """Yield a fault unless the shares add up to 1."""
    total = math.fsum(shares)
    if abs(total - 1.0) > TOLERANCE:
        yield Fault(key, f"{total:g} in all", "shares that add up to 1")
