"""The indicators of tickets and overtime in SQL."""

from __future__ import annotations

from typing import Final

from tests.outcomes.oracle_families import _PEOPLE, _PLACES, Family, Measure, _count, _share

_REFUSED: Final = Family(
    "(SELECT *, stage = 'no_ticket' AS refused FROM"
    " (SELECT * FROM steps WHERE stage = 'no_ticket'"
    "  UNION ALL SELECT * FROM steps s WHERE NOT resident AND with_doctor(stage)"
    "   AND outcome = 'served' AND NOT in_bed(stage)"
    "   QUALIFY row_number() OVER (PARTITION BY patient, hop ORDER BY started) = 1)"
    " WHERE observed(asked) AND (stage = 'no_ticket' OR kind = 'clinic'))",
    (*_PEOPLE, ("tier",), ("facility",), ("station",)),
    (_count("no_ticket", "refused"), _share("no_ticket_share", "refused")),
)

_EXTRA: Final = Family(
    "(SELECT * FROM steps WHERE stage = 'extra' AND observed(asked))",
    (*_PEOPLE, ("tier",), ("facility",)),
    (_count("extra_patients"),),
)

_OVERTIME: Final = Family(
    "(SELECT b.*, coalesce(overtime, 0) AS overtime"
    " FROM (SELECT * FROM busy WHERE kind = 'clinic') b"
    " LEFT JOIN (SELECT s.station::VARCHAR AS station,"
    "  sum(greatest(least(coalesce(released, last), last)"
    "   - greatest(s.started, closes, first), 0)) AS overtime"
    "  FROM (SELECT * FROM steps WHERE kind = 'clinic' AND started IS NOT NULL) s"
    "  ASOF JOIN openings o ON s.station = o.station AND s.started >= o.opens, span"
    "  GROUP BY ALL) USING (station))",
    _PLACES,
    (
        Measure("overtime_hours", "weekly(sum(overtime))", "sum(served)"),
        Measure("overtime_share", "sum(overtime) / nullif(sum(capacity_hours), 0)", "sum(served)"),
    ),
)

TICKETS: Final = (_REFUSED, _EXTRA, _OVERTIME)
