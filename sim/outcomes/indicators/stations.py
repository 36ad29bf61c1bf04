"""Stations: how much they are used; readings."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.indicator import HIGHER, LOWER, NEITHER, Indicator, count

STATIONS: Final = (
    Indicator(
        "station_use", "岗位利用率", "share", NEITHER, "Busy hours of hours staffed, beds apart."
    ),
    Indicator("bed_use", "床位使用率", "share", NEITHER, "Bed hours taken of those staffed."),
    Indicator(
        "queue",
        "排队等候人数",
        "patients",
        LOWER,
        "Patients who wait at a station for a free server, wards apart: mean over all hours.",
        absent_is_zero=True,
    ),
    Indicator(
        "booked_ahead",
        "预约候诊人数",
        "patients",
        LOWER,
        "Patients who wait at home with a ticket of a later session: mean over all hours.",
        absent_is_zero=True,
    ),
    Indicator(
        "staff_hours",
        "每周工作时数",
        "hours a week",
        NEITHER,
        "Busy server-hours, where the station is; beds apart.",
        absent_is_zero=True,
    ),
    Indicator(
        "expert_hours",
        "下沉专家门诊时数",
        "hours a week",
        NEITHER,
        "Hours that visiting experts spend with patients, without travel.",
        absent_is_zero=True,
    ),
    count("remote_readings", "远程诊断量", NEITHER, "Readings done at another facility."),
    Indicator(
        "reading_mean",
        "远程报告时间（均值）",
        "minutes",
        LOWER,
        "Remote reading, from order to report: mean.",
    ),
    Indicator(
        "reading_p95",
        "远程报告时间（P95）",
        "minutes",
        LOWER,
        "Remote reading, from order to report: 95th percentile.",
    ),
    Indicator(
        "reading_on_time",
        "远程报告及时率",
        "share",
        HIGHER,
        "Remote readings reported within their target, of those asked for whose target is not "
        "beyond the end.",
    ),
    Indicator(
        "own_reading_mean",
        "本院报告时间（均值）",
        "minutes",
        LOWER,
        "Reading at a station of the patient's own facility, from order to report: mean.",
    ),
)
