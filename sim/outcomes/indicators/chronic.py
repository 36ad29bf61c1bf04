"""Chronic persons: control, follow-up, exacerbations and admissions."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.group import ALL, group, theme
from sim.outcomes.indicators.indicator import HIGHER, LOWER, NEITHER, Indicator
from sim.outcomes.indicators.kinds import count, share
from sim.outcomes.indicators.measure import PERSON_YEARLY, Sum

CHRONIC: Final = theme(
    group(
        ("kinds",),
        ("occasions",),
        (ALL, ("home",)),
        share(
            "chronic_control",
            "慢病控制率",
            "disease controlled",
            fact="controlled",
            among="occasions",
            better=HIGHER,
            matters=0.01,
            meaning="Persons in management whose disease is controlled, on average over the run.",
        ),
        share(
            "chronic_followed",
            "慢病规范管理率",
            "follow-ups held of those due",
            fact="held",
            among="due",
            better=HIGHER,
            matters=0.01,
            meaning="Follow-ups held by a doctor of the network, of those due.",
        ),
        share(
            "chronic_at_lead",
            "慢病随访在牵头医院占比",
            "of chronic visits, at the lead",
            fact="held_at_lead",
            among="held",
            better=LOWER,
            matters=0.01,
            meaning="Follow-ups held at the lead, of those held.",
        ),
        count(
            "exacerbations",
            "慢病急性加重人次",
            "exacerbations",
            fact="exacerbated",
            better=LOWER,
            matters_share=0.02,
            meaning="Exacerbations of persons in management.",
        ),
        Indicator(
            "chronic_admission_rate",
            "慢病健康管理人群住院率",
            "admitted, of those in management",
            measure=Sum(
                "chronic_admitted",
                events=("chronic_admitted",),
                over="occasions",
                said=PERSON_YEARLY,
            ),
            unit="a person-year",
            better=NEITHER,
            matters=0.002,
            matters_share=0.02,
            meaning="Admissions of persons in management, each a year; an episode counts once.",
        ),
    ),
    table="People in chronic management",
)
