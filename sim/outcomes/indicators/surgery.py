"""Surgery: grades of operations."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.indicator import HIGHER, NEITHER, Indicator

SURGERY: Final = (
    Indicator(
        "operations_3_4_share",
        "出院患者三四级手术占比",
        "share",
        NEITHER,
        "Patients with an operation of grade III or IV, of those operated on here.",
    ),
    Indicator(
        "operations_4_share",
        "出院患者四级手术比例",
        "share",
        NEITHER,
        "Patients with an operation of grade IV, of those operated on here.",
    ),
    Indicator(
        "surgery_local",
        "三四级手术本地完成率",
        "share",
        HIGHER,
        "Patients with an operation of grade III or IV at a district hospital or below, of those "
        "who had one in the network.",
    ),
)
