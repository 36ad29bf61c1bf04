"""Levers of a planner's own, as somebody outside the project would write them."""

from __future__ import annotations

from dataclasses import replace

from pydantic.dataclasses import dataclass

from sim.policies.base import Policy
from sim.system import System
from sim.system.fields import STRICT, FacilityName, Share


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Training(Policy):
    """Training that lends a facility capability."""

    at: FacilityName
    """Facility whose doctors are trained."""
    gain: Share
    """What its capability grows by."""

    def apply(self, system: System) -> System:
        """Return the system in which the facility can treat more."""
        facilities = system.network.facilities
        place = facilities[self.at]
        trained = replace(place, capability=place.capability + self.gain)
        network = replace(system.network, facilities={**facilities, self.at: trained})
        return replace(system, network=network)


class NoLever:
    """Something else that a configuration could name."""
