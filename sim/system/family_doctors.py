"""Family doctors: residents who have signed a contract with one at their base (家庭医生签约)."""

from __future__ import annotations

from pydantic.dataclasses import dataclass

from sim.system.fields import STRICT, Share


@dataclass(frozen=True, kw_only=True, config=STRICT)
class FamilyDoctors:
    """How many residents have a contract, and how many of those keep to it."""

    contracted: Share = 0.0
    """Share of the residents with a contract, everywhere; more where a home has more."""
    compliance: Share = 0.0
    """Share of them who go to their own base first with what it should see, instead of to a
    hospital of ``access.gatekeeping_from``."""
