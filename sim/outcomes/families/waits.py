"""How waits and times are counted."""

from __future__ import annotations

from typing import Final

from sim.outcomes.families.family import (
    CELLS,
    EVERYWHERE,
    Family,
    count,
    spread,
)

_WAITS: Final = Family(
    (*CELLS, "spots"),
    ("wait_events", "unserved"),
    (*EVERYWHERE, ("stage",), ("station",), ("tier", "stage"), ("facility", "stage")),
    (*spread("wait"), count("wait_unserved", "unserved")),
)

_VISIT_TIMES: Final = Family(
    CELLS, ("visit_wait_events",), EVERYWHERE, (*spread("visit_wait"), *spread("door_to_leave"))
)

_APPOINTMENTS: Final = Family(
    CELLS, ("appointment_days_events",), EVERYWHERE, spread("appointment_days")
)

_ADMISSION_WAITS: Final = Family(
    CELLS, ("admission_wait_events",), EVERYWHERE, spread("admission_wait")
)

WAITS: Final = (
    _WAITS,
    _VISIT_TIMES,
    _APPOINTMENTS,
    _ADMISSION_WAITS,
)
