"""How access to care is counted."""

from __future__ import annotations

from typing import Final

from sim.outcomes.families.family import CELLS, EVERYWHERE, PEOPLE, Family, mean, share

_SOUGHT: Final = Family(
    ("kinds",), ("fell_ill",), PEOPLE, (share("not_sought_share", "not_sought", "fell_ill"),)
)

_PAID: Final = Family(
    CELLS,
    ("out_of_pocket_cny_events",),
    EVERYWHERE,
    (mean("out_of_pocket_cny", "out_of_pocket_cny"),),
)

ACCESS: Final = (_SOUGHT, _PAID)
