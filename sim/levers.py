"""Levers: what your own lever needs, which is a base class, the system, and kinds of doses.

A lever is a class with the decorator :func:`lever`, which makes it a checked dataclass. It has its
doses as fields and one method, ``apply(system) -> system``. docs/extending.md writes one.
"""

from __future__ import annotations

from typing import TypeVar, dataclass_transform

from pydantic.dataclasses import dataclass

from sim.policies.base import KeptBeds, Policy, StaffMove
from sim.system import System
from sim.system.faults import Fault, Faults
from sim.system.fields import STRICT, Amount, Count, Share
from sim.system.network import Clinic, Facility, Home, Tier, Ward

__all__ = [
    "Amount",
    "Clinic",
    "Count",
    "Facility",
    "Fault",
    "Faults",
    "Home",
    "KeptBeds",
    "Policy",
    "Share",
    "StaffMove",
    "System",
    "Tier",
    "Ward",
    "lever",
]

Lever = TypeVar("Lever", bound=Policy)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def lever(kind: type[Lever]) -> type[Lever]:
    """Return a lever's class as a frozen dataclass that checks its doses."""
    made: type[Lever] = dataclass(frozen=True, kw_only=True, config=STRICT)(kind)  # type: ignore[assignment]
    return made
