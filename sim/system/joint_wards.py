"""Joint wards: their name, and the beds that they take."""

from __future__ import annotations

from dataclasses import replace

from sim.system import System
from sim.system.network import Ward

JOINT = "joint"
"""The name of a joint ward beside the other wards of its facility."""
STATION = f"ward.{JOINT}"
"""The name of its station."""


def wards_in_use(system: System, facility: str) -> dict[str, Ward]:
    """Return all wards by the name of their station, the joint ward's beds moved to it."""
    wards = system.network.facilities[facility].every_ward()
    for joint in system.step_down.joint_wards:
        if joint.below == facility:
            single = wards["ward"]
            wards["ward"] = replace(single, beds=single.beds - joint.beds)
            wards[STATION] = replace(single, beds=joint.beds, surge_beds=0, borrows_from=None)
    return wards
