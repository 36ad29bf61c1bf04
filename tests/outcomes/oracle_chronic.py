"""The indicators of chronic persons in SQL."""

from __future__ import annotations

from typing import Final

from tests.outcomes.oracle_families import ALL, Family, Measure, _count, _share

_OCCASION: Final = "occasion NOT IN ('exacerbation', 'exacerbated')"

CHRONIC: Final = (
    Family(
        "(SELECT * FROM cases WHERE person >= 0 AND observed(resolved)"
        f" QUALIFY bool_or({_OCCASION}) OVER (PARTITION BY home))",
        (ALL, ("home",)),
        (
            _share("chronic_control", "controlled", _OCCASION),
            _share("chronic_followed", "occasion = 'held'", "occasion IN ('due', 'held')"),
            _share("chronic_at_lead", "leads(came_to)", "occasion = 'held'"),
            _count("exacerbations", "occasion = 'exacerbated'"),
            Measure(
                "chronic_admission_rate",
                "count(*) FILTER (admitted > 0) * 365 / 30"
                f" / nullif(count(*) FILTER ({_OCCASION}), 0)",
                "count(*) FILTER (admitted > 0)",
            ),
        ),
    ),
)
