"""Measures: how an indicator is made of what was counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# How often an amount of the window is said.
ONCE: Final = "once"
HOURLY: Final = "hourly"  # of hours: how many there are at a time, on average
WEEKLY: Final = "weekly"
YEARLY: Final = "yearly"
PERSON_YEARLY: Final = "person_yearly"  # over occasions for follow-up, of which a year has many


@dataclass(frozen=True)
class Sum:
    """A sum of facts, or one sum over another."""

    fact: str
    events: tuple[str, ...]
    """Facts that say how many events are behind it: the fewest of them."""
    over: str | None = None
    """Fact that the other is divided by; without any of it there is no value."""
    said: str = ONCE
    needs: str | None = None
    """Fact without any of which there is no value."""
    weekly: bool = True
    """Whether it is told week by week: not what is open at the end."""


@dataclass(frozen=True)
class Quantile:
    """A quantile of an amount that has bins; it is not told week by week."""

    amount: str
    share: float


Measure = Sum | Quantile


def mean(amount: str) -> Sum:
    """The mean of an amount."""
    return Sum(amount, (f"{amount}_events",), over=f"{amount}_events")
