"""The indicators of beds in SQL."""

from __future__ import annotations

from typing import Final

from tests.outcomes.oracle_families import _PEOPLE, _PLACES, Family, Measure, _count

_WHERE: Final = (*_PEOPLE, ("tier",), ("facility",))

_OBSERVATION: Final = Family(
    "(SELECT *, released - started AS hours FROM steps"
    " WHERE stage = 'observation' AND station IS NOT NULL AND observed(released))",
    _WHERE,
    (Measure("boarding_hours", "avg(hours)"), _count("boarded")),
)

_WARDS: Final = Family(
    "(SELECT station, facility, f.tier::VARCHAR AS tier, avg(waiting) AS waiting,"
    " sum(waiting)::BIGINT AS times, sum(greatest(busy - servers, 0)) AS beyond"
    " FROM (SELECT station::VARCHAR AS station, facility::VARCHAR AS facility, servers"
    " FROM stations WHERE service = 'ward' OR service LIKE 'ward.%') s"
    " LEFT JOIN (SELECT station::VARCHAR AS station, waiting, busy FROM counts"
    " WHERE observed(time)) c USING (station)"
    " JOIN (SELECT facility::VARCHAR AS facility, tier FROM facilities) f USING (facility)"
    " GROUP BY ALL)",
    _PLACES,
    (
        Measure("bed_queue", "coalesce(sum(waiting), 0)", "sum(times)"),
        Measure("surge_days", "yearly(coalesce(sum(beyond), 0) / 24)", "sum(beyond)"),
    ),
)

_BLOCKED: Final = Family(
    "(SELECT *, hours_within(asked, coalesce(started, ended)) AS hours FROM steps"
    " WHERE stage = 'step_down_bed' AND (hours > 0 OR observed(coalesce(started, ended))))",
    _WHERE,
    (Measure("blocked_days", "coalesce(yearly(sum(hours) / 24), 0)"),),
)

_BELOW: Final = Family(
    "(SELECT *, hours_within(started, released) AS hours FROM steps"
    " WHERE stage = 'step_down_bed' AND hours > 0)",
    _WHERE,
    (Measure("step_down_days", "coalesce(yearly(sum(hours) / 24), 0)"),),
)

_EACH: Final = Family(
    "(SELECT *, hours_within(started, released) AS hours FROM steps"
    " WHERE stage = 'step_down_bed' AND (hours > 0 OR observed(released)))",
    _WHERE,
    (
        Measure(
            "days_per_step_down",
            "sum(hours) / 24 / nullif(count(*) FILTER (observed(released)), 0)",
            "count(*) FILTER (observed(released))",
        ),
    ),
)

_BACK: Final = Family(
    "(SELECT * FROM steps WHERE stage = 'bed_above' AND observed(started)"
    " AND station IS NOT NULL OR stage = 'step_down_bed' AND observed(released))",
    _PEOPLE,
    (
        Measure(
            "bounce_back_share",
            "count(*) FILTER (stage = 'bed_above')"
            " / nullif(count(*) FILTER (stage = 'step_down_bed'), 0)",
            "count(*) FILTER (stage = 'step_down_bed')",
        ),
    ),
)

BEDS: Final = (_OBSERVATION, _WARDS, _BLOCKED, _BELOW, _EACH, _BACK)
