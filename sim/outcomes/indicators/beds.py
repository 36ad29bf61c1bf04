"""Beds: observation, waiting for them, surge, and what step-down frees and blocks."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.indicator import HIGHER, LOWER, NEITHER, Indicator, count

BEDS: Final = (
    Indicator(
        "boarding_hours",
        "急诊留观滞留时间",
        "hours",
        LOWER,
        "Hours in an observation bed, of those who left it: mean.",
        matters=0.25,
    ),
    count(
        "boarded",
        "急诊留观人次",
        NEITHER,
        "Observation beds left.",
        matters_share=0.05,
    ),
    Indicator(
        "bed_queue",
        "候床人数",
        "patients",
        LOWER,
        "Patients who wait for a ward bed, at home or in observation or a bed above: mean.",
        absent_is_zero=True,
        matters=1.0,
        matters_share=0.05,
    ),
    Indicator(
        "surge_days",
        "加床床日数",
        "bed-days a year",
        LOWER,
        "Bed-days in beds beyond those staffed.",
        absent_is_zero=True,
        matters=50.0,
        matters_share=0.05,
    ),
    Indicator(
        "blocked_days",
        "压床日数",
        "bed-days a year",
        LOWER,
        "Bed-days above in the window in which a patient only waits for a bed below, in vain or "
        "not.",
        absent_is_zero=True,
        matters=50.0,
        matters_share=0.05,
    ),
    Indicator(
        "step_down_days",
        "下转康复床日数",
        "bed-days a year",
        HIGHER,
        "Bed-days in the window that patients who stepped down spend below, so that beds above are "
        "free of them.",
        absent_is_zero=True,
        matters=50.0,
        matters_share=0.05,
    ),
    Indicator(
        "days_per_step_down",
        "每例下转康复床日",
        "days",
        HIGHER,
        "Days in beds below within the window, over such beds left in it: so long is the bed above "
        "free of each step-down.",
        matters=0.5,
    ),
    Indicator(
        "bounce_back_share",
        "下转后再上转率",
        "share",
        LOWER,
        "Patients who got worse below and went up again, of all who left the bed below.",
        matters=0.01,
    ),
)
