"""Assumptions: what files say of their numbers beside the values: range, class and source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Where a number is from."""

    ASSUMED = "assumed"
    """A judgement, to be varied and never cited."""
    PUBLISHED = "published"
    """Stated by a source."""
    DERIVED = "derived"
    """Arithmetic on what is published."""
    CALIBRATED = "calibrated"
    """Fitted, so that the model shows what is published."""
    CHOSEN = "design choice"
    """What a planner decides."""


@dataclass(frozen=True)
class Assumption:
    """A number with the range that it may lie in."""

    key: str
    """Dotted key, as one would write it on the command line."""
    value: float
    """The number as it is played, in the unit that the key names."""
    low: float | None
    """Lower end of the range, in the same unit; None: no range is given."""
    high: float | None
    """Upper end of the range."""
    kind: Kind
    """Where the number is from."""
    source: str = ""
    """Whoever states it, such as a row of docs/sources.md."""

    @property
    def outside(self) -> bool:
        """Whether the number lies outside its range, where an override has put it."""
        low, high = self.low, self.high
        return (low is not None and self.value < low) or (high is not None and self.value > high)
