"""Leading: which hospital leads the consortium (牵头医院)."""

from __future__ import annotations

from typing import Final

from sim.system.network import Network, Tier

LEADING: Final = (Tier.MUNICIPAL, Tier.DISTRICT, Tier.BASE, Tier.VILLAGE)
"""Tiers of a consortium, the highest first."""


def leader(network: Network) -> str | None:
    """Return the lead: the facility that is named as such, or else the first municipal one."""
    return network.lead or _first(network, Tier.MUNICIPAL)


def highest(network: Network) -> str | None:
    """Return the lead, or without one the first facility of the highest tier.

    None if no facility is of the consortium.
    """
    found = (_first(network, tier) for tier in LEADING)
    return leader(network) or next(filter(None, found), None)


def _first(network: Network, tier: Tier) -> str | None:
    every = network.facilities.items()
    return next((name for name, facility in every if facility.tier is tier), None)
