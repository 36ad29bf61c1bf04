"""How waits and times are counted."""

from __future__ import annotations

from typing import Final

from sim.outcomes.families.family import (
    CELLS,
    EVERYWHERE,
    Family,
    count,
    spread,
    still,
)

_WAITS: Final = Family(
    (*CELLS, "spots"),
    ("wait_events", "unserved", "still_waiting"),
    (*EVERYWHERE, ("stage",), ("station",), ("tier", "stage"), ("facility", "stage")),
    (*spread("wait"), count("wait_unserved", "unserved"), still("still_waiting")),
)

_VISIT_TIMES: Final = Family(
    CELLS,
    ("visit_wait_events", "still_in_visit"),
    EVERYWHERE,
    (*spread("visit_wait"), *spread("door_to_leave"), still("still_in_visit")),
)

_APPOINTMENTS: Final = Family(
    CELLS,
    ("appointment_days_events", "still_booked"),
    EVERYWHERE,
    (*spread("appointment_days"), still("still_booked")),
)

_ADMISSION_WAITS: Final = Family(
    CELLS,
    ("admission_wait_events", "still_without_bed"),
    EVERYWHERE,
    (*spread("admission_wait"), still("still_without_bed")),
)

WAITS: Final = (
    _WAITS,
    _VISIT_TIMES,
    _APPOINTMENTS,
    _ADMISSION_WAITS,
)
