"""Contrasts: whether weeks change within a run by more than luck.

A contrast weighs the weeks of each replication: the change along a straight line, the second half
less the first, or the last quarter less the first half. Its variance is that between replications.
Few replications give a poor estimate, so the scatter of weeks about their line counts as if it were
some replications more (as prior knowledge does in Smyth 2004, Statistical Applications in Genetics
and Molecular Biology 3:3).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import stdtr

Numbers = npt.NDArray[np.float64]

WEIGHED_IN: Final = 4
"""How many replications the scatter of weeks counts for (assumed, 2 to 8)."""
ALIKE: Final = 3.0
"""Factor on the variance of a mean of weeks, compared with independent weeks: 3 if the correlation
from one week to the next is a half (assumed, 1 to 5)."""


def trend(weeks: int) -> Numbers:
    """Return the contrast that gives the change along a straight line, first to last week."""
    centred = np.arange(weeks) - (weeks - 1) / 2.0
    return np.asarray(centred / (centred @ centred) * (weeks - 1))


def halves(weeks: int) -> Numbers:
    """Return the contrast of the second half with the first; a week in the middle is in none."""
    return _means(weeks, weeks // 2)


def growth(weeks: int) -> Numbers:
    """Return the contrast of the last quarter with the first half."""
    return _means(weeks, math.ceil(weeks / 4))


def _means(weeks: int, last: int) -> Numbers:
    """The mean of the ``last`` weeks less that of the first half."""
    contrast = np.zeros(weeks)
    contrast[: weeks // 2] = -1.0 / (weeks // 2)
    contrast[weeks - last :] = 1.0 / last
    return contrast


def chance(values: Numbers, contrast: Numbers) -> float:
    """Return the chance that luck alone makes a contrast so far from 0, by Student's t.

    ``values`` has a row for each replication and a column for each week, at least three.
    """
    number, weeks = values.shape
    found = values @ contrast
    scatter = ALIKE * _scatter(values) * float(contrast @ contrast)
    more = min(WEIGHED_IN, number * (weeks - 2))
    between = float(((found - found.mean()) ** 2).sum())
    freedom = number - 1 + more
    error = math.sqrt((between + more * scatter) / freedom / number)
    if error <= 1e-12 * np.abs(values).max(initial=0.0):
        return float(abs(found.mean()) <= error)
    return float(2.0 * stdtr(freedom, -abs(found.mean()) / error))


def _scatter(values: Numbers) -> float:
    """The variance of weeks about the straight line of their replication."""
    number, weeks = values.shape
    line = np.vander(np.arange(weeks) - (weeks - 1) / 2.0, 2)
    rest: Numbers = values.T - line @ np.linalg.lstsq(line, values.T)[0]
    return float((rest**2).sum() / (number * (weeks - 2)))


def holm(chances: Sequence[float]) -> list[float]:
    """Return corrected chances of several tests: luck makes any fall below 5 % in 5 % of cases.

    Holm (1979), Scandinavian Journal of Statistics 6:65.
    """
    adjusted = [0.0] * len(chances)
    largest = 0.0
    for rank, number in enumerate(sorted(range(len(chances)), key=lambda n: chances[n])):
        largest = max(largest, min(1.0, (len(chances) - rank) * chances[number]))
        adjusted[number] = largest
    return adjusted
