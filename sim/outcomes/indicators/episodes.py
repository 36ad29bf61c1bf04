"""Episodes: from falling ill to being treated."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.indicator import (
    HIGHER,
    LOWER,
    NEITHER,
    Indicator,
    count,
    spread,
    still,
)

EPISODES: Final = (
    *spread(
        "onset_to_treatment",
        "发病至确定性治疗时间",
        "hours",
        "Hours from falling ill to definitive treatment within the consortium's network, of those "
        "treated in the window",
        matters=0.5,
    ),
    Indicator(
        "treated_7_days",
        "7日内确定性治疗率",
        "share",
        HIGHER,
        "Episodes treated in the network within 7 days of falling ill, of those that came to it "
        "and began at least 7 days before the end.",
        matters=0.005,
    ),
    Indicator(
        "treated_30_days",
        "30日内确定性治疗率",
        "share",
        HIGHER,
        "Episodes treated in the network within 30 days of falling ill, of those that came to it "
        "and began at least 30 days before the end.",
        matters=0.005,
    ),
    still(
        "still_untreated",
        "期末待治疗人数",
        "Patients who have come to the network, or booked, and are neither treated nor gone at "
        "the end.",
    ),
    Indicator(
        "untreated_share",
        "未获治疗率",
        "share",
        LOWER,
        "Episodes that came to the network and ended in the window without treatment (no ticket, "
        "no patience, not used, not gone up), of these and those treated in the window.",
        matters=0.002,
    ),
    count(
        "untreated",
        "未获治疗人次",
        LOWER,
        "Episodes that came to the network and ended in the window without treatment.",
        matters_share=0.02,
    ),
    count(
        "advised_not_gone",
        "建议上转未去人次",
        LOWER,
        "Of the untreated, those who were advised to go up and did not, nor waited for an expert.",
        matters_share=0.02,
    ),
    Indicator(
        "decided_rightly",
        "首次决策正确率",
        "share",
        HIGHER,
        "First decisions at members below the lead that fit the case: kept within the own ability "
        "or that of a visiting expert, sent up when beyond it, whether or not the patient goes.",
        matters=0.005,
    ),
    Indicator(
        "treated_share",
        "各层级收治占比",
        "share",
        NEITHER,
        "Treated at this tier, of all treated in the window.",
        matters=0.005,
    ),
    Indicator(
        "beyond_share",
        "超能力收治占比",
        "share",
        LOWER,
        "Treated by a facility that is not capable of the case, of all treated.",
        matters=0.002,
    ),
    Indicator(
        "first_contact_base",
        "基层首诊率",
        "share",
        HIGHER,
        "Episodes that first come to the base or a village station, of those that come to any "
        "facility of the network.",
        matters=0.01,
    ),
    Indicator(
        "bypass",
        "越级就诊率",
        "share",
        LOWER,
        "Episodes that first come to a hospital although their own base could have treated them; "
        "emergencies apart.",
        matters=0.01,
    ),
    count(
        "left_unseen",
        "未就诊离开人次",
        LOWER,
        "Patients who left without ticket or patience.",
        matters_share=0.02,
    ),
    Indicator(
        "left_unseen_share",
        "未就诊离开率",
        "share",
        LOWER,
        "The same, of all who were treated, or left untreated, in the window.",
        matters=0.002,
    ),
    Indicator(
        "inside_end",
        "期末仍在诊人数",
        "patients",
        NEITHER,
        "Patients whose episode was not over at the end of the run; "
        "times that had not ended are in no other number.",
        absent_is_zero=True,
        matters=20.0,
        matters_share=0.05,
    ),
    Indicator(
        "travel_hours",
        "就医路途时间",
        "hours",
        LOWER,
        "Hours on the road, of an episode that ended in the window.",
        matters=0.05,
    ),
    count(
        "expert_treated",
        "下沉专家诊治人次",
        HIGHER,
        "Patients treated by a visiting expert.",
        matters_share=0.05,
    ),
    count(
        "green_channel",
        "绿色通道人次",
        NEITHER,
        "Patients who went by the green channel.",
        matters_share=0.05,
    ),
    count(
        "critical_findings",
        "危急值例数",
        NEITHER,
        "Patients with a critical finding that was read at the hub.",
        matters_share=0.05,
    ),
    count(
        "critical_local",
        "本院危急值例数",
        NEITHER,
        "Patients with a critical finding that was read where it was recorded.",
        matters_share=0.05,
    ),
    count(
        "critical_up",
        "危急值上转人次",
        NEITHER,
        "Patients with a critical finding, wherever it was read, who went up with a letter.",
        matters_share=0.05,
    ),
    Indicator(
        "worst_home",
        "最不利居住地的发病至治疗时间",
        "hours",
        LOWER,
        "The longest mean time from onset to treatment of any home with enough patients.",
        matters=0.5,
    ),
    Indicator(
        "worst_home_gap",
        "最不利居住地与平均之差",
        "hours",
        LOWER,
        "By how much that is longer than the mean of all homes together.",
        matters=0.5,
    ),
)
