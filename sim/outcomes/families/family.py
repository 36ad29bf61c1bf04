"""What a family is: measures of the same facts, split in several ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ALL: Final[tuple[str, ...]] = ()

# How often an amount of the window is said.
ONCE: Final = "once"
HOURLY: Final = "hourly"  # of hours: how many there are at a time, on average
WEEKLY: Final = "weekly"
YEARLY: Final = "yearly"
PERSON_YEARLY: Final = "person_yearly"  # over occasions for follow-up, of which a year has many


@dataclass(frozen=True)
class Measure:
    """An indicator as a sum of facts, or one sum over another."""

    indicator: str
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
    """An indicator as a quantile of an amount that has bins."""

    indicator: str
    amount: str
    share: float


@dataclass(frozen=True)
class Family:
    """Indicators that are counted together."""

    sheets: tuple[str, ...]
    """Where their facts stand: of a group, in the first that has its dimensions."""
    facts: tuple[str, ...]
    """A cell without any of these has no row; that of all together always has one."""
    groups: tuple[tuple[str, ...], ...]
    """Dimensions by which they are split."""
    measures: tuple[Measure | Quantile, ...]
    weeks: tuple[tuple[str, ...], ...] = (ALL, ("tier",))
    """Of the groups, those that are told week by week too; quantiles are not."""


def mean(name: str, amount: str) -> Measure:
    """The mean of an amount."""
    return Measure(name, amount, (f"{amount}_events",), over=f"{amount}_events")


def spread(amount: str) -> tuple[Measure | Quantile, ...]:
    """Mean, median, 90th and 95th percentile of an amount."""
    return (
        mean(f"{amount}_mean", amount),
        Quantile(f"{amount}_median", amount, 0.5),
        Quantile(f"{amount}_p90", amount, 0.9),
        Quantile(f"{amount}_p95", amount, 0.95),
    )


def count(indicator: str, fact: str) -> Measure:
    """Events a year."""
    return Measure(indicator, fact, (fact,), said=YEARLY)


def still(indicator: str) -> Measure:
    """How many there are at the end."""
    return Measure(indicator, indicator, (indicator,), weekly=False)


def share(indicator: str, fact: str, among: str) -> Measure:
    """Share of those that count for which something holds."""
    return Measure(indicator, fact, (among,), over=among)


CELLS: Final = ("places", "homes", "conditions", "needs")
PEOPLE: Final = (ALL, ("home",), ("condition",), ("acuity",))
BY_PLACE: Final = (*PEOPLE, ("tier",), ("facility",))
STATIONED: Final = (ALL, ("tier",), ("facility",), ("station",))
EVERYWHERE: Final = (*BY_PLACE, ("tier", "acuity"))
OF_CASES: Final = (*EVERYWHERE, ("need",))
