"""What is measured: each indicator with its Chinese name, unit, direction and meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import pyarrow as pa

TOO_FEW: Final = 30
"""A cell with fewer events behind its value says so and is not judged."""

DIMENSIONS: Final = (
    "tier",
    "facility",
    "home",
    "condition",
    "acuity",
    "stage",
    "station",
)
"""By what an indicator is split; null means all of them together."""

CELL: Final = [
    pa.field(name, pa.int8() if name == "acuity" else pa.string()) for name in DIMENSIONS
]

KPIS: Final = pa.schema(
    [
        pa.field("indicator", pa.string()),
        *CELL,
        pa.field("value", pa.float64()),  # in the indicator's unit; null: nothing to measure
        pa.field("events", pa.int64()),  # visits, episodes, patients … behind the value
        pa.field("unit", pa.string()),
    ]
)
"""Outcomes of one replication: one row an indicator and cell."""

Better = Literal["lower", "higher", "neither"]


@dataclass(frozen=True)
class Indicator:
    """One thing that a planner looks at."""

    name: str
    """Name in the results."""
    label: str
    """Chinese name: the official one where there is one."""
    unit: str
    """Unit of the value."""
    better: Better
    """Which way is better for patients; ``neither`` where it depends."""
    meaning: str
    """What it is, in one sentence."""
    absent_is_zero: bool = False
    """Whether a cell without a row had none (a count), rather than nothing to measure."""


_LOWER: Final = "lower"
_HIGHER: Final = "higher"
_NEITHER: Final = "neither"


def _spread(name: str, label: str, unit: str, meaning: str) -> tuple[Indicator, ...]:
    """Mean, median, 90th and 95th percentile of a time that patients would rather have short."""
    forms = (
        ("mean", "均值", "mean"),
        ("median", "中位数", "median"),
        ("p90", "P90", "90th percentile"),
        ("p95", "P95", "95th percentile"),
    )
    return tuple(
        Indicator(f"{name}_{key}", f"{label}（{chinese}）", unit, _LOWER, f"{meaning}: {english}.")
        for key, chinese, english in forms
    )


def _count(name: str, label: str, better: Better, meaning: str) -> Indicator:
    """A number of events a year."""
    return Indicator(name, label, "a year", better, meaning, absent_is_zero=True)


_WAITS: Final = (
    *_spread("wait", "候诊时间", "minutes", "Wait at a service within its opening hours"),
    _count(
        "wait_unserved",
        "等候未果人次",
        _LOWER,
        "Waits at a service that ended without it: given up, refused, or still waiting at the end.",
    ),
    *_spread(
        "visit_wait",
        "每次就诊总等候时间",
        "minutes",
        "Minutes of a visit spent in queues within opening hours and for results",
    ),
    *_spread("appointment_days", "预约等候天数", "days", "Days at home until the visit begins"),
    *_spread(
        "door_to_leave",
        "在院停留时间",
        "hours",
        "Hours from arrival to leaving, or to asking for a bed",
    ),
    *_spread("admission_wait", "入院等候时间", "hours", "Hours from asking to lying in a bed"),
)

_EPISODES: Final = (
    *_spread(
        "onset_to_treatment",
        "发病至确定性治疗时间",
        "hours",
        "Hours from falling ill to definitive treatment within the consortium's network",
    ),
    Indicator(
        "treated_share",
        "各层级收治占比",
        "share",
        _NEITHER,
        "Treated at this tier, of all.",
    ),
    Indicator(
        "beyond_share",
        "超能力收治占比",
        "share",
        _LOWER,
        "Treated by a facility that is not capable of the case, of all treated.",
    ),
    Indicator(
        "first_contact_base",
        "基层首诊率",
        "share",
        _HIGHER,
        "Episodes that first come to the base or a village station, of those that come to any "
        "facility of the network.",
    ),
    Indicator(
        "bypass",
        "越级就诊率",
        "share",
        _LOWER,
        "Episodes that first come to a hospital although their own base could have treated them; "
        "emergencies apart.",
    ),
    _count("left_unseen", "未就诊离开人次", _LOWER, "Patients without ticket or patience."),
    Indicator("left_unseen_share", "未就诊离开率", "share", _LOWER, "The same, of all who came."),
    Indicator(
        "inside_end",
        "期末仍在诊人数",
        "patients",
        _NEITHER,
        "Patients whose episode was not over at the end of the run; "
        "times that had not ended are in no other number.",
        absent_is_zero=True,
    ),
    Indicator(
        "travel_hours",
        "就医路途时间",
        "hours",
        _LOWER,
        "Hours on the road, of an episode.",
    ),
    _count("expert_treated", "下沉专家诊治人次", _HIGHER, "Patients treated by a visiting expert."),
    _count("green_channel", "绿色通道人次", _NEITHER, "Patients who went by the green channel."),
    _count("critical_findings", "危急值例数", _NEITHER, "Patients with a critical remote reading."),
    Indicator(
        "worst_home",
        "最不利居住地的发病至治疗时间",
        "hours",
        _LOWER,
        "The longest mean time from onset to treatment of any home with enough patients.",
    ),
    Indicator(
        "worst_home_gap",
        "最不利居住地与平均之差",
        "hours",
        _LOWER,
        "By how much that is longer than the mean of all homes together.",
    ),
)

_VISITS: Final = (
    _count("visits", "诊疗人次", _NEITHER, "Visits seen by a doctor."),
    Indicator(
        "primary_share",
        "基层诊疗人次占比",
        "share",
        _HIGHER,
        "Visits seen at the base or village stations, of all seen in the consortium.",
    ),
    _count(
        "lead_base_could",
        "牵头医院可由基层诊治人次",
        _LOWER,
        "Visits at the lead that the patient's own base could have treated.",
    ),
    Indicator(
        "lead_base_could_share",
        "牵头医院可由基层诊治占比",
        "share",
        _LOWER,
        "The same, of its visits.",
    ),
    _count("referred_up", "上转人次", _NEITHER, "Formal referrals, at who refers."),
    _count("received_up", "接收上转人次", _NEITHER, "Formal referrals, at who receives."),
    _count("self_referred", "自行上转人次", _NEITHER, "Patients who went up by themselves."),
    _count(
        "referred_down",
        "下转人次",
        _HIGHER,
        "Inpatients who stepped down, at the facility that sends them.",
    ),
    Indicator(
        "down_up_ratio",
        "下转与上转之比",
        "ratio",
        _NEITHER,
        "Step-downs over formal referrals up; read it beside both counts.",
    ),
)

_INPATIENTS: Final = (
    _count("admissions", "入院人次", _NEITHER, "Beds taken, step-downs included."),
    _count("discharges", "出院人次", _NEITHER, "Beds left, step-downs included."),
    _count("operations", "手术人次", _NEITHER, "Operations begun."),
    Indicator(
        "stay_days",
        "平均住院日",
        "days",
        _NEITHER,
        "Days in the bed, of those who came and left in this run (too short if the run is).",
    ),
)

_STATIONS: Final = (
    Indicator(
        "station_use", "岗位利用率", "share", _NEITHER, "Busy hours of hours staffed, beds apart."
    ),
    Indicator("bed_use", "床位使用率", "share", _NEITHER, "Bed hours taken of those staffed."),
    Indicator(
        "staff_hours",
        "每周工作时数",
        "hours a week",
        _NEITHER,
        "Busy server-hours, where the station is; beds apart.",
        absent_is_zero=True,
    ),
    Indicator(
        "expert_hours",
        "下沉专家门诊时数",
        "hours a week",
        _NEITHER,
        "Hours that visiting experts spend with patients, without travel.",
        absent_is_zero=True,
    ),
    _count("remote_readings", "远程诊断量", _NEITHER, "Readings done at another facility."),
    Indicator(
        "reading_mean",
        "远程报告时间（均值）",
        "minutes",
        _LOWER,
        "Remote reading, from order to report: mean.",
    ),
    Indicator(
        "reading_p95",
        "远程报告时间（P95）",
        "minutes",
        _LOWER,
        "Remote reading, from order to report: 95th percentile.",
    ),
    Indicator(
        "reading_on_time",
        "远程报告及时率",
        "share",
        _HIGHER,
        "Remote readings reported within their target, of those asked for.",
    ),
    Indicator(
        "own_reading_mean",
        "本院报告时间（均值）",
        "minutes",
        _LOWER,
        "Reading at a station of the patient's own facility, from order to report: mean.",
    ),
)

INDICATORS: Final = {
    indicator.name: indicator
    for indicator in (*_WAITS, *_EPISODES, *_VISITS, *_INPATIENTS, *_STATIONS)
}
"""All indicators by name, in the order of a report."""
