"""How the use of stations, and readings, are counted."""

from __future__ import annotations

from typing import Final

from sim.outcomes.families.family import (
    ALL,
    BY_PLACE,
    CELLS,
    HOURLY,
    STATIONED,
    WEEKLY,
    Family,
    Measure,
    Quantile,
    count,
    mean,
    share,
)

_USE: Final = Family(
    ("stations",),
    ("posts", "beds"),
    STATIONED,
    (
        Measure("station_use", "post_hours", ("post_served",), over="post_capacity"),
        Measure("bed_use", "bed_hours", ("bed_served",), over="bed_capacity"),
        Measure("staff_hours", "post_hours", ("post_served",), said=WEEKLY, needs="posts"),
    ),
)

_QUEUES: Final = Family(
    ("stations",),
    ("desks",),
    STATIONED,
    (Measure("queue", "desk_queue", ("desk_audits",), needs="desks"),),
    weeks=(ALL, ("tier",), ("station",)),
)

_TICKETS: Final = Family(
    ("tickets",),
    ("held_tickets",),
    (ALL, ("tier",), ("facility",)),
    (Measure("booked_ahead", "held_hours", ("held_tickets",), said=HOURLY),),
    weeks=(ALL, ("tier",), ("facility",)),
)

_EXPERTS: Final = Family(
    CELLS,
    ("expert_hours_events",),
    BY_PLACE,
    (Measure("expert_hours", "expert_hours", ("expert_hours_events",), said=WEEKLY),),
)

_READINGS: Final = Family(
    ("spots",),
    ("readings",),
    (ALL, ("stage",), ("tier",), ("facility",)),
    (
        count("remote_readings", "remote"),
        mean("reading_mean", "reading"),
        Quantile("reading_p95", "reading", 0.95),
        share("reading_on_time", "on_time", "promised"),
        mean("own_reading_mean", "own_reading"),
    ),
)

STATIONS: Final = (
    _USE,
    _QUEUES,
    _TICKETS,
    _EXPERTS,
    _READINGS,
)
