"""How those who do not come, and who come again, are counted."""

from __future__ import annotations

from typing import Final

from sim.outcomes.families.family import BY_PLACE, CELLS, Family, count, share

_TICKETS: Final = Family(
    CELLS,
    ("booked",),
    BY_PLACE,
    (count("no_shows", "missed"), share("no_show_rate", "missed", "booked")),
)

_RETURNED: Final = Family(
    CELLS, ("left_treated",), BY_PLACE, (share("returned_share", "returned", "left_treated"),)
)

LEAVING: Final = (
    _TICKETS,
    _RETURNED,
)
