"""The indicators of those who do not come, and who come again, in SQL."""

from __future__ import annotations

from typing import Final

from tests.outcomes.oracle_families import _PEOPLE, Family, _count, _share

_TICKETS: Final = Family(
    "(SELECT * FROM steps WHERE stage IN ('appointment', 'no_show') AND observed(asked))",
    (*_PEOPLE, ("tier",), ("facility",)),
    (
        _count("no_shows", "stage = 'no_show'"),
        _share("no_show_rate", "stage = 'no_show'"),
    ),
)

_RETURNED: Final = Family(
    "(SELECT *, treated_in AS facility, treated_in_tier AS tier FROM cases"
    " WHERE treated_in IS NOT NULL AND within_network(treated_in_tier))",
    (*_PEOPLE, ("tier",), ("facility",)),
    (_share("returned_share", "returned"),),
)

LEAVING: Final = (_TICKETS, _RETURNED)
