"""Discharge talks."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.group import CELLS, EVERYWHERE, group, theme
from sim.outcomes.indicators.indicator import HIGHER, Indicator
from sim.outcomes.indicators.kinds import ONE_A_MONTH
from sim.outcomes.indicators.measure import YEARLY, Sum

DISCHARGE_TALK: Final = theme(
    group(
        CELLS,
        ("talked",),
        EVERYWHERE,
        Indicator(
            "talked",
            "出院指导人次",
            "talks before discharge",
            measure=Sum("talked", ("talked",), said=YEARLY, needs="talked"),
            unit="a year",
            better=HIGHER,
            matters=ONE_A_MONTH,
            matters_share=0.05,
            absent_is_zero=True,
            meaning=(
                "Patients with whom a nurse talked before they went home, where they came first, "
                "who left in the window. No row where there are none."
            ),
        ),
    ),
    table="No-shows and returns",
)
