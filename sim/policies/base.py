"""Base: the class that levers derive from, and what a lever reports."""

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
    """Kind of staff: expert, reader, clinic doctor."""
    giver: str
    """Facility (or tier) that loses the hours."""
    receiver: str
    """Facility (or tier) that gains them."""
    hours_lost: float
    """Hours a week missing at the giver, travel included."""
    hours_gained: float
    """Hours a week that reach patients at the receiver."""
    hours_added: float = 0.0
    """Hours a week that are new: no facility of the network loses them."""


@dataclass(frozen=True)
class KeptBeds:
    """Beds that a lever keeps free for some patients; all others have fewer."""

    facility: str
    """Facility whose beds they are."""
    ward: str
    """Its ward; ``ward``: the single one."""
    beds: int
    """Beds that are kept, out of the ward's beds."""


class Policy(ABC):
    """A lever. Subclass it as a frozen pydantic dataclass and override :meth:`apply`.

    ``apply`` returns a new System and touches nothing else. With a dose of zero it returns the
    System that it was given. :meth:`moves` reports staff that move between facilities,
    :meth:`keeps` beds that are kept free.
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
        """Return sentences for planners on the lever in the system (before it is applied)."""
        return ()


def remarks(system: System, policies: Mapping[str, Policy]) -> tuple[str, ...]:
    """Return sentences for planners on levers that are put on top, in their order."""
    found: list[str] = []
    for name, policy in policies.items():
        found += [f"policy.{name}.{text}" for text in policy.remarks(system)]
        system = policy.apply(system)
    return tuple(found)


def fold(system: System, policies: Sequence[Policy]) -> System:
    """Return the system with all levers applied, in the order given."""
    for policy in policies:
        system = policy.apply(system)
    return system


def leading(system: System, key: str, does: str) -> str:
    """Return the hospital that leads the consortium, for a ``key`` that is left out.

    Raises :class:`~sim.system.faults.Faults` if the network has none; ``does`` says what for.
    """
    found = highest(system.network)
    if found is None:
        expected = f"a hospital that {does}, since no facility is of the consortium"
        raise Faults((Fault(key, "(left out)", expected),))
    return found
