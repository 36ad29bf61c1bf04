"""Access: who gets to a doctor at all, and what it costs."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.indicator import LOWER, Indicator

ACCESS: Final = (
    Indicator(
        "not_sought_share",
        "未就诊率",
        "share",
        LOWER,
        "Episodes for which no care is sought, of these and those that come to any facility of the "
        "network.",
        matters=0.005,
    ),
    Indicator(
        "out_of_pocket_cny",
        "次均自付费用",
        "CNY",
        LOWER,
        "What a patient pays in an episode that came to the network and ended in the window, for "
        "visits and admissions.",
        matters=2.0,
        matters_share=0.02,
    ),
)
