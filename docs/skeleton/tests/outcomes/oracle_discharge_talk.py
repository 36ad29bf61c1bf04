"""Discharge talks in SQL."""

from __future__ import annotations

from typing import Final

from tests.outcomes.oracle_families import _CONTACT, _EVERYWHERE, Family, Measure

_TALKED: Final = Family(
    f'({_CONTACT} AND talked AND observed("left"))',
    _EVERYWHERE,
    (Measure("talked", "nullif(yearly(count(*)), 0)"),),
)

DISCHARGE_TALK: Final = (_TALKED,)
