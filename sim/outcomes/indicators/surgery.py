"""Surgery: cancelled operations, and grades."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.indicator import HIGHER, LOWER, NEITHER, Indicator, count

SURGERY: Final = (
    count(
        "operations_cancelled",
        "手术取消例次",
        LOWER,
        "Operations that were asked for and not begun by the end of the list, or of the patience, "
        "and those without a bed on the day.",
        matters_share=0.05,
    ),
    Indicator(
        "cancellation_rate",
        "手术取消率",
        "share",
        LOWER,
        "The same, of all operations begun or cancelled.",
        matters=0.005,
    ),
    count(
        "cancelled_for_bed",
        "因无床位取消手术例次",
        LOWER,
        "Planned operations cancelled because no bed was free on the day.",
        matters_share=0.05,
    ),
    Indicator(
        "day_surgery_share",
        "日间手术占择期手术比例",
        "share",
        HIGHER,
        "Operations as day surgery, of those that are not urgent.",
        matters=0.01,
    ),
    Indicator(
        "operations_3_4_share",
        "出院患者三四级手术占比",
        "share",
        NEITHER,
        "Patients with an operation of grade III or IV, of those operated on here.",
        matters=0.01,
    ),
    Indicator(
        "operations_4_share",
        "出院患者四级手术比例",
        "share",
        NEITHER,
        "Patients with an operation of grade IV, of those operated on here.",
        matters=0.005,
    ),
    Indicator(
        "surgery_local",
        "三四级手术本地完成率",
        "share",
        HIGHER,
        "Patients with an operation of grade III or IV at a district hospital or below, of those "
        "who had one in the network.",
        matters=0.01,
    ),
)
