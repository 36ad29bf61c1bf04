"""Chronic persons: control, follow-up, and what comes of it."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.indicator import HIGHER, LOWER, NEITHER, Indicator, count

CHRONIC: Final = (
    Indicator(
        "chronic_control",
        "慢病控制率",
        "share",
        HIGHER,
        "Persons in management whose disease is controlled, on average over the run.",
        matters=0.01,
    ),
    Indicator(
        "chronic_followed",
        "慢病规范管理率",
        "share",
        HIGHER,
        "Follow-ups held by a doctor of the network, of those due.",
        matters=0.01,
    ),
    Indicator(
        "chronic_at_lead",
        "慢病随访在牵头医院占比",
        "share",
        LOWER,
        "Follow-ups held at the lead, of those held.",
        matters=0.01,
    ),
    count(
        "exacerbations",
        "慢病急性加重人次",
        LOWER,
        "Exacerbations of persons in management.",
        matters_share=0.02,
    ),
    Indicator(
        "chronic_admission_rate",
        "慢病健康管理人群住院率",
        "a person-year",
        NEITHER,
        "Admissions of persons in management, each a year; an episode counts once.",
        matters=0.002,
        matters_share=0.02,
    ),
)
