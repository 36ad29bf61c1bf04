"""Durations as rows of numbers, in hours."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from sim import luck
from sim.contract import NOWHERE
from sim.system.durations import Duration, Form


@dataclass(slots=True)
class DurationRow:
    """A distribution in hours, as :func:`sim.luck.duration` takes it."""

    form: int  # NOWHERE: none is given
    a: float
    b: float
    c: float


NONE: Final = DurationRow(NOWHERE, 0.0, 0.0, 0.0)
"""Where no duration is given."""
FOR_EVER: Final = DurationRow(luck.FIXED, math.inf, 0.0, 0.0)
"""A patience that never ends."""


def duration_row(duration: Duration, unit: float, factor: float = 1.0) -> DurationRow:
    """Return a duration in hours; ``unit`` is how many hours its unit has.

    A lognormal of mean m and coefficient of variation c has sigma² = ln(1 + c²) and
    mu = ln m - sigma²/2.
    """
    scale = unit * factor
    if duration.form in {Form.UNIFORM, Form.TRIANGULAR}:
        return _bounded_row(duration, scale)
    mean = (duration.mean or 0.0) * scale
    if duration.form is Form.NORMAL:
        return _normal_row(mean, duration.cv * mean, duration.floor * scale)
    if duration.form is Form.EXPONENTIAL:
        return DurationRow(luck.EXPONENTIAL, mean, 0.0, 0.0)
    if duration.form is Form.FIXED or duration.cv == 0.0 or mean == 0.0:
        return DurationRow(luck.FIXED, mean, 0.0, 0.0)
    sigma2 = math.log1p(duration.cv * duration.cv)
    return DurationRow(luck.LOGNORMAL, math.log(mean) - sigma2 / 2.0, math.sqrt(sigma2), 0.0)


def _normal_row(mean: float, deviation: float, floor: float) -> DurationRow:
    """A normal duration, cut off below its floor."""
    if deviation == 0.0:
        return DurationRow(luck.FIXED, mean, 0.0, 0.0)
    above = 0.5 * math.erfc((floor - mean) / (deviation * math.sqrt(2.0)))
    return DurationRow(luck.NORMAL, mean, deviation, above)


def _bounded_row(duration: Duration, scale: float) -> DurationRow:
    """A duration that is given by its bounds."""
    low, mode, high = (
        (bound or 0.0) * scale for bound in (duration.low, duration.mode, duration.high)
    )
    if low == high:
        return DurationRow(luck.FIXED, low, 0.0, 0.0)
    if duration.form is Form.UNIFORM:
        return DurationRow(luck.UNIFORM, low, high, 0.0)
    return DurationRow(luck.TRIANGULAR, low, mode, high)
