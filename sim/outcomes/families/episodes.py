"""How episodes are counted."""

from __future__ import annotations

from typing import Final

from sim.outcomes.families.family import (
    ALL,
    CELLS,
    EVERYWHERE,
    OF_CASES,
    PEOPLE,
    Family,
    Measure,
    count,
    mean,
    share,
    spread,
    still,
)

_TREATED: Final = Family(
    CELLS,
    ("treated",),
    OF_CASES,
    (
        *spread("onset_to_treatment"),
        share("beyond_share", "beyond", "treated"),
        count("expert_treated", "by_expert"),
    ),
)

_TREATED_SHARES: Final = Family(
    ("tiers",),
    ("treated_anywhere",),
    (("tier",), ("tier", "home"), ("tier", "condition"), ("tier", "acuity")),
    (share("treated_share", "treated_here", "treated_anywhere"),),
)

_IN_TIME: Final = Family(
    CELLS,
    ("had_7_days",),
    OF_CASES,
    (
        share("treated_7_days", "in_7_days", "had_7_days"),
        share("treated_30_days", "in_30_days", "had_30_days"),
    ),
)

_STILL: Final = Family(CELLS, ("still_untreated",), EVERYWHERE, (still("still_untreated"),))

_TRAVEL: Final = Family(
    CELLS, ("travel_hours_events",), EVERYWHERE, (mean("travel_hours", "travel_hours"),)
)

_UNTREATED: Final = Family(
    CELLS,
    ("resolved",),
    OF_CASES,
    (
        share("untreated_share", "untreated", "resolved"),
        count("untreated", "untreated"),
        count("advised_not_gone", "advised_not_gone"),
        share("decided_rightly", "decided_rightly", "decided"),
    ),
)

_RESOLVED: Final = Family(
    CELLS,
    ("resolved",),
    EVERYWHERE,
    (
        count("left_unseen", "left_unseen"),
        share("left_unseen_share", "left_unseen", "resolved"),
        count("green_channel", "green"),
        count("critical_findings", "critical"),
        count("critical_local", "critical_here"),
        count("critical_up", "critical_up"),
    ),
)

_FIRST_CONTACTS: Final = Family(
    ("kinds",),
    ("contacts",),
    PEOPLE,
    (
        share("first_contact_base", "at_base", "contacts"),
        share("bypass", "bypassed", "suited"),
    ),
)

_INSIDE: Final = Family(
    ("kinds",), ("people",), PEOPLE, (Measure("inside_end", "inside", ("inside",), weekly=False),)
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

EPISODES: Final = (
    _TREATED,
    _TREATED_SHARES,
    _IN_TIME,
    _STILL,
    _TRAVEL,
    _UNTREATED,
    _RESOLVED,
    _FIRST_CONTACTS,
    _INSIDE,
    _WORST_HOME,
)
