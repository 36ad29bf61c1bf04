"""How observation, surge and what step-down frees and blocks are counted."""

from __future__ import annotations

from typing import Final

from sim.outcomes.families.family import (
    ALL,
    BY_PLACE,
    CELLS,
    PEOPLE,
    STATIONED,
    YEARLY,
    Family,
    Measure,
    count,
    mean,
    share,
)

_OBSERVATION: Final = Family(
    CELLS,
    ("boarding_hours_events",),
    BY_PLACE,
    (mean("boarding_hours", "boarding_hours"), count("boarded", "boarding_hours_events")),
)

_WARDS: Final = Family(
    ("stations",),
    ("wards",),
    STATIONED,
    (
        Measure("bed_queue", "ward_queue", ("ward_audits",), needs="wards"),
        Measure("surge_days", "surge_days", ("surge_audits",), said=YEARLY, needs="wards"),
    ),
    weeks=(ALL, ("tier",), ("station",)),
)

_BLOCKED: Final = Family(
    CELLS,
    ("blocked_days_events",),
    BY_PLACE,
    (Measure("blocked_days", "blocked_days", ("blocked_days_events",), said=YEARLY),),
)

_BELOW: Final = Family(
    CELLS,
    ("step_down_days_events",),
    BY_PLACE,
    (
        Measure(
            "step_down_days",
            "step_down_days",
            ("step_down_days_events",),
            said=YEARLY,
        ),
    ),
)

_BACK: Final = Family(
    CELLS,
    ("left_below",),
    PEOPLE,
    (share("bounce_back_share", "bounced_back", "left_below"),),
)

_EACH: Final = Family(
    CELLS,
    ("left_below",),
    BY_PLACE,
    (Measure("days_per_step_down", "step_down_days", ("left_below",), over="left_below"),),
)

BEDS: Final = (_OBSERVATION, _WARDS, _BLOCKED, _BELOW, _EACH, _BACK)
