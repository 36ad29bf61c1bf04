"""Intervals: of the mean of few replications, valid also if these are skewed.

The interval is Student's, but reaches further on the side of the long tail, by the term with which
Hall 1983 (Inverting an Edgeworth expansion, Annals of Statistics 11:569) corrects a confidence
limit for skewness. Few values show less skewness than there is, so the estimate is enlarged
(``_trusted``). The side of the short tail stays Student's: the gain there would be smaller than the
error of the estimate. docs/intervals.md shows how often this interval and others hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import stdtrit

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

    Numbers = npt.NDArray[np.float64]

_SPREAD: Final = 2  # fewer values say nothing about their spread
_SKEWNESS: Final = 3  # nor about which tail is the longer one

# Factor on the skewness of n values: 1 + 16 / n, at most 3. It is chosen, not derived: with it
# about 95 % of intervals hold for waits of M/M/1 near saturation. A change of the factor by one is
# a point of coverage there, and a seventh of Student's width. docs/intervals.md has populations
# that were not used to choose it.
_FEWER: Final = 16.0
_AT_MOST: Final = 3.0

_EQUAL: Final = 1e-12  # values that differ by less, relative to their size, differ only by rounding


@dataclass(frozen=True)
class _Shape:
    """The shape of rows of values."""

    count: Numbers
    mean: Numbers
    spread: Numbers
    """Standard deviation; 0 for equal values, and for one value."""
    skewness: Numbers
    """Sample skewness (unbiased third moment); 0 for fewer than three values."""


def mean_interval(values: Numbers, confidence: float = 0.95) -> tuple[Numbers, Numbers]:
    """Return the low and high ends of the interval of each row's mean.

    A row holds the replications of a cell, NaN where one is missing. The mean need not be in the
    middle. Both ends are NaN with fewer than two values, and the mean itself if all are equal.
    """
    shape = _shape(values)
    many = np.maximum(shape.count, _SPREAD)
    student = stdtrit(many - 1.0, 0.5 + confidence / 2.0)
    tail = (1.0 + 2.0 * student**2) / (6.0 * np.sqrt(many)) * shape.skewness * _trusted(many)
    error = np.where(shape.count < _SPREAD, np.nan, shape.spread / np.sqrt(many))
    low = shape.mean - error * (student + np.maximum(-tail, 0.0))
    return low, shape.mean + error * (student + np.maximum(tail, 0.0))


def rows(lists: pa.ChunkedArray, least: int = 0) -> Numbers:
    """Return lists of values as the rows of a matrix of ``least`` columns, filled up with NaN."""
    whole = lists.combine_chunks()
    lengths = np.diff(whole.offsets.to_numpy())
    found = np.full((len(lengths), lengths.max(initial=least)), np.nan)
    found[np.arange(found.shape[1]) < lengths[:, np.newaxis]] = whole.flatten().to_numpy()
    return found


def _trusted(count: Numbers) -> Numbers:
    """The factor on the skewness of ``count`` values."""
    return np.minimum(1.0 + _FEWER / count, _AT_MOST)


def _shape(values: Numbers) -> _Shape:
    """Count, mean, spread and skewness of each row."""
    there = np.isfinite(values)
    known = np.where(there, values, 0.0)
    count = there.sum(axis=1).astype(np.float64)
    mean = known.sum(axis=1) / np.maximum(count, 1.0)
    apart = np.where(there, values - mean[:, np.newaxis], 0.0)
    spread = np.sqrt((apart**2).sum(axis=1) / np.maximum(count - 1.0, 1.0))
    spread = np.where(spread > _EQUAL * np.abs(known).max(axis=1, initial=0.0), spread, 0.0)
    third = (np.divide(apart.T, spread, where=spread > 0.0, out=np.zeros_like(apart.T)) ** 3).sum(0)
    pairs = np.maximum((count - 1.0) * (count - 2.0), 1.0)
    skewness = np.where(count < _SKEWNESS, 0.0, third * count / pairs)
    return _Shape(count, mean, spread, skewness)
