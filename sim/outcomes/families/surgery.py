"""How surgery is counted."""

from __future__ import annotations

from typing import Final

from sim.outcomes.families.family import BY_PLACE, CELLS, PEOPLE, Family, share

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
    _GRADES,
    _LOCAL,
)
