"""Names that codes stand for, and the codes of names."""

from __future__ import annotations

from dataclasses import dataclass

from sim.system import System
from sim.system.joint_wards import wards_in_use
from sim.system.network import Facility
from sim.tables.codes import STAGES


@dataclass(frozen=True)
class Names:
    """Names in the order of their codes."""

    facilities: list[str]
    homes: list[str]
    conditions: list[str]
    stages: list[str]
    stations: list[str]
    modalities: list[str]
    pathways: list[str]

    def station(self, facility: str, name: str) -> int:
        """Return the code of a facility's station, or -1."""
        full = f"{facility}/{name}"
        return self.stations.index(full) if full in self.stations else -1

    def stations_of(self, name: str) -> list[int]:
        """Return the code of each facility's station of that name, or -1."""
        return [self.station(facility, name) for facility in self.facilities]


def names_of(system: System) -> Names:
    """Return the names of a system, each list in the planner's order."""
    flows = system.care.flows.values()
    services = dict.fromkeys(line.service for flow in flows for line in flow)
    return Names(
        facilities=list(system.network.facilities),
        homes=list(system.network.homes),
        conditions=list(system.conditions),
        stages=[*STAGES, *(name for name in services if name not in STAGES)],
        stations=[
            f"{name}/{station}"
            for name, facility in system.network.facilities.items()
            for station in _stations(system, name, facility)
        ],
        modalities=sorted(system.remote),
        pathways=list(system.pathways),
    )


def _stations(system: System, name: str, facility: Facility) -> list[str]:
    """The station names of a facility: clinics, stations, wards, visiting experts."""
    experts = [clinic.specialty for clinic in system.outreach.clinics if clinic.at == name]
    return [
        *(f"consultation.{specialty}" for specialty in facility.clinics),
        *facility.stations,
        *wards_in_use(system, name),
        *dict.fromkeys(f"expert.{specialty}" for specialty in experts),
    ]
