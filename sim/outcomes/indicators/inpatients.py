"""Inpatients: beds and operations."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.indicator import NEITHER, Indicator, count

INPATIENTS: Final = (
    count(
        "admissions",
        "入院人次",
        NEITHER,
        "Beds taken, step-downs included.",
        matters_share=0.01,
    ),
    count(
        "discharges",
        "出院人次",
        NEITHER,
        "Beds left, step-downs included.",
        matters_share=0.01,
    ),
    count(
        "operations",
        "手术人次",
        NEITHER,
        "Operations begun.",
        matters_share=0.01,
    ),
    Indicator(
        "stay_days",
        "平均住院日",
        "days",
        NEITHER,
        "Days that patients lay in beds within the window, over beds left in it; those who lay "
        "there when the run began, and step-downs, included.",
        matters=0.1,
    ),
)
