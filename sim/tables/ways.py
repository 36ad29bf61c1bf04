"""Ways: hours on the road between homes and facilities."""

from __future__ import annotations

from dataclasses import dataclass

from sim.clock import HOURS_PER_MINUTE
from sim.system.network import Network


@dataclass(slots=True)
class WayTables:
    """Hours on the road."""

    travel: list[list[float]]  # [home][facility]
    transfer: list[list[float]]  # [facility][facility] as patients and experts travel
    ambulance: list[list[float]]  # [facility][facility]


def lower_ways(network: Network) -> WayTables:
    """Return the hours from homes to facilities, and from each facility to each other."""
    facilities, homes = network.facilities, network.homes
    return WayTables(
        travel=[[_hours(network.travel(home, place)) for place in facilities] for home in homes],
        transfer=[
            [_hours(network.transfer(here, there)) for there in facilities] for here in facilities
        ],
        ambulance=[
            [_hours(network.ambulance(here, there)) for there in facilities] for here in facilities
        ],
    )


def _hours(minutes: float | None) -> float:
    """Hours; 0 where no minutes are known: nobody goes that way."""
    return 0.0 if minutes is None else minutes * HOURS_PER_MINUTE
