"""Inpatients: beds and operations."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.group import BY_PLACE, CELLS, group, theme
from sim.outcomes.indicators.indicator import NEITHER, Indicator
from sim.outcomes.indicators.kinds import count
from sim.outcomes.indicators.measure import Sum

INPATIENTS: Final = theme(
    group(
        CELLS,
        ("bedded",),
        BY_PLACE,
        count(
            "admissions",
            "入院人次",
            "admissions",
            fact="admitted",
            better=NEITHER,
            matters_share=0.01,
            meaning="Beds taken, step-downs included.",
        ),
        count(
            "discharges",
            "出院人次",
            "discharges",
            fact="discharged",
            better=NEITHER,
            matters_share=0.01,
            meaning="Beds left, step-downs included.",
        ),
    ),
    group(
        CELLS,
        ("operated",),
        BY_PLACE,
        count(
            "operations",
            "手术人次",
            "operations",
            fact="operated",
            better=NEITHER,
            matters_share=0.01,
            meaning="Operations begun.",
        ),
    ),
    group(
        CELLS,
        ("bedded",),
        BY_PLACE,
        Indicator(
            "stay_days",
            "平均住院日",
            "length of stay",
            measure=Sum("stay_days", events=("discharged",), over="discharged"),
            unit="days",
            better=NEITHER,
            matters=0.1,
            meaning=(
                "Days that patients lay in beds within the window, over beds left in it; patients "
                "who lay there when the run began, and step-downs, are included."
            ),
        ),
    ),
    table="Beds",
)
