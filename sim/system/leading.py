"""Leading: which hospital leads the consortium (牵头医院)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from sim.system.faults import Fault
from sim.system.network import Network, Tier

if TYPE_CHECKING:
    from sim.system import System

LEADING: Final = (Tier.MUNICIPAL, Tier.DISTRICT, Tier.BASE, Tier.VILLAGE)
"""Tiers of a consortium, the highest first."""


def leader(network: Network) -> str | None:
    """Return the facility that leads: the one that is named, or else the first municipal one."""
    return network.lead or _first(network, Tier.MUNICIPAL)


def highest(network: Network) -> str | None:
    """Return the leader, or where nobody leads the first facility of the highest tier.

    None if no facility is of the consortium.
    """
    found = (_first(network, tier) for tier in LEADING)
    return leader(network) or next(filter(None, found), None)


def _first(network: Network, tier: Tier) -> str | None:
    every = network.facilities.items()
    return next((name for name, facility in every if facility.tier is tier), None)


def wrong_lead(system: System) -> Iterator[Fault]:
    """Yield a fault if the hospital that is to lead is not of the consortium."""
    lead = system.network.facilities.get(system.network.lead or "")
    if lead is not None and lead.tier not in LEADING:
        expected = f"a member of the consortium; it is {lead.tier.value}"
        yield Fault("network.lead", str(system.network.lead), expected)
