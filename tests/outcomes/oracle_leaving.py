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
    "(SELECT * FROM (SELECT v.*, s.asked AS instant, true AS again FROM visits v JOIN steps s"
    " USING (patient, hop) WHERE s.stage = 'at_home' UNION ALL"
    ' (SELECT v.*, e."left" AS instant, false AS again FROM visits v JOIN episodes e'
    " USING (patient)"
    " WHERE e.ending = 'treated' AND NOT e.returned"
    " QUALIFY hop = max(hop) OVER (PARTITION BY patient))) WHERE observed(instant))",
    (*_PEOPLE, ("tier",), ("facility",)),
    (_share("returned_share", "again"),),
)

LEAVING: Final = (_TICKETS, _RETURNED)
