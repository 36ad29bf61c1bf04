"""Visits, and how patients move between the tiers."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.group import BY_PLACE, CELLS, EVERYWHERE, PEOPLE, group, theme
from sim.outcomes.indicators.indicator import HIGHER, LOWER, NEITHER, Indicator
from sim.outcomes.indicators.kinds import count, share
from sim.outcomes.indicators.measure import Sum

VISITS: Final = theme(
    group(
        CELLS,
        ("seen",),
        EVERYWHERE,
        count(
            "visits",
            "诊疗人次",
            "visits seen by a doctor",
            fact="seen",
            better=NEITHER,
            matters_share=0.01,
            meaning="Visits seen by a doctor.",
        ),
    ),
    group(
        ("kinds",),
        ("all_visits",),
        PEOPLE,
        share(
            "primary_share",
            "基层诊疗人次占比",
            "visits in primary care",
            fact="in_primary",
            among="all_visits",
            better=HIGHER,
            matters=0.01,
            meaning=(
                "Visits in primary care, the consortium's and other, of all visits of residents of "
                "homes described whole: those seen in the network, and first contacts outside it."
            ),
        ),
    ),
    group(
        CELLS,
        ("seen",),
        EVERYWHERE,
        count(
            "lead_base_could",
            "牵头医院可由基层诊治人次",
            "lead's visits the base could treat, a year",
            fact="base_could_at_lead",
            better=LOWER,
            matters_share=0.02,
            meaning="Visits at the lead that the patient's own base could have treated.",
        ),
        share(
            "lead_base_could_share",
            "牵头医院可由基层诊治占比",
            "lead's visits the base could treat",
            fact="base_could_at_lead",
            among="seen_at_lead",
            better=LOWER,
            matters=0.01,
            meaning="The same, of all visits at the lead.",
        ),
    ),
    group(
        CELLS,
        ("moved",),
        BY_PLACE,
        count(
            "referred_up",
            "上转人次",
            "formal referrals up",
            fact="referred_up",
            better=NEITHER,
            matters_share=0.05,
            meaning="Patients sent up with a letter, at the facility that refers.",
        ),
    ),
    group(
        ("places",),
        ("received",),
        (("tier",), ("facility",)),
        count(
            "received_up",
            "接收上转人次",
            "formal referrals up, received",
            fact="received_up",
            better=NEITHER,
            matters_share=0.05,
            meaning="Patients sent up with a letter, at the facility that receives.",
        ),
    ),
    group(
        CELLS,
        ("moved",),
        BY_PLACE,
        count(
            "self_referred",
            "自行上转人次",
            "self-referrals up",
            fact="self_referred",
            better=NEITHER,
            matters_share=0.02,
            meaning="Patients who went up by themselves.",
        ),
        count(
            "referred_down",
            "下转人次",
            "referrals down",
            fact="referred_down",
            better=HIGHER,
            matters_share=0.05,
            meaning=(
                "Patients sent down, at the facility that sends them: inpatients who step down, "
                "and outpatients with a plan."
            ),
        ),
        count(
            "stepped_down",
            "住院下转人次",
            "inpatients stepped down",
            fact="stepped_down",
            better=HIGHER,
            matters_share=0.05,
            meaning="Of these, inpatients who step down.",
        ),
    ),
    group(
        ("places",),
        ("received",),
        (("tier",), ("facility",)),
        Indicator(
            "down_up_ratio",
            "下转与上转之比",
            "down to up",
            measure=Sum(
                "referred_down", events=("referred_down", "received_up"), over="received_up"
            ),
            unit="ratio",
            better=NEITHER,
            matters=0.02,
            meaning=(
                "Patients whom a facility sends down, over those that it receives with a letter; "
                "read it beside both counts."
            ),
        ),
    ),
    table="Visits, and referral between the tiers",
)
