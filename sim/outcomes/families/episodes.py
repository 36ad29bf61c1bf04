"""How episodes are counted."""

from __future__ import annotations

from typing import Final

from sim.outcomes.families.family import (
    ALL,
    CELLS,
    EVERYWHERE,
    PEOPLE,
    Family,
    Measure,
    count,
    mean,
    share,
    spread,
)

_TREATED: Final = Family(
    CELLS,
    ("treated",),
    EVERYWHERE,
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

_CONTACTS: Final = Family(
    CELLS,
    ("travel_hours_events",),
    EVERYWHERE,
    (
        count("left_unseen", "left_unseen"),
        share("left_unseen_share", "left_unseen", "travel_hours_events"),
        mean("travel_hours", "travel_hours"),
        count("green_channel", "green"),
        count("critical_findings", "critical"),
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
    ("kinds",), ("people",), PEOPLE, (Measure("inside_end", "inside", ("inside",)),), weeks=()
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
    _CONTACTS,
    _FIRST_CONTACTS,
    _INSIDE,
    _WORST_HOME,
)
