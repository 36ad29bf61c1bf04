"""Episodes: where they begin, which ways they go, and how homes differ."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.group import ALL, CELLS, EVERYWHERE, OF_CASES, PEOPLE, group, theme
from sim.outcomes.indicators.indicator import HIGHER, LOWER, NEITHER, Indicator
from sim.outcomes.indicators.kinds import count, share
from sim.outcomes.indicators.measure import Sum, mean

EPISODES: Final = theme(
    group(
        ("kinds",),
        ("contacts",),
        PEOPLE,
        share(
            "first_contact_base",
            "基层首诊率",
            "first contact at the base",
            fact="at_base",
            among="contacts",
            better=HIGHER,
            matters=0.01,
            meaning=(
                "Episodes that first come to the base or a village station, of those that come to "
                "any facility of the network."
            ),
        ),
        share(
            "bypass",
            "越级就诊率",
            "bypass of the base",
            fact="bypassed",
            among="suited",
            better=LOWER,
            matters=0.01,
            meaning=(
                "Episodes that first come to a hospital although their own base could have treated "
                "them; emergencies apart."
            ),
        ),
    ),
    group(
        CELLS,
        ("resolved",),
        EVERYWHERE,
        count(
            "left_unseen",
            "未就诊离开人次",
            "left unseen, a year",
            fact="left_unseen",
            better=LOWER,
            matters_share=0.02,
            meaning="Patients who left without ticket or patience.",
        ),
        share(
            "left_unseen_share",
            "未就诊离开率",
            "left unseen",
            fact="left_unseen",
            among="resolved",
            better=LOWER,
            matters=0.002,
            meaning="The same, of all who were treated, or left untreated, in the window.",
        ),
    ),
    group(
        ("kinds",),
        ("people",),
        PEOPLE,
        Indicator(
            "inside_end",
            "期末仍在诊人数",
            "still in an episode at the end",
            measure=Sum("inside", events=("inside",), weekly=False),
            unit="patients",
            better=NEITHER,
            matters=20.0,
            matters_share=0.05,
            absent_is_zero=True,
            meaning=(
                "Patients whose episode was not over at the end of the run; times that had not "
                "ended are in no other number."
            ),
        ),
    ),
    group(
        CELLS,
        ("travel_hours_events",),
        EVERYWHERE,
        Indicator(
            "travel_hours",
            "就医路途时间",
            "time on the road",
            measure=mean("travel_hours"),
            unit="hours",
            better=LOWER,
            matters=0.05,
            meaning="Hours on the road, of an episode that ended in the window.",
        ),
    ),
    group(
        CELLS,
        ("treated",),
        OF_CASES,
        count(
            "expert_treated",
            "下沉专家诊治人次",
            "treated by visiting experts",
            fact="by_expert",
            better=HIGHER,
            matters_share=0.05,
            meaning="Patients treated by a visiting expert.",
        ),
    ),
    group(
        CELLS,
        ("resolved",),
        EVERYWHERE,
        count(
            "green_channel",
            "绿色通道人次",
            "green channel",
            fact="green",
            better=NEITHER,
            matters_share=0.05,
            meaning="Patients who went by the green channel.",
        ),
        count(
            "critical_findings",
            "危急值例数",
            "critical findings, read at the hub",
            fact="critical",
            better=NEITHER,
            matters_share=0.05,
            meaning="Patients with a critical finding that was read at the hub.",
        ),
        count(
            "critical_local",
            "本院危急值例数",
            "critical findings, read where recorded",
            fact="critical_here",
            better=NEITHER,
            matters_share=0.05,
            meaning="Patients with a critical finding that was read where it was recorded.",
        ),
        count(
            "critical_up",
            "危急值上转人次",
            "critical findings sent up with a letter",
            fact="critical_up",
            better=NEITHER,
            matters_share=0.05,
            meaning=(
                "Patients with a critical finding, wherever it was read, who went up with a letter."
            ),
        ),
    ),
    group(
        ("worst",),
        ("patients",),
        (ALL,),
        Indicator(
            "worst_home",
            "最不利居住地的发病至治疗时间",
            "onset to treatment, worst-off home",
            measure=Sum("hours", events=("patients",), needs="patients"),
            unit="hours",
            better=LOWER,
            matters=0.5,
            like="onset_to_treatment_mean",
            meaning=(
                "The longest mean time from onset to treatment of any home with enough patients."
            ),
        ),
        Indicator(
            "worst_home_gap",
            "最不利居住地与平均之差",
            "worst-off home, above the mean of all",
            measure=Sum("gap", events=("patients",), needs="patients"),
            unit="hours",
            better=LOWER,
            matters=0.5,
            like="onset_to_treatment_mean",
            meaning="By how much that is longer than the mean of all homes together.",
        ),
    ),
)
