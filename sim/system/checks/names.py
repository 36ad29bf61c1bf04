"""Names: at least one of each kind, and none with a stroke."""

from __future__ import annotations

from collections.abc import Iterator

from sim.system import System
from sim.system.faults import Fault


def nothing_described(system: System) -> Iterator[Fault]:
    """Yield each part of the system that is empty."""
    parts = {
        "network.facilities": system.network.facilities,
        "network.homes": system.network.homes,
        "conditions": system.conditions,
    }
    for key, part in parts.items():
        if not part:
            yield Fault(key, "{}", "at least one")


def wrong_names(system: System) -> Iterator[Fault]:
    """Yield each name with a stroke, since a station's full name is facility/station."""
    for name, facility in system.network.facilities.items():
        key = f"network.facilities.{name}"
        named = {key: name}
        named |= {f"{key}.stations.{station}": station for station in facility.stations}
        named |= {f"{key}.clinics.{specialty}": specialty for specialty in facility.clinics}
        named |= {f"{key}.wards.{ward}": ward for ward in facility.wards}
        for where, given in named.items():
            if "/" in given or not given:
                yield Fault(where, given, "a name without /")
