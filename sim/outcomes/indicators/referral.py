"""Referral: by which way patients go up, and whether they need to."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.group import BY_PLACE, CELLS, group, theme
from sim.outcomes.indicators.indicator import HIGHER, LOWER, NEITHER
from sim.outcomes.indicators.kinds import count, share, spread

REFERRAL: Final = theme(
    group(
        CELLS,
        ("went_up",),
        BY_PLACE,
        share(
            "appropriate_referrals",
            "转诊适宜率",
            "referrals that were needed",
            fact="referred_needed",
            among="referred_up",
            better=HIGHER,
            matters=0.01,
            meaning=(
                "Patients sent up with a letter whose case is beyond the facility that refers, of "
                "all sent up with a letter. Patients who should have gone up and did not are in "
                "beyond_share."
            ),
        ),
        share(
            "self_referral_share",
            "自行上转占比",
            "of those going up, by themselves",
            fact="self_referred",
            among="went_up",
            better=LOWER,
            matters=0.01,
            meaning="Patients who went up by themselves, of all who went up.",
        ),
        share(
            "avoidable_share",
            "可避免上转占比",
            "of those going up, not needed",
            fact="avoidable",
            among="went_up",
            better=LOWER,
            matters=0.01,
            meaning=(
                "Patients who went up although the facility that they left could have treated "
                "them, of all who went up, with a letter or by themselves."
            ),
        ),
    ),
    group(
        CELLS,
        ("spared",),
        BY_PLACE,
        count(
            "spared_moves",
            "远程诊断避免上转人次",
            "spared the way up by a reading",
            fact="spared",
            better=NEITHER,
            matters_share=0.05,
            meaning=(
                "Patients treated where they were who would have gone up, had the hub not read the "
                "recording."
            ),
        ),
    ),
    group(
        CELLS,
        ("formal_referral_events", "green_referral_events", "self_referral_events"),
        BY_PLACE,
        *spread(
            "formal_referral",
            "转诊时长·普通",
            "letter to a doctor above",
            unit="hours",
            matters=0.5,
            meaning=(
                "Hours from the decision to a doctor above, of those seen in the window: patients "
                "with a letter, the green channel apart"
            ),
        ),
        *spread(
            "alliance_referral",
            "转诊时长·专科联盟",
            "letter to a doctor above, in an alliance",
            unit="hours",
            matters=0.5,
            meaning=(
                "Hours from the decision to a doctor above, of those seen in the window: patients "
                "with a letter within an alliance"
            ),
        ),
        *spread(
            "green_referral",
            "转诊时长·绿色通道",
            "letter to a doctor above, by the green channel",
            unit="hours",
            matters=0.5,
            meaning=(
                "Hours from the decision to a doctor above, of those seen in the window: patients "
                "by the green channel"
            ),
        ),
        *spread(
            "self_referral",
            "转诊时长·自行上转",
            "decision to a doctor above, by oneself",
            unit="hours",
            matters=0.5,
            meaning=(
                "Hours from the decision to a doctor above, of those seen in the window: patients "
                "who go up by themselves"
            ),
        ),
    ),
    group(
        CELLS,
        ("brought",),
        BY_PLACE,
        count(
            "repeated_tests",
            "重复检查人次",
            "tests done again",
            fact="repeated",
            better=LOWER,
            matters_share=0.02,
            meaning=(
                "Visits that do tests again which the patient has already had in this episode."
            ),
        ),
        share(
            "mutual_recognition",
            "检查检验结果互认率",
            "results recognised",
            fact="recognised",
            among="brought",
            better=HIGHER,
            matters=0.02,
            meaning=(
                "Visits that accept the test results that the patient brings, of visits that need "
                "such tests."
            ),
        ),
    ),
    table="Visits, and referral between the tiers",
)
