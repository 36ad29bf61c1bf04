"""Long prescriptions (长处方): fewer repeat visits, and the drugs in stock at the base."""

from __future__ import annotations

from dataclasses import replace

from pydantic.dataclasses import dataclass

from sim.policies.base import Policy
from sim.system import System
from sim.system.fields import STRICT, Share


@dataclass(frozen=True, kw_only=True, config=STRICT)
class LongPrescriptions(Policy):
    """Repeat patients get drugs for longer, and find them at their own base."""

    long_share: Share
    """Share of the repeat patients who get long prescriptions."""
    stocked: Share
    """Share of the repeat patients whose drugs their base has in stock."""
    returning: Share
    """Share of the hospitals' repeat patients who go to their base once it has the drugs."""

    def apply(self, system: System) -> System:
        """Raise the three shares to the dose."""
        now = system.prescriptions
        raised = replace(
            now,
            long_share=max(now.long_share, self.long_share),
            stocked=max(now.stocked, self.stocked),
            returning=max(now.returning, self.returning),
        )
        return replace(system, prescriptions=raised)
