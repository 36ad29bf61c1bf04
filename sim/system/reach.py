"""Reach: the facilities that residents of a home may go to first."""

from __future__ import annotations

from sim.system import System
from sim.system.network import Facility, FirstContact, Tier


def first_contacts(system: System, home: str) -> list[str]:
    """Return the facilities of the observed shares; without those, all within reach."""
    observed = system.network.homes[home].first_contact
    return within_reach(system, home) if observed is None else _chosen(observed)


def within_reach(system: System, home: str) -> list[str]:
    """Return the facilities that are near enough, in the planner's order."""
    minutes = {
        name: system.network.travel(home, name)
        for name, facility in system.network.facilities.items()
        if receives(facility) or facility.tier is Tier.OUTSIDE
    }
    choice, facilities = system.access.choice, system.network.facilities
    return [
        name
        for name, way in minutes.items()
        if way is not None
        and way <= choice.reach_minutes_for.get(facilities[name].tier, choice.reach_minutes)
    ]


def receives(facility: Facility) -> bool:
    """Say whether patients can come to a facility."""
    return facility.clinic is not None or facility.emergency is not None


def nearest_emergency(system: System, home: str) -> str | None:
    """Return the nearest facility with an emergency department; None: there is no way to any."""
    ways = {
        name: system.network.travel(home, name)
        for name, facility in system.network.facilities.items()
        if facility.emergency is not None
    }
    known = {name: way for name, way in ways.items() if way is not None}
    return min(known, key=lambda name: known[name], default=None)


def _chosen(observed: FirstContact) -> list[str]:
    """The facilities of which any share is above 0."""
    groups = (observed.suited, observed.not_suited, observed.emergency)
    return list(dict.fromkeys(name for group in groups for name, share in group.items() if share))
