"""The indicators of surgery in SQL."""

from __future__ import annotations

from typing import Final

from tests.outcomes.oracle_families import _PEOPLE, Family, _count, _share

_CANCELLED: Final = Family(
    "(SELECT *, stage = 'relisted' AS no_bed, no_bed OR started IS NULL AS cancelled FROM steps"
    " WHERE stage = 'relisted' AND observed(asked) OR stage IN ('operation', 'day_operation')"
    " AND (observed(started) OR outcome IN ('gave_up', 'refused') AND observed(ended)))",
    (*_PEOPLE, ("tier",), ("facility",)),
    (
        _count("operations_cancelled", "cancelled"),
        _share("cancellation_rate", "cancelled"),
        _count("cancelled_for_bed", "no_bed"),
    ),
)

_DAY: Final = Family(
    "(SELECT * FROM steps WHERE stage IN ('operation', 'day_operation') AND observed(started)"
    " AND acuity >= 3)",
    (*_PEOPLE, ("tier",), ("facility",)),
    (_share("day_surgery_share", "stage = 'day_operation'"),),
)

_OPERATED: Final = (
    "SELECT *, treated_in AS facility, treated_in_tier AS tier FROM cases"
    " WHERE treated_in IS NOT NULL AND within_network(treated_in_tier)"
    " AND operated > 0 AND grade > 0 AND observed(resolved)"
)
_GRADES: Final = Family(
    f"({_OPERATED})",
    (*_PEOPLE, ("tier",), ("facility",)),
    (_share("operations_3_4_share", "grade >= 3"), _share("operations_4_share", "grade = 4")),
)
_LOCAL: Final = Family(
    f"({_OPERATED} AND grade >= 3)",
    _PEOPLE,
    (_share("surgery_local", "height(tier) <= height('district')"),),
)

SURGERY: Final = (_CANCELLED, _DAY, _GRADES, _LOCAL)
