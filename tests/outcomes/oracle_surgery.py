"""The indicators of surgery in SQL."""

from __future__ import annotations

from typing import Final

from tests.outcomes.oracle_families import _PEOPLE, Family, _share

_OPERATED: Final = (
    "SELECT *, treated_in AS facility, treated_in_tier AS tier FROM cases"
    " WHERE treated_in IS NOT NULL AND within_network(treated_in_tier)"
    " AND operated > 0 AND grade > 0"
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

SURGERY: Final = (_GRADES, _LOCAL)
