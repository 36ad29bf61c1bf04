"""Referral: whether it was needed, and by which way patients go up."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.indicator import HIGHER, LOWER, NEITHER, Indicator, count, spread

REFERRAL: Final = (
    Indicator(
        "appropriate_referrals",
        "转诊适宜率",
        "share",
        HIGHER,
        "Formal referrals of cases beyond the facility that refers, of all formal referrals; who "
        "should have been referred and was not is in beyond_share.",
        matters=0.01,
    ),
    Indicator(
        "self_referral_share",
        "自行上转占比",
        "share",
        LOWER,
        "Patients who went up by themselves, of all who went up.",
        matters=0.01,
    ),
    Indicator(
        "avoidable_share",
        "可避免上转占比",
        "share",
        LOWER,
        "Patients who went up although the facility that they left could have treated them, of all "
        "who went up, with a letter or by themselves.",
        matters=0.01,
    ),
    count(
        "spared_moves",
        "远程诊断避免上转人次",
        NEITHER,
        "Patients treated where they were who would have gone up, had the hub not read the "
        "recording.",
        matters_share=0.05,
    ),
    *(
        one
        for name, label, whose in (
            ("formal_referral", "转诊时长·普通", "formal referrals, the green channel apart"),
            ("alliance_referral", "转诊时长·专科联盟", "those of them within an alliance"),
            ("green_referral", "转诊时长·绿色通道", "referrals by the green channel"),
            ("self_referral", "转诊时长·自行上转", "patients who go up by themselves"),
        )
        for one in spread(
            name,
            label,
            "hours",
            f"Hours from the decision to a doctor above, of those seen in the window: {whose}",
            matters=0.5,
        )
    ),
    count(
        "repeated_tests",
        "重复检查人次",
        LOWER,
        "Visits that do tests again which the patient has had at another facility in this episode.",
        matters_share=0.02,
    ),
    Indicator(
        "mutual_recognition",
        "检查检验结果互认率",
        "share",
        HIGHER,
        "Visits that accept the results that a patient brings, of those that want such tests.",
        matters=0.02,
    ),
)
