"""Bins: how values are distributed, in classes at most 0.8 % wide.

Zero has a bin of its own. All values up to a smallest one share a bin; above it each power of two
has 128 bins of equal width. The bin follows from the bits of a value, without a logarithm: it is
the same on every machine.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

A_POWER: Final = 128
"""Bins of each power of two."""
LEAST_POWER: Final = -10
"""Two to this power is the smallest value told apart (a tenth of a second, in minutes)."""
MOST_POWER: Final = 24
"""Two to this power (32 years, in minutes) is the smallest value of the last bin."""
BINS: Final = 2 + (MOST_POWER - LEAST_POWER) * A_POWER

_LEAST: Final = 2.0**LEAST_POWER
_MOST: Final = 2.0**MOST_POWER

Numbers = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]


def bin_of(value: float) -> int:
    """Return the bin of a value; values below zero, which only rounding makes, are zero."""
    if value <= 0.0:
        return 0
    if value < _LEAST:
        return 1
    if value >= _MOST:
        return BINS - 1
    mantissa, exponent = math.frexp(value)  # from a half to one
    place = int((mantissa - 0.5) * (2.0 * A_POWER))
    return 2 + (exponent - 1 - LEAST_POWER) * A_POWER + place


@cache
def bounds() -> tuple[Numbers, Numbers]:
    """Return the lower and the upper bound of each bin; values are below the upper bound."""
    mantissas = np.arange(A_POWER) / (2 * A_POWER) + 0.5
    powers = np.arange(LEAST_POWER, MOST_POWER) + 1
    edges = np.ldexp(mantissas, powers[:, None]).ravel()
    return np.concatenate(([0.0, 0.0], edges)), np.concatenate(([0.0], edges, [_MOST]))


class Spread:
    """How values are distributed, in several groups."""

    def __init__(self, counted: Codes) -> None:
        """Take counts by group and bin; no group is empty."""
        self._counted = counted
        self._total = np.cumsum(counted, axis=1)
        self._values = self._total[:, -1]
        self._before = np.cumsum(self._values) - self._values
        # All groups in one row, one after the other: a single search finds the ranks of all.
        self._flat = (self._total + self._before[:, None]).ravel()

    def quantile(self, share: float) -> Numbers:
        """Return a quantile of each group.

        It lies between two neighbouring values, as in most software (Hyndman and Fan 1996,
        definition 7); the values of a bin are taken to lie evenly in it.
        """
        rank = share * (self._values - 1)
        below = np.floor(rank)
        low, high = self._ranked(np.array([below, np.minimum(below + 1, self._values - 1)]))
        return np.asarray(low + (rank - below) * (high - low))

    def _ranked(self, rank: Numbers) -> Numbers:
        """The values of some ranks, from 0, in each group."""
        lower, upper = bounds()
        groups, width = self._counted.shape
        found = np.searchsorted(self._flat, rank + self._before, side="right")
        row, at = np.arange(groups), found % width
        inside = self._counted[row, at]
        part = (rank - (self._total[row, at] - inside) + 0.5) / inside
        return np.asarray(lower[at] + part * (upper[at] - lower[at]))
