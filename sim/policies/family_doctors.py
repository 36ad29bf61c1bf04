"""Family doctors (家庭医生签约): more residents have a contract, and more of them keep to it."""

from __future__ import annotations

from dataclasses import replace

from pydantic.dataclasses import dataclass

from sim.policies.base import Policy
from sim.system import System
from sim.system.fields import STRICT, Share


@dataclass(frozen=True, kw_only=True, config=STRICT)
class FamilyDoctors(Policy):
    """Residents with a contract see their own base first; emergencies are exempt."""

    contracted: Share
    """Share of the residents with a contract."""
    compliance: Share
    """Share of those who keep to it, of those who would have gone up or outside."""

    def apply(self, system: System) -> System:
        """Raise contracts and compliance to the dose."""
        present = system.access.family_doctors
        contracts = replace(
            present,
            contracted=max(present.contracted, self.contracted),
            compliance=max(present.compliance, self.compliance),
        )
        return replace(system, access=replace(system.access, family_doctors=contracts))
