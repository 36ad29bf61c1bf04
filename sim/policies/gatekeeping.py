"""Gatekeeping (基层首诊): first contact at the base, for what the base should see."""

from __future__ import annotations

from dataclasses import replace

from pydantic.dataclasses import dataclass

from sim.policies.base import Policy
from sim.system import System
from sim.system.fields import STRICT, Share


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Gatekeeping(Policy):
    """Patients whose condition suits the base go there first; emergencies are exempt."""

    compliance: Share
    """Share of those who would have gone to a hospital of ``access.gatekeeping_from``."""

    def apply(self, system: System) -> System:
        """Raise compliance to the dose."""
        compliance = max(system.access.gatekeeping_compliance, self.compliance)
        return replace(system, access=replace(system.access, gatekeeping_compliance=compliance))
