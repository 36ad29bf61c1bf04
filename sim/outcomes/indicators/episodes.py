"""Episodes: from falling ill to being treated."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.indicator import HIGHER, LOWER, NEITHER, Indicator, count, spread

EPISODES: Final = (
    *spread(
        "onset_to_treatment",
        "发病至确定性治疗时间",
        "hours",
        "Hours from falling ill to definitive treatment within the consortium's network",
    ),
    Indicator(
        "treated_share",
        "各层级收治占比",
        "share",
        NEITHER,
        "Treated at this tier, of all.",
    ),
    Indicator(
        "beyond_share",
        "超能力收治占比",
        "share",
        LOWER,
        "Treated by a facility that is not capable of the case, of all treated.",
    ),
    Indicator(
        "first_contact_base",
        "基层首诊率",
        "share",
        HIGHER,
        "Episodes that first come to the base or a village station, of those that come to any "
        "facility of the network.",
    ),
    Indicator(
        "bypass",
        "越级就诊率",
        "share",
        LOWER,
        "Episodes that first come to a hospital although their own base could have treated them; "
        "emergencies apart.",
    ),
    count("left_unseen", "未就诊离开人次", LOWER, "Patients without ticket or patience."),
    Indicator("left_unseen_share", "未就诊离开率", "share", LOWER, "The same, of all who came."),
    Indicator(
        "inside_end",
        "期末仍在诊人数",
        "patients",
        NEITHER,
        "Patients whose episode was not over at the end of the run; "
        "times that had not ended are in no other number.",
        absent_is_zero=True,
    ),
    Indicator(
        "travel_hours",
        "就医路途时间",
        "hours",
        LOWER,
        "Hours on the road, of an episode.",
    ),
    count("expert_treated", "下沉专家诊治人次", HIGHER, "Patients treated by a visiting expert."),
    count("green_channel", "绿色通道人次", NEITHER, "Patients who went by the green channel."),
    count("critical_findings", "危急值例数", NEITHER, "Patients with a critical remote reading."),
    Indicator(
        "worst_home",
        "最不利居住地的发病至治疗时间",
        "hours",
        LOWER,
        "The longest mean time from onset to treatment of any home with enough patients.",
    ),
    Indicator(
        "worst_home_gap",
        "最不利居住地与平均之差",
        "hours",
        LOWER,
        "By how much that is longer than the mean of all homes together.",
    ),
)
