"""How visits and moves between the tiers are counted."""

from __future__ import annotations

from typing import Final

from sim.outcomes.families.family import (
    BY_PLACE,
    CELLS,
    EVERYWHERE,
    PEOPLE,
    Family,
    Measure,
    count,
    share,
)

_SEEN: Final = Family(
    CELLS,
    ("seen",),
    EVERYWHERE,
    (
        count("visits", "seen"),
        count("lead_base_could", "base_could_at_lead"),
        share("lead_base_could_share", "base_could_at_lead", "seen_at_lead"),
    ),
)

_PRIMARY: Final = Family(
    ("kinds",),
    ("all_visits",),
    PEOPLE,
    (share("primary_share", "in_primary", "all_visits"),),
)

_REFERRED: Final = Family(
    CELLS,
    ("moved",),
    BY_PLACE,
    (
        count("referred_up", "referred_up"),
        count("self_referred", "self_referred"),
        count("referred_down", "referred_down"),
        count("stepped_down", "stepped_down"),
    ),
)

_RECEIVED: Final = Family(
    ("places",),
    ("received",),
    (("tier",), ("facility",)),
    (
        count("received_up", "received_up"),
        Measure(
            "down_up_ratio", "referred_down", ("referred_down", "received_up"), over="received_up"
        ),
    ),
)

VISITS: Final = (
    _SEEN,
    _PRIMARY,
    _REFERRED,
    _RECEIVED,
)
