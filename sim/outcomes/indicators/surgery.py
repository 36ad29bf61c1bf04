"""Surgery: cancelled operations, and grades."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.group import BY_PLACE, CELLS, PEOPLE, group, theme
from sim.outcomes.indicators.indicator import HIGHER, LOWER, NEITHER
from sim.outcomes.indicators.kinds import count, share

SURGERY: Final = theme(
    group(
        CELLS,
        ("planned_operations",),
        BY_PLACE,
        count(
            "operations_cancelled",
            "手术取消例次",
            "operations cancelled",
            fact="cancelled",
            better=LOWER,
            matters_share=0.05,
            meaning=(
                "Operations that did not begin by the last start of the list, or before patience "
                "ended, and operations without a bed on the day."
            ),
        ),
        share(
            "cancellation_rate",
            "手术取消率",
            "of planned operations, cancelled",
            fact="cancelled",
            among="planned_operations",
            better=LOWER,
            matters=0.005,
            meaning="The same, of all operations begun or cancelled.",
        ),
        count(
            "cancelled_for_bed",
            "因无床位取消手术例次",
            "cancelled for want of a bed",
            fact="without_bed",
            better=LOWER,
            matters_share=0.05,
            meaning="Planned operations cancelled because no bed was free on the day.",
        ),
    ),
    group(
        CELLS,
        ("elective_operated",),
        BY_PLACE,
        share(
            "day_surgery_share",
            "日间手术占择期手术比例",
            "of planned operations, in a day",
            fact="day_operated",
            among="elective_operated",
            better=HIGHER,
            matters=0.01,
            meaning="Operations as day surgery, of those that are not urgent.",
        ),
    ),
    group(
        CELLS,
        ("graded",),
        BY_PLACE,
        share(
            "operations_3_4_share",
            "出院患者三四级手术占比",
            "of operations, grades III and IV",
            fact="high_grade",
            among="graded",
            better=NEITHER,
            matters=0.01,
            meaning="Patients with an operation of grade III or IV, of those operated on here.",
        ),
        share(
            "operations_4_share",
            "出院患者四级手术比例",
            "of operations, grade IV",
            fact="top_grade",
            among="graded",
            better=NEITHER,
            matters=0.005,
            meaning="Patients with an operation of grade IV, of those operated on here.",
        ),
    ),
    group(
        CELLS,
        ("high_grade",),
        PEOPLE,
        share(
            "surgery_local",
            "三四级手术本地完成率",
            "grades III and IV done locally",
            fact="high_local",
            among="high_grade",
            better=HIGHER,
            matters=0.01,
            meaning=(
                "Patients with an operation of grade III or IV at a district hospital or below, of "
                "those who had one in the network."
            ),
        ),
    ),
    table="Surgery",
)
