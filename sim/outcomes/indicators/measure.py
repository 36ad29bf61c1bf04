"""Measures: how an indicator is made of facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# How an amount of the window is said: once for the window, or a year, a week …
ONCE: Final = "once"
HOURLY: Final = "hourly"  # of hours: how many there are at a time, on average
WEEKLY: Final = "weekly"
YEARLY: Final = "yearly"
PERSON_YEARLY: Final = "person_yearly"  # over occasions for follow-up, and scaled to a year


@dataclass(frozen=True)
class Sum:
    """A sum of facts, or one sum over another."""

    fact: str
    events: tuple[str, ...]
    """Facts that count the events behind it; the smallest of them holds."""
    over: str | None = None
    """Fact that the sum is divided by; if it is 0 there is no value."""
    said: str = ONCE
    needs: str | None = None
    """Fact that must not be 0; else there is no value."""
    weekly: bool = True
    """Whether it is reported week by week; counts at the end are not."""


@dataclass(frozen=True)
class Quantile:
    """A quantile of an amount that has bins; it is not reported week by week."""

    amount: str
    share: float


Measure = Sum | Quantile


def mean(amount: str) -> Sum:
    """The mean of an amount."""
    return Sum(amount, (f"{amount}_events",), over=f"{amount}_events")
