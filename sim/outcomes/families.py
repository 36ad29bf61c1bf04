"""How indicators are counted: families of measures of the same facts, split in several ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ALL: Final[tuple[str, ...]] = ()

# How often an amount of the window is said.
ONCE: Final = "once"
WEEKLY: Final = "weekly"
YEARLY: Final = "yearly"


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


def _mean(name: str, amount: str) -> Measure:
    """The mean of an amount."""
    return Measure(name, amount, (f"{amount}_events",), over=f"{amount}_events")


def _spread(amount: str) -> tuple[Measure | Quantile, ...]:
    """Mean, median, 90th and 95th percentile of an amount."""
    return (
        _mean(f"{amount}_mean", amount),
        Quantile(f"{amount}_median", amount, 0.5),
        Quantile(f"{amount}_p90", amount, 0.9),
        Quantile(f"{amount}_p95", amount, 0.95),
    )


def _count(indicator: str, fact: str) -> Measure:
    """Events a year."""
    return Measure(indicator, fact, (fact,), said=YEARLY)


def _share(indicator: str, fact: str, among: str) -> Measure:
    """Share of those that count for which something holds."""
    return Measure(indicator, fact, (among,), over=among)


_CELLS: Final = ("places", "homes", "conditions")
_PEOPLE: Final = (ALL, ("home",), ("condition",), ("acuity",))
_BY_PLACE: Final = (*_PEOPLE, ("tier",), ("facility",))
_EVERYWHERE: Final = (*_BY_PLACE, ("tier", "acuity"))

_WAITS: Final = Family(
    (*_CELLS, "spots"),
    ("wait_events", "unserved"),
    (*_EVERYWHERE, ("stage",), ("station",), ("tier", "stage"), ("facility", "stage")),
    (*_spread("wait"), _count("wait_unserved", "unserved")),
)

_ADMISSION_WAITS: Final = Family(
    _CELLS, ("admission_wait_events",), _EVERYWHERE, _spread("admission_wait")
)

_VISIT_TIMES: Final = Family(
    _CELLS, ("visit_wait_events",), _EVERYWHERE, (*_spread("visit_wait"), *_spread("door_to_leave"))
)

_APPOINTMENTS: Final = Family(
    _CELLS, ("appointment_days_events",), _EVERYWHERE, _spread("appointment_days")
)

_SEEN: Final = Family(
    _CELLS,
    ("seen",),
    _EVERYWHERE,
    (
        _count("visits", "seen"),
        _count("lead_base_could", "base_could_at_lead"),
        _share("lead_base_could_share", "base_could_at_lead", "seen_at_lead"),
    ),
)

_PRIMARY: Final = Family(
    ("kinds",),
    ("in_consortium",),
    _PEOPLE,
    (_share("primary_share", "in_primary", "in_consortium"),),
)

_TREATED: Final = Family(
    _CELLS,
    ("treated",),
    _EVERYWHERE,
    (
        *_spread("onset_to_treatment"),
        _share("beyond_share", "beyond", "treated"),
        _count("expert_treated", "by_expert"),
    ),
)

_TREATED_SHARES: Final = Family(
    ("tiers",),
    ("treated_anywhere",),
    (("tier",), ("tier", "home"), ("tier", "condition"), ("tier", "acuity")),
    (_share("treated_share", "treated_here", "treated_anywhere"),),
)

_CONTACTS: Final = Family(
    _CELLS,
    ("travel_hours_events",),
    _EVERYWHERE,
    (
        _count("left_unseen", "left_unseen"),
        _share("left_unseen_share", "left_unseen", "travel_hours_events"),
        _mean("travel_hours", "travel_hours"),
        _count("green_channel", "green"),
        _count("critical_findings", "critical"),
    ),
)

_FIRST_CONTACTS: Final = Family(
    ("kinds",),
    ("contacts",),
    _PEOPLE,
    (
        _share("first_contact_base", "at_base", "contacts"),
        _share("bypass", "bypassed", "suited"),
    ),
)

_INSIDE: Final = Family(
    ("kinds",), ("people",), _PEOPLE, (Measure("inside_end", "inside", ("inside",)),)
)

_REFERRED: Final = Family(
    _CELLS,
    ("moved",),
    _BY_PLACE,
    (
        _count("referred_up", "referred_up"),
        _count("self_referred", "self_referred"),
        _count("referred_down", "referred_down"),
        Measure(
            "down_up_ratio", "referred_down", ("referred_down", "referred_up"), over="referred_up"
        ),
    ),
)

_RECEIVED: Final = Family(
    ("places",),
    ("received",),
    (("tier",), ("facility",)),
    (_count("received_up", "received_up"),),
)

_BEDS: Final = Family(
    _CELLS,
    ("bedded",),
    _BY_PLACE,
    (
        _count("admissions", "admitted"),
        _count("discharges", "discharged"),
        _mean("stay_days", "stay_days"),
    ),
)

_OPERATIONS: Final = Family(_CELLS, ("operated",), _BY_PLACE, (_count("operations", "operated"),))

_USE: Final = Family(
    ("stations",),
    ("posts", "beds"),
    (ALL, ("tier",), ("facility",), ("station",)),
    (
        Measure("station_use", "post_hours", ("post_served",), over="post_capacity"),
        Measure("bed_use", "bed_hours", ("bed_served",), over="bed_capacity"),
        Measure("staff_hours", "post_hours", ("post_served",), said=WEEKLY, needs="posts"),
    ),
)

_EXPERTS: Final = Family(
    _CELLS,
    ("expert_hours_events",),
    _BY_PLACE,
    (Measure("expert_hours", "expert_hours", ("expert_hours_events",), said=WEEKLY),),
)

_READINGS: Final = Family(
    ("spots",),
    ("readings",),
    (ALL, ("stage",), ("tier",), ("facility",)),
    (
        _count("remote_readings", "remote"),
        _mean("reading_mean", "reading"),
        Quantile("reading_p95", "reading", 0.95),
        _share("reading_on_time", "on_time", "promised"),
        _mean("own_reading_mean", "own_reading"),
    ),
)

_WORST_HOME: Final = Family(
    ("worst",),
    ("patients",),
    (ALL,),
    (
        Measure("worst_home", "hours", ("patients",), needs="patients"),
        Measure("worst_home_gap", "gap", ("patients",), needs="patients"),
    ),
)

FAMILIES: Final = (
    _WAITS,
    _ADMISSION_WAITS,
    _VISIT_TIMES,
    _APPOINTMENTS,
    _SEEN,
    _PRIMARY,
    _TREATED,
    _TREATED_SHARES,
    _CONTACTS,
    _FIRST_CONTACTS,
    _INSIDE,
    _REFERRED,
    _RECEIVED,
    _BEDS,
    _OPERATIONS,
    _USE,
    _EXPERTS,
    _READINGS,
    _WORST_HOME,
)
"""All families; together they count every indicator once."""
