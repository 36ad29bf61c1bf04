"""How transfers of urgent patients, who worsens, and time-critical pathways are counted."""

from __future__ import annotations

from typing import Final

from sim.outcomes.families.family import CELLS, EVERYWHERE, Family, count, mean, share, spread

_AMBULANCES: Final = Family(
    CELLS,
    ("carried", "ambulance_wait_events"),
    EVERYWHERE,
    (count("ambulance_transfers", "carried"), *spread("ambulance_wait")),
)

_WORSENED: Final = Family(
    CELLS, ("resolved",), EVERYWHERE, (count("worsened_waiting", "worsened"),)
)

_PATHWAYS: Final = Family(
    CELLS,
    ("time_critical",),
    EVERYWHERE,
    (
        count("time_critical", "time_critical"),
        *spread("contact_to_test"),
        share("contact_to_test_on_time", "test_in_time", "contact_to_test_events"),
        *spread("contact_to_needle"),
        share("contact_to_needle_on_time", "needle_in_time", "contact_to_needle_events"),
        *spread("contact_to_device"),
        share("contact_to_device_on_time", "device_in_time", "contact_to_device_events"),
        *spread("door_in_door_out"),
        share("door_in_door_out_on_time", "door_out_in_time", "door_in_door_out_events"),
        *spread("onset_to_reperfusion"),
        share("reperfused_share", "reperfused", "time_critical"),
        mean("expected_mortality", "death_risk"),
    ),
)

CRITICAL: Final = (_AMBULANCES, _WORSENED, _PATHWAYS)
