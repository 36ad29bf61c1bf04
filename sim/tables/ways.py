"""Ways: hours on the road between homes and facilities."""

from __future__ import annotations

from sim.clock import HOURS_PER_MINUTE
from sim.system.network import Network


def travel(network: Network) -> list[list[float]]:
    """Return the hours from each home to each facility."""
    return [
        [_hours(network.travel(home, facility)) for facility in network.facilities]
        for home in network.homes
    ]


def transfer(network: Network) -> list[list[float]]:
    """Return the hours from each facility to each other, as patients and experts travel."""
    facilities = network.facilities
    return [[_hours(network.transfer(here, there)) for there in facilities] for here in facilities]


def ambulance(network: Network) -> list[list[float]]:
    """Return the hours from each facility to each other, of an ambulance."""
    facilities = network.facilities
    return [[_hours(network.ambulance(here, there)) for there in facilities] for here in facilities]


def _hours(minutes: float | None) -> float:
    """Hours; 0 where no minutes are known, which nobody uses."""
    return 0.0 if minutes is None else minutes * HOURS_PER_MINUTE
