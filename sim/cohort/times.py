"""Times: the instants of the arrivals of one stream."""

from __future__ import annotations

import math

import numpy as np

from sim.cohort.intensity import Intensity
from sim.cohort.people import Floats


def times_of(stream: int, rate: float, spread: Intensity, until: float) -> Floats:
    """Return the hours of one stream's arrivals before ``until``; ``rate`` is a year's."""
    expected = rate * spread.expected(until)
    arrivals = _unit_arrivals(stream, expected)
    arrivals /= rate
    time = spread.times(arrivals)
    return time[: np.searchsorted(time, until)]


def _unit_arrivals(stream: int, until: float) -> Floats:
    """Arrivals before ``until`` of a Poisson process of rate 1."""
    count = math.ceil(until + 6.0 * math.sqrt(until)) + 8
    while True:
        arrivals = np.random.default_rng(stream).standard_exponential(count)
        np.cumsum(arrivals, out=arrivals)
        if arrivals[-1] >= until:
            return arrivals[: np.searchsorted(arrivals, until)]
        count *= 2
