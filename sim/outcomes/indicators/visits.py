"""Visits, and how patients move between the tiers."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.indicator import HIGHER, LOWER, NEITHER, Indicator, count

VISITS: Final = (
    count(
        "visits",
        "诊疗人次",
        NEITHER,
        "Visits seen by a doctor.",
        matters_share=0.01,
    ),
    Indicator(
        "primary_share",
        "基层诊疗人次占比",
        "share",
        HIGHER,
        "Visits in primary care, the consortium's and other, of all visits of residents of homes "
        "described whole: those seen in the network, and first contacts outside it.",
        matters=0.01,
    ),
    count(
        "lead_base_could",
        "牵头医院可由基层诊治人次",
        LOWER,
        "Visits at the lead that the patient's own base could have treated.",
        matters_share=0.02,
    ),
    Indicator(
        "lead_base_could_share",
        "牵头医院可由基层诊治占比",
        "share",
        LOWER,
        "The same, of its visits.",
        matters=0.01,
    ),
    count(
        "referred_up",
        "上转人次",
        NEITHER,
        "Formal referrals, at who refers.",
        matters_share=0.05,
    ),
    count(
        "received_up",
        "接收上转人次",
        NEITHER,
        "Formal referrals, at who receives.",
        matters_share=0.05,
    ),
    count(
        "self_referred",
        "自行上转人次",
        NEITHER,
        "Patients who went up by themselves.",
        matters_share=0.02,
    ),
    count(
        "referred_down",
        "下转人次",
        HIGHER,
        "Patients sent down, at who sends them: inpatients who step down, outpatients with a plan.",
        matters_share=0.05,
    ),
    count(
        "stepped_down",
        "住院下转人次",
        HIGHER,
        "Of these, inpatients who step down.",
        matters_share=0.05,
    ),
    Indicator(
        "down_up_ratio",
        "下转与上转之比",
        "ratio",
        NEITHER,
        "Patients sent down over the formal referrals received by who sends them; read it beside "
        "both counts.",
        matters=0.02,
    ),
)
