"""Remote reading: a hub with readers, and members that record."""

from __future__ import annotations

from collections.abc import Iterator

from sim.system import System
from sim.system.faults import Fault
from sim.system.fields import nearest


def wrong_remote(system: System) -> Iterator[Fault]:
    """Yield hubs that cannot read, and members that record nothing to be read."""
    for name, reading in system.remote.items():
        yield from _hub(system, name)
        for i, member in enumerate(reading.members):
            if name not in _modalities(system, member):
                key = f"remote.{name}.members.{i}"
                yield Fault(key, member, f"a facility whose flows have an order of reading {name}")


def _hub(system: System, name: str) -> Iterator[Fault]:
    """A modality that members send has a hub with readers."""
    reading = system.remote[name]
    if reading.hub is None:
        if reading.members:
            expected = "a facility, since there are members that send to it"
            yield Fault(f"remote.{name}.hub", "(left out)", expected)
        return
    hub = system.network.facilities.get(reading.hub)
    if hub is not None and reading.station not in hub.stations:
        given = reading.station or "(left out)"
        hint = nearest(given, hub.stations)
        yield Fault(f"remote.{name}.station", given, f"a station of {reading.hub}", hint)


def _modalities(system: System, facility: str) -> set[str | None]:
    """The modalities that a facility's flows record."""
    place = system.network.facilities.get(facility)
    flows = place.flows if place is not None else ()
    return {line.reading for flow in flows for line in system.care.flows.get(flow, ())}
