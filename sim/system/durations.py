"""How long something takes: a distribution given by its mean and spread."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from sim.system.fields import STRICT, Amount


class Form(StrEnum):
    """The shape of a distribution."""

    FIXED = "fixed"
    EXPONENTIAL = "exponential"
    LOGNORMAL = "lognormal"


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Duration:
    """A random duration; its unit is in the name of the key that holds it."""

    mean: Amount
    """Mean, in the unit that the key's name says."""
    cv: Annotated[float, Field(ge=0.0, le=100.0)] = 0.0
    """Standard deviation over mean; of a lognormal only."""
    form: Form = Form.LOGNORMAL
    """Shape: fixed, exponential or lognormal (with cv 0 it is fixed)."""
