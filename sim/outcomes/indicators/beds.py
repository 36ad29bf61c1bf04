"""Beds: observation, waiting for a bed, surge beds, and beds that step-down frees or blocks."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.group import ALL, BY_PLACE, CELLS, PEOPLE, STATIONED, group, theme
from sim.outcomes.indicators.indicator import HIGHER, LOWER, NEITHER, Indicator
from sim.outcomes.indicators.kinds import count, share
from sim.outcomes.indicators.measure import YEARLY, Sum, mean

BEDS: Final = theme(
    group(
        CELLS,
        ("boarding_hours_events",),
        BY_PLACE,
        Indicator(
            "boarding_hours",
            "急诊留观滞留时间",
            "hours in emergency observation",
            measure=mean("boarding_hours"),
            unit="hours",
            better=LOWER,
            matters=0.25,
            meaning="Hours in an observation bed, of those who left it: mean.",
        ),
        count(
            "boarded",
            "急诊留观人次",
            "boarded in emergency observation",
            fact="boarding_hours_events",
            better=NEITHER,
            matters_share=0.05,
            meaning="Observation beds left.",
        ),
    ),
    group(
        ("stations",),
        ("wards",),
        STATIONED,
        Indicator(
            "bed_queue",
            "候床人数",
            "patients waiting for a bed",
            measure=Sum("ward_queue", events=("ward_audits",), needs="wards"),
            unit="patients",
            better=LOWER,
            matters=1.0,
            matters_share=0.05,
            absent_is_zero=True,
            queue="the queue for a bed of",
            meaning=(
                "Patients who wait for a ward bed, at home, in observation or in a bed above: mean."
            ),
        ),
        Indicator(
            "surge_days",
            "加床床日数",
            "bed-days in surge beds",
            measure=Sum("surge_days", events=("surge_audits",), said=YEARLY, needs="wards"),
            unit="bed-days a year",
            better=LOWER,
            matters=50.0,
            matters_share=0.05,
            absent_is_zero=True,
            meaning="Bed-days in beds beyond those staffed.",
        ),
        weeks=(ALL, ("tier",), ("station",)),
    ),
    group(
        CELLS,
        ("blocked_days_events",),
        BY_PLACE,
        Indicator(
            "blocked_days",
            "压床日数",
            "bed-days blocked above",
            measure=Sum("blocked_days", events=("blocked_days_events",), said=YEARLY),
            unit="bed-days a year",
            better=LOWER,
            matters=50.0,
            matters_share=0.05,
            absent_is_zero=True,
            meaning=(
                "Bed-days in the window that patients spend above only to wait for a bed below, in "
                "vain or not."
            ),
        ),
    ),
    group(
        CELLS,
        ("step_down_days_events",),
        BY_PLACE,
        Indicator(
            "step_down_days",
            "下转康复床日数",
            "bed-days of recovery below",
            measure=Sum("step_down_days", events=("step_down_days_events",), said=YEARLY),
            unit="bed-days a year",
            better=HIGHER,
            matters=50.0,
            matters_share=0.05,
            absent_is_zero=True,
            meaning=(
                "Bed-days in the window that patients who stepped down spend below, so that beds "
                "above are free of them."
            ),
        ),
    ),
    group(
        CELLS,
        ("left_below",),
        BY_PLACE,
        Indicator(
            "days_per_step_down",
            "每例下转康复床日",
            "bed-days of recovery below, each",
            measure=Sum("step_down_days", events=("left_below",), over="left_below"),
            unit="days",
            better=HIGHER,
            matters=0.5,
            meaning=(
                "Days in beds below within the window, over the patients who left such beds: for "
                "so long each step-down frees the bed above."
            ),
        ),
    ),
    group(
        CELLS,
        ("left_below",),
        PEOPLE,
        share(
            "bounce_back_share",
            "下转后再上转率",
            "came up again after stepping down",
            fact="bounced_back",
            among="left_below",
            better=LOWER,
            matters=0.01,
            meaning=(
                "Patients who got worse below and went up again, of all who left the bed below."
            ),
        ),
    ),
    table="Beds",
)
