"""Stations: how much they are used; readings."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.indicator import HIGHER, LOWER, NEITHER, Indicator, count

STATIONS: Final = (
    Indicator(
        "station_use",
        "岗位利用率",
        "share",
        NEITHER,
        "Busy hours of hours staffed, beds apart.",
        matters=0.01,
    ),
    Indicator(
        "bed_use",
        "床位使用率",
        "share",
        NEITHER,
        "Bed hours taken of those staffed.",
        matters=0.01,
    ),
    Indicator(
        "queue",
        "排队等候人数",
        "patients",
        LOWER,
        "Patients who wait at a station for a free server, wards apart: mean over all hours.",
        absent_is_zero=True,
        matters=0.5,
        matters_share=0.05,
    ),
    Indicator(
        "booked_ahead",
        "预约候诊人数",
        "patients",
        LOWER,
        "Patients who wait at home with a ticket of a later session: mean over all hours.",
        absent_is_zero=True,
        matters=5.0,
        matters_share=0.02,
    ),
    Indicator(
        "staff_hours",
        "每周工作时数",
        "hours a week",
        NEITHER,
        "Busy server-hours, where the station is; beds apart.",
        absent_is_zero=True,
        matters=1.0,
        matters_share=0.01,
    ),
    Indicator(
        "expert_hours",
        "下沉专家门诊时数",
        "hours a week",
        NEITHER,
        "Hours that visiting experts spend with patients, without travel.",
        absent_is_zero=True,
        matters=1.0,
        matters_share=0.05,
    ),
    count(
        "remote_readings",
        "远程诊断量",
        NEITHER,
        "Readings done at another facility.",
        matters_share=0.05,
    ),
    Indicator(
        "reading_mean",
        "远程报告时间（均值）",
        "minutes",
        LOWER,
        "Remote reading, from order to report: mean.",
        matters=2.0,
    ),
    Indicator(
        "reading_p95",
        "远程报告时间（P95）",
        "minutes",
        LOWER,
        "Remote reading, from order to report: 95th percentile.",
        matters=5.0,
    ),
    Indicator(
        "reading_on_time",
        "远程报告及时率",
        "share",
        HIGHER,
        "Remote readings reported within their target, of those asked for whose target is not "
        "beyond the end.",
        matters=0.01,
    ),
    Indicator(
        "own_reading_mean",
        "本院报告时间（均值）",
        "minutes",
        LOWER,
        "Reading at a station of the patient's own facility, from order to report: mean.",
        matters=2.0,
    ),
)
