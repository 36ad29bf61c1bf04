"""Patients who do not come, and who come again."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.indicator import LOWER, Indicator, count

LEAVING: Final = (
    count(
        "no_shows",
        "爽约人次",
        LOWER,
        "Tickets of a later session that were not used.",
        matters_share=0.02,
    ),
    Indicator(
        "no_show_rate",
        "爽约率",
        "share",
        LOWER,
        "The same, of all tickets booked ahead.",
        matters=0.005,
    ),
    Indicator(
        "returned_share",
        "30天再就诊率",
        "share",
        LOWER,
        "Patients who come again within 30 days of having been treated, be it after the end, of "
        "all who left treated for the first time in the window.",
        matters=0.005,
    ),
)
