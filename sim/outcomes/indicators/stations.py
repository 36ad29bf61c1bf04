"""Stations: how much they are used; readings."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.group import ALL, BY_PLACE, CELLS, STATIONED, group, theme
from sim.outcomes.indicators.indicator import HIGHER, LOWER, NEITHER, Indicator
from sim.outcomes.indicators.kinds import count, share
from sim.outcomes.indicators.measure import HOURLY, WEEKLY, Quantile, Sum, mean

STATIONS: Final = theme(
    group(
        ("stations",),
        ("posts", "beds"),
        STATIONED,
        Indicator(
            "station_use",
            "岗位利用率",
            "use of stations",
            measure=Sum("post_hours", events=("post_served",), over="post_capacity"),
            unit="share",
            better=NEITHER,
            matters=0.01,
            can_exceed_1=True,
            meaning="Busy hours, of the hours staffed; beds apart.",
        ),
        Indicator(
            "bed_use",
            "床位使用率",
            "use of beds",
            measure=Sum("bed_hours", events=("bed_served",), over="bed_capacity"),
            unit="share",
            better=NEITHER,
            matters=0.01,
            can_exceed_1=True,
            meaning="Bed-hours taken, of the bed-hours staffed.",
        ),
    ),
    group(
        ("stations",),
        ("desks",),
        STATIONED,
        Indicator(
            "queue",
            "排队等候人数",
            "patients waiting at a station",
            measure=Sum("desk_queue", events=("desk_audits",), needs="desks"),
            unit="patients",
            better=LOWER,
            matters=0.5,
            matters_share=0.05,
            absent_is_zero=True,
            queue="the queue at",
            meaning=(
                "Patients who wait at a station for a free server, wards apart: mean over all "
                "hours."
            ),
        ),
        weeks=(ALL, ("tier",), ("station",)),
    ),
    group(
        ("tickets",),
        ("held_tickets",),
        (ALL, ("tier",), ("facility",)),
        Indicator(
            "booked_ahead",
            "预约候诊人数",
            "patients at home with a ticket",
            measure=Sum("held_hours", events=("held_tickets",), said=HOURLY),
            unit="patients",
            better=LOWER,
            matters=5.0,
            matters_share=0.02,
            absent_is_zero=True,
            queue="the queue of patients at home with a ticket of",
            meaning=(
                "Patients who wait at home with a ticket of a later session: mean over all hours."
            ),
        ),
        weeks=(ALL, ("tier",), ("facility",)),
    ),
    group(
        ("stations",),
        ("posts", "beds"),
        STATIONED,
        Indicator(
            "staff_hours",
            "每周工作时数",
            "busy hours of staff",
            measure=Sum("post_hours", events=("post_served",), said=WEEKLY, needs="posts"),
            unit="hours a week",
            better=NEITHER,
            matters=1.0,
            matters_share=0.01,
            absent_is_zero=True,
            meaning="Busy server-hours, at the facility of the station; beds apart.",
        ),
    ),
    group(
        CELLS,
        ("expert_hours_events",),
        BY_PLACE,
        Indicator(
            "expert_hours",
            "下沉专家门诊时数",
            "hours of visiting experts with patients",
            measure=Sum("expert_hours", events=("expert_hours_events",), said=WEEKLY),
            unit="hours a week",
            better=NEITHER,
            matters=1.0,
            matters_share=0.05,
            absent_is_zero=True,
            meaning="Hours that visiting experts spend with patients, without travel.",
        ),
    ),
    group(
        ("spots",),
        ("readings",),
        (ALL, ("stage",), ("tier",), ("facility",)),
        count(
            "remote_readings",
            "远程诊断量",
            "remote readings",
            fact="remote",
            better=NEITHER,
            matters_share=0.05,
            meaning="Readings done at another facility.",
        ),
        Indicator(
            "reading_mean",
            "远程报告时间（均值）",
            "remote report",
            measure=mean("reading"),
            unit="minutes",
            better=LOWER,
            matters=2.0,
            meaning="Remote reading, from order to report: mean.",
        ),
        Indicator(
            "reading_p95",
            "远程报告时间（P95）",
            "remote report (95th percentile)",
            measure=Quantile("reading", 0.95),
            unit="minutes",
            better=LOWER,
            matters=5.0,
            meaning="Remote reading, from order to report: 95th percentile.",
        ),
        share(
            "reading_on_time",
            "远程报告及时率",
            "remote reports on time",
            fact="on_time",
            among="promised",
            better=HIGHER,
            matters=0.01,
            meaning=(
                "Remote readings reported within their target, of those asked for whose target "
                "ends within the run."
            ),
        ),
        Indicator(
            "own_reading_mean",
            "本院报告时间（均值）",
            "reports read at the own facility",
            measure=mean("own_reading"),
            unit="minutes",
            better=LOWER,
            matters=2.0,
            meaning=(
                "Reading at a station of the patient's own facility, from order to report: mean."
            ),
        ),
    ),
)
