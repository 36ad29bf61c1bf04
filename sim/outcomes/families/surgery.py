"""How surgery is counted."""

from __future__ import annotations

from typing import Final

from sim.outcomes.families.family import BY_PLACE, CELLS, PEOPLE, Family, count, share

_CANCELLED: Final = Family(
    CELLS,
    ("planned_operations",),
    BY_PLACE,
    (
        count("operations_cancelled", "cancelled"),
        share("cancellation_rate", "cancelled", "planned_operations"),
        count("cancelled_for_bed", "without_bed"),
    ),
)

_DAY: Final = Family(
    CELLS,
    ("elective_operated",),
    BY_PLACE,
    (share("day_surgery_share", "day_operated", "elective_operated"),),
)

_GRADES: Final = Family(
    CELLS,
    ("graded",),
    BY_PLACE,
    (
        share("operations_3_4_share", "high_grade", "graded"),
        share("operations_4_share", "top_grade", "graded"),
    ),
)

_LOCAL: Final = Family(
    CELLS, ("high_grade",), PEOPLE, (share("surgery_local", "high_local", "high_grade"),)
)

SURGERY: Final = (
    _CANCELLED,
    _DAY,
    _GRADES,
    _LOCAL,
)
