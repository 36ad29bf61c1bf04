"""Treatment: how soon patients have it, where, or not at all."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.group import CELLS, EVERYWHERE, OF_CASES, group, theme
from sim.outcomes.indicators.indicator import HIGHER, LOWER, NEITHER
from sim.outcomes.indicators.kinds import count, share, spread, still

TREATMENT: Final = theme(
    group(
        CELLS,
        ("treated",),
        OF_CASES,
        *spread(
            "onset_to_treatment",
            "发病至确定性治疗时间",
            "onset to treatment",
            unit="hours",
            matters=0.5,
            still="still_untreated",
            meaning=(
                "Hours from falling ill to definitive treatment within the consortium's network, "
                "of those treated in the window"
            ),
        ),
    ),
    group(
        CELLS,
        ("had_7_days",),
        OF_CASES,
        share(
            "treated_7_days",
            "7日内确定性治疗率",
            "treated within 7 days",
            fact="in_7_days",
            among="had_7_days",
            better=HIGHER,
            matters=0.005,
            meaning=(
                "Episodes treated in the network within 7 days of falling ill, of those that came "
                "to it and began at least 7 days before the end."
            ),
        ),
        share(
            "treated_30_days",
            "30日内确定性治疗率",
            "treated within 30 days",
            fact="in_30_days",
            among="had_30_days",
            better=HIGHER,
            matters=0.005,
            meaning=(
                "Episodes treated in the network within 30 days of falling ill, of those that came "
                "to it and began at least 30 days before the end."
            ),
        ),
    ),
    group(
        CELLS,
        ("still_untreated",),
        EVERYWHERE,
        still(
            "still_untreated",
            "期末待治疗人数",
            "neither treated nor gone at the end",
            meaning=(
                "Patients who have come to the network, or booked, and are neither treated nor "
                "gone at the end."
            ),
        ),
    ),
    group(
        CELLS,
        ("resolved",),
        OF_CASES,
        share(
            "untreated_share",
            "未获治疗率",
            "not treated",
            fact="untreated",
            among="resolved",
            better=LOWER,
            matters=0.002,
            meaning=(
                "Episodes that came to the network and ended in the window without treatment (no "
                "ticket, no patience, not used, not gone up), of these and those treated in the "
                "window."
            ),
        ),
        count(
            "untreated",
            "未获治疗人次",
            "not treated, a year",
            fact="untreated",
            better=LOWER,
            matters_share=0.02,
            meaning="Episodes that came to the network and ended in the window without treatment.",
        ),
        count(
            "advised_not_gone",
            "建议上转未去人次",
            "advised to go up, did not go",
            fact="advised_not_gone",
            better=LOWER,
            matters_share=0.02,
            meaning=(
                "Untreated patients who were advised to go up and neither went nor waited for an "
                "expert."
            ),
        ),
        share(
            "decided_rightly",
            "首次决策正确率",
            "first decision right",
            fact="decided_rightly",
            among="decided",
            better=HIGHER,
            matters=0.005,
            meaning=(
                "First decisions at members below the lead that fit the case: kept within the own "
                "ability or that of a visiting expert, sent up when beyond it, whether or not the "
                "patient goes."
            ),
        ),
    ),
    group(
        ("tiers",),
        ("treated_anywhere",),
        (("tier",), ("tier", "home"), ("tier", "condition"), ("tier", "acuity")),
        share(
            "treated_share",
            "各层级收治占比",
            "treated here",
            fact="treated_here",
            among="treated_anywhere",
            better=NEITHER,
            matters=0.005,
            meaning="Treated at this tier, of all treated in the window.",
        ),
    ),
    group(
        CELLS,
        ("treated",),
        OF_CASES,
        share(
            "beyond_share",
            "超能力收治占比",
            "treated beyond capability",
            fact="beyond",
            among="treated",
            better=LOWER,
            matters=0.002,
            meaning="Patients treated beyond the facility's capability, of all treated.",
        ),
    ),
)
