"""Ability: which cases each facility can treat."""

from __future__ import annotations

from dataclasses import dataclass

from sim.system import System


@dataclass(slots=True)
class AbilityTables:
    """What facilities can treat."""

    capability: list[list[float]]  # [facility][condition] highest complexity


def lower_ability(system: System) -> AbilityTables:
    """Return the tables of what facilities can treat."""
    facilities = system.network.facilities.values()
    return AbilityTables(
        [[one.can_treat(name) for name in system.conditions] for one in facilities]
    )
