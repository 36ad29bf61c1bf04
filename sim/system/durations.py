"""Durations: distributions given by mean and spread, or by bounds."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from sim.system.fields import NEVER, STRICT, Amount


class Form(StrEnum):
    """The shape of a distribution."""

    FIXED = "fixed"
    EXPONENTIAL = "exponential"
    LOGNORMAL = "lognormal"
    NORMAL = "normal"
    UNIFORM = "uniform"
    TRIANGULAR = "triangular"


_ONLY: Final = {"cv": (Form.LOGNORMAL, Form.NORMAL), "floor": (Form.NORMAL,)}
_BOUNDS: Final = {Form.UNIFORM: ("low", "high"), Form.TRIANGULAR: ("low", "mode", "high")}


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Duration:
    """A random duration; its unit is in the name of the key that holds it."""

    mean: Amount | None = None
    """Mean, in the unit that the key's name says; needed unless the form is given by bounds."""
    cv: Annotated[float, Field(ge=0.0, le=100.0)] = 0.0
    """Standard deviation over mean; above 0 of a lognormal or normal only."""
    form: Form = Form.LOGNORMAL
    """Shape: fixed, exponential, lognormal (with cv 0 it is fixed), normal, uniform (from ``low``
    to ``high``) or triangular (``low``, ``mode``, ``high``)."""
    floor: Amount = 0.0
    """Where a normal distribution is cut off below (truncated), at most its mean. ``mean`` and
    ``cv`` are those of the whole."""
    low: Amount | None = None
    """Shortest; uniform and triangular only."""
    mode: Amount | None = None
    """Most likely; triangular only."""
    high: Amount | None = None
    """Longest; uniform and triangular only."""

    @property
    def average(self) -> float:
        """The mean of the distribution, with bounds or a floor taken into account."""
        if self.form in _BOUNDS:
            bounds = [getattr(self, name) for name in _BOUNDS[self.form]]
            return math.fsum(bounds) / len(bounds)
        mean = self.mean or 0.0
        deviation = mean * self.cv
        if self.form is not Form.NORMAL or deviation == 0.0:
            return mean
        z = (self.floor - mean) / deviation
        density = math.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi)
        return mean + deviation * density / (0.5 * math.erfc(z / math.sqrt(2.0)))

    @model_validator(mode="after")
    def _nothing_idle(self) -> Self:
        """Refuse a spread or a floor that the form does not use."""
        for name, forms in _ONLY.items():
            if getattr(self, name) > 0.0 and self.form not in forms:
                raise PydanticCustomError(
                    "duration",
                    "no {name} of a duration that is {form}: it is of one that is {forms}",
                    {"name": name, "form": self.form.value, "forms": " or ".join(forms)},
                )
        return self

    @model_validator(mode="after")
    def _whole(self) -> Self:
        """Refuse a form without the values that it needs, or with others."""
        wanted = _BOUNDS.get(self.form, ("mean",))
        given = [n for n in ("mean", "low", "mode", "high") if getattr(self, n) is not None]
        if tuple(sorted(given)) != tuple(sorted(wanted)):
            raise PydanticCustomError(
                "duration",
                "{wanted} of a duration that is {form}, and no other of mean, low, mode and high",
                {"wanted": " and ".join(wanted), "form": self.form.value},
            )
        if self.form is Form.NORMAL and self.floor > (self.mean or 0.0):
            raise PydanticCustomError("duration", "a floor that is at most the mean")
        bounds = [getattr(self, name) for name in wanted]
        if bounds != sorted(bounds):
            raise PydanticCustomError("duration", "low, mode and high in rising order")
        return self


DurationOrNever = Annotated[
    Duration | None, BeforeValidator(lambda value: None if value == NEVER else value)
]
"""A random patience; None, which is written ``never``: it has no end."""
