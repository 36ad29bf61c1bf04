"""Leading: which hospital leads the consortium (牵头医院)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from sim.system.faults import Fault
from sim.system.network import Network, Tier

if TYPE_CHECKING:
    from sim.system import System

LEADING: Final = (Tier.MUNICIPAL, Tier.DISTRICT, Tier.BASE, Tier.VILLAGE)
"""Tiers of a consortium, the one whose first facility leads if nothing else is said first."""


def leader(network: Network) -> str | None:
    """Return the facility that leads: the one that is named, or the first of the highest tier.

    None if no facility is of the consortium.
    """
    if network.lead is not None:
        return network.lead
    found = (
        name
        for tier in LEADING
        for name, facility in network.facilities.items()
        if facility.tier is tier
    )
    return next(found, None)


def wrong_lead(system: System) -> Iterator[Fault]:
    """Yield a fault if the hospital that is to lead is not of the consortium."""
    lead = system.network.facilities.get(system.network.lead or "")
    if lead is not None and lead.tier not in LEADING:
        expected = f"a member of the consortium; it is {lead.tier.value}"
        yield Fault("network.lead", str(system.network.lead), expected)
