"""Access: how many patients get to a doctor at all, and what they pay."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.group import CELLS, EVERYWHERE, PEOPLE, group, theme
from sim.outcomes.indicators.indicator import LOWER, Indicator
from sim.outcomes.indicators.kinds import share
from sim.outcomes.indicators.measure import mean

ACCESS: Final = theme(
    group(
        ("kinds",),
        ("fell_ill",),
        PEOPLE,
        share(
            "not_sought_share",
            "未就诊率",
            "no care sought",
            fact="not_sought",
            among="fell_ill",
            better=LOWER,
            matters=0.005,
            meaning=(
                "Episodes for which no care is sought, of these and of those that come to the "
                "network."
            ),
        ),
    ),
    group(
        CELLS,
        ("out_of_pocket_cny_events",),
        EVERYWHERE,
        Indicator(
            "out_of_pocket_cny",
            "次均自付费用",
            "paid out of pocket",
            measure=mean("out_of_pocket_cny"),
            unit="CNY",
            better=LOWER,
            matters=2.0,
            matters_share=0.02,
            meaning=(
                "What a patient pays in an episode that came to the network and ended in the "
                "window, for visits and admissions."
            ),
        ),
    ),
    table="Access and what patients pay",
)
