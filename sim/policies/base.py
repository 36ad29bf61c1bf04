"""What a policy lever is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.system import System
from sim.system.faults import Fault, Faults
from sim.system.leading import highest


@dataclass(frozen=True)
class StaffMove:
    """Staff hours that a lever moves from one facility to another, each week."""

    role: str
    """Who: expert, reader, clinic doctor."""
    giver: str
    """Facility (or tier) that loses the hours."""
    receiver: str
    """Facility (or tier) that gains them."""
    hours_lost: float
    """Hours a week missing at the giver, travel included."""
    hours_gained: float
    """Hours a week that reach patients at the receiver."""
    hours_added: float = 0.0
    """Hours a week that are new, paid for by nobody in the network."""


@dataclass(frozen=True)
class KeptBeds:
    """Beds that a lever keeps free for some patients, so that all others have fewer."""

    facility: str
    """Facility whose beds they are."""
    ward: str
    """Its ward; ``ward``: the single one."""
    beds: int
    """Beds that are kept, of those that there are."""


class Policy(ABC):
    """A lever. Subclass it as a frozen pydantic dataclass and override :meth:`apply`.

    ``apply`` returns a new System and touches nothing else. With its dose at zero it returns the
    System that it was given. What it moves between facilities it reports in :meth:`moves`, and what
    it keeps free in :meth:`keeps`.
    """

    @abstractmethod
    def apply(self, system: System) -> System:
        """Return the system with this lever in place."""

    def moves(self, system: System) -> tuple[StaffMove, ...]:
        """Return the staff hours that the lever moves in the system (before it is applied)."""
        return ()

    def keeps(self, system: System) -> tuple[KeptBeds, ...]:
        """Return the beds that the lever keeps free in the system (before it is applied)."""
        return ()

    def remarks(self, system: System) -> tuple[str, ...]:
        """Return what a planner should know of it in the system (before it is applied)."""
        return ()


def remarks(system: System, policies: Mapping[str, Policy]) -> tuple[str, ...]:
    """Return what planners should know of levers that are put on top, in their order."""
    found: list[str] = []
    for name, policy in policies.items():
        found += [f"policy.{name}.{text}" for text in policy.remarks(system)]
        system = policy.apply(system)
    return tuple(found)


def fold(system: System, policies: Sequence[Policy]) -> System:
    """Return the system with all policies applied, in the order given."""
    for policy in policies:
        system = policy.apply(system)
    return system


def leading(system: System, key: str, does: str) -> str:
    """Return the hospital that leads the consortium, for a ``key`` that is left out.

    Raises :class:`~sim.system.faults.Faults` if the network has none; ``does`` is what it is for.
    """
    found = highest(system.network)
    if found is None:
        expected = f"a hospital that {does}, since no facility is of the consortium"
        raise Faults((Fault(key, "(left out)", expected),))
    return found
