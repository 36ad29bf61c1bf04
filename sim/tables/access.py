"""Access: what decides where people come first, beside the choice itself."""

from __future__ import annotations

from dataclasses import dataclass

from sim.clock import HOURS_PER_MINUTE
from sim.contract import NOWHERE
from sim.system import System
from sim.system.leading import leader
from sim.system.network import Tier
from sim.system.reach import nearest_emergency
from sim.tables.names import Names


@dataclass(slots=True)
class HomeRow:
    """A home."""

    base: int  # facility
    emergency: int  # facility of the nearest emergency department
    contracted: float  # share with a family doctor


@dataclass(slots=True)
class AccessTables:
    """First contact."""

    home: list[HomeRow]
    outside: list[int]  # [facility] 1: patients who go there leave the model
    gatekept: list[int]  # [facility] 1: people may be sent from here to their own base
    suited: list[int]  # [condition] 1: to the base
    compliance: list[list[float]]  # [home][acuity - 1] probability of going to the own base
    contract_kept: float  # compliance of those with a family doctor
    closed_to_emergency: list[float]  # [acuity - 1] probability
    brought_in: list[float]  # [acuity - 1] probability of coming by ambulance
    response: float  # hours until the ambulance is there
    ambulance_pace: float  # an ambulance's time over a car's


def lower_access(system: System, names: Names) -> AccessTables:
    """Return the tables of first contact."""
    network, access = system.network, system.access
    return AccessTables(
        home=_homes(system, names),
        outside=[
            int(one.clinic is None and one.emergency is None) for one in network.facilities.values()
        ],
        gatekept=[int(_gatekept(system, name)) for name in network.facilities],
        suited=[int(condition.suited_to_base) for condition in system.conditions.values()],
        compliance=_compliance(system),
        contract_kept=access.family_doctors.compliance,
        closed_to_emergency=list(access.closed_to_emergency),
        brought_in=[access.brought_in.critical, access.brought_in.urgent, 0.0, 0.0],
        response=access.brought_in.response_minutes * HOURS_PER_MINUTE,
        ambulance_pace=network.roads.by_ambulance(1.0),
    )


def _homes(system: System, names: Names) -> list[HomeRow]:
    """The rows of homes."""
    codes = {name: code for code, name in enumerate(names.facilities)}
    return [
        HomeRow(
            base=codes.get(home.base or "", NOWHERE),
            emergency=codes.get(nearest_emergency(system, name) or "", NOWHERE),
            contracted=max(home.contracted, system.access.family_doctors.contracted),
        )
        for name, home in system.network.homes.items()
    ]


def _compliance(system: System) -> list[list[float]]:
    """Probability of going to the own base, by home and acuity; emergencies (1, 2) are exempt."""
    access = system.access
    factors = (0.0, 0.0, *access.compliance_by_acuity)
    return [
        [
            min(1.0, access.gatekeeping_compliance * home.compliance_factor * factor)
            for factor in factors
        ]
        for home in system.network.homes.values()
    ]


def _gatekept(system: System, name: str) -> bool:
    """Whether gatekeeping sends people away from a facility; the lead counts as municipal."""
    facility, tiers = system.network.facilities[name], system.access.gatekeeping_from
    leads = name == leader(system.network) and Tier.MUNICIPAL in tiers
    return (facility.tier in tiers or leads) and not facility.primary
