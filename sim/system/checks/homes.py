"""Homes: where residents go first, and their own base."""

from __future__ import annotations

from collections.abc import Iterator

from sim.system import System
from sim.system.checks.shares import not_one
from sim.system.faults import Fault


def wrong_homes(system: System) -> Iterator[Fault]:
    """Yield shares that do not add up, and bases without a clinic."""
    for name, home in system.network.homes.items():
        key = f"network.homes.{name}"
        first = home.first_contact
        for group in ("suited", "not_suited", "emergency") if first is not None else ():
            yield from not_one(
                f"{key}.first_contact.{group}", tuple(getattr(first, group).values())
            )
        base = system.network.facilities.get(home.base or "")
        if base is not None and base.clinic is None:
            yield Fault(f"{key}.base", str(home.base), "a facility with a clinic flow")
