"""Leaving: patients who do not come, and patients who come again."""

from __future__ import annotations

from typing import Final

from sim.outcomes.indicators.group import BY_PLACE, CELLS, group, theme
from sim.outcomes.indicators.indicator import LOWER
from sim.outcomes.indicators.kinds import count, share

LEAVING: Final = theme(
    group(
        CELLS,
        ("booked",),
        BY_PLACE,
        count(
            "no_shows",
            "爽约人次",
            "tickets not used",
            fact="missed",
            better=LOWER,
            matters_share=0.02,
            meaning="Tickets of a later session that were not used.",
        ),
        share(
            "no_show_rate",
            "爽约率",
            "of tickets, not used",
            fact="missed",
            among="booked",
            better=LOWER,
            matters=0.005,
            meaning="The same, of all tickets booked ahead.",
        ),
    ),
    group(
        CELLS,
        ("left_treated",),
        BY_PLACE,
        share(
            "returned_share",
            "30天再就诊率",
            "came again within 30 days",
            fact="returned",
            among="left_treated",
            better=LOWER,
            matters=0.005,
            meaning=(
                "Patients who come again within 30 days of having been treated, even after the "
                "end, of all who left treated for the first time in the window."
            ),
        ),
    ),
    table="No-shows and returns",
)
