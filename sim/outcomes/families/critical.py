"""How transfers of urgent patients are counted."""

from __future__ import annotations

from typing import Final

from sim.outcomes.families.family import CELLS, EVERYWHERE, Family, count, spread

_AMBULANCES: Final = Family(
    CELLS,
    ("carried", "ambulance_wait_events"),
    EVERYWHERE,
    (count("ambulance_transfers", "carried"), *spread("ambulance_wait")),
)

_WORSENED: Final = Family(
    CELLS, ("travel_hours_events",), EVERYWHERE, (count("worsened_waiting", "worsened"),)
)

CRITICAL: Final = (_AMBULANCES, _WORSENED)
