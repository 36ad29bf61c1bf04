"""Intervals of a mean that are known from books, to compare ours with.

Each takes rows of values and the confidence and returns the low and high ends of each row's mean.
The bootstraps draw with a fixed seed, the same rows for everybody.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import ndtr, ndtri, stdtrit

from sim.study.intervals import mean_interval

if TYPE_CHECKING:
    from sim.study.intervals import Numbers

Interval = Callable[["Numbers", float], tuple["Numbers", "Numbers"]]

_DRAWS: Final = 1999
_STRAIGHT: Final = 1e-9  # a cubic that bends less divides by nothing


def student(values: Numbers, confidence: float) -> tuple[Numbers, Numbers]:
    """Student's t: what was used here before."""
    mean, error, _ = _moments(values)
    half = _quantile(values, confidence) * error
    return mean - half, mean + half


def johnson(values: Numbers, confidence: float) -> tuple[Numbers, Numbers]:
    """Johnson 1978: Student's, moved by a sixth of the skewness."""
    mean, error, skewness = _moments(values)
    half = _quantile(values, confidence) * error
    middle = mean + error * skewness / (6.0 * np.sqrt(values.shape[1]))
    return middle - half, middle + half


def hall(values: Numbers, confidence: float) -> tuple[Numbers, Numbers]:
    """Hall 1992, as Willink 2005 uses it: a cubic of t that is less skewed, with t's quantiles."""
    mean, error, skewness = _moments(values)
    bend = skewness / (6.0 * np.sqrt(values.shape[1]))
    bend = np.where(np.abs(bend) < _STRAIGHT, _STRAIGHT, bend)
    t = _quantile(values, confidence)
    low, high = ((np.cbrt(1.0 + 6.0 * bend * (s - bend)) - 1.0) / (2.0 * bend) for s in (t, -t))
    return mean - low * error, mean - high * error


def bootstrap_t(values: Numbers, confidence: float) -> tuple[Numbers, Numbers]:
    """Efron 1981: the quantiles of t over samples that are drawn again."""
    mean, error, _ = _moments(values)
    moved, spread = _drawn(values)
    t = moved / (spread / np.sqrt(values.shape[1]) + 1e-12 * error)
    tails = [0.5 - confidence / 2.0, 0.5 + confidence / 2.0]
    low, high = np.quantile(t, tails, axis=0, method="weibull")
    return mean - high * error, mean - low * error


def bca(values: Numbers, confidence: float) -> tuple[Numbers, Numbers]:
    """Efron 1987: percentiles, corrected for bias and acceleration."""
    mean, _, _ = _moments(values)
    moved, _ = _drawn(values)
    apart = values - mean[:, np.newaxis]
    speed = (apart**3).sum(axis=1) / (6.0 * (apart**2).sum(axis=1) ** 1.5)
    below = (moved < 0.0).mean(axis=0) + 0.5 * (moved == 0.0).mean(axis=0)
    bias, z = ndtri(np.clip(below, 1e-4, 1.0 - 1e-4)), ndtri(0.5 + confidence / 2.0)
    ordered, ends = np.sort(moved, axis=0), []
    for end in (bias - z, bias + z):
        place = (ndtr(bias + end / (1.0 - speed * end)) * (_DRAWS + 1)).astype(int) - 1
        ends.append(mean + ordered[np.clip(place, 0, _DRAWS - 1), np.arange(len(values))])
    return ends[0], ends[1]


INTERVALS: Final[dict[str, Interval]] = {
    "Student": student,
    "Johnson": johnson,
    "BCa": bca,
    "Hall": hall,
    "bootstrap-t": bootstrap_t,
    "bootstrap-t, 97 %": lambda values, _: bootstrap_t(values, 0.97),
    "**ours**": mean_interval,
}


def _moments(values: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Mean, standard error and skewness of rows, none of which has only equal values."""
    count = values.shape[1]
    mean = values.mean(axis=1)
    apart = values - mean[:, np.newaxis]
    spread = np.sqrt((apart**2).sum(axis=1) / (count - 1))
    third = (apart**3).sum(axis=1) * count / ((count - 1) * max(count - 2, 1))
    return mean, spread / np.sqrt(count), third / spread**3


def _quantile(values: Numbers, confidence: float) -> float:
    return float(stdtrit(values.shape[1] - 1, 0.5 + confidence / 2.0))


@cache
def _times(count: int) -> Numbers:
    """How often each of so many values is drawn, in each draw."""
    luck = np.random.default_rng(count)
    return luck.multinomial(count, np.full(count, 1.0 / count), _DRAWS).astype(np.float64)


def _drawn(values: Numbers) -> tuple[Numbers, Numbers]:
    """Mean, less that of the row, and standard deviation of each draw (draws by rows)."""
    count = values.shape[1]
    apart = (values - values.mean(axis=1, keepdims=True)).T
    moved = _times(count) @ apart / count
    spread = (_times(count) @ apart**2 - count * moved**2) / (count - 1)
    return moved, np.sqrt(np.maximum(spread, 0.0))
