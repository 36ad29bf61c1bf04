"""How tickets that run out, and doctors' overtime, are counted."""

from __future__ import annotations

from typing import Final

from sim.outcomes.families.family import (
    ALL,
    BY_PLACE,
    CELLS,
    WEEKLY,
    Family,
    Measure,
    count,
    share,
)

_REFUSED: Final = Family(
    (*CELLS, "spots"),
    ("asked_ticket",),
    (*BY_PLACE, ("station",)),
    (
        count("no_ticket", "refused_ticket"),
        share("no_ticket_share", "refused_ticket", "asked_ticket"),
    ),
)

_EXTRA: Final = Family(
    CELLS, ("extra_patients",), BY_PLACE, (count("extra_patients", "extra_patients"),)
)

_OVERTIME: Final = Family(
    ("stations",),
    ("clinics",),
    (ALL, ("tier",), ("facility",), ("station",)),
    (
        Measure("overtime_hours", "overtime", ("consulted",), said=WEEKLY, needs="clinics"),
        Measure("overtime_share", "overtime", ("consulted",), over="session_hours"),
    ),
)

TICKETS: Final = (_REFUSED, _EXTRA, _OVERTIME)
