"""Pathways: their names exist, and their shares fit the condition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sim.system import System
from sim.system.checks.slips import meant
from sim.system.faults import Fault


def wrong_pathways(system: System) -> Iterator[Fault]:
    """Yield misspelt names, and diagnoses that together are more than all patients."""
    services = {line.service for flow in system.care.flows.values() for line in flow}
    stations = {name for one in system.network.facilities.values() for name in one.stations}
    shares: dict[str, float] = defaultdict(float)
    for name, pathway in system.pathways.items():
        key = f"pathways.{name}"
        for part in ("diagnosis", "skips"):
            for i, service in enumerate(getattr(pathway, part)):
                yield from _misspelt(f"{key}.{part}.{i}", service, services, "service of some flow")
        if pathway.device:
            yield from _misspelt(f"{key}.device", pathway.device, stations, "station of a facility")
        shares[pathway.condition] += pathway.share
        if shares[pathway.condition] > 1.0:
            given = f"{shares[pathway.condition]:g} in all of {pathway.condition}"
            yield Fault(f"{key}.share", given, "shares of a condition that add up to at most 1")


def _misspelt(key: str, name: str, known: set[str], what: str) -> Iterator[Fault]:
    if found := meant(name, known):
        yield Fault(key, name, f"a {what}", found)
