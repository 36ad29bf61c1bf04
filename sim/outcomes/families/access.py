"""How access to care is counted."""

from __future__ import annotations

from typing import Final

from sim.outcomes.families.family import PEOPLE, Family, share

_SOUGHT: Final = Family(
    ("kinds",), ("fell_ill",), PEOPLE, (share("not_sought_share", "not_sought", "fell_ill"),)
)

ACCESS: Final = (_SOUGHT,)
