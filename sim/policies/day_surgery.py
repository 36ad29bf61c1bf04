"""Day surgery (日间手术): planned operations without a night in the ward."""

from __future__ import annotations

from dataclasses import replace

from pydantic.dataclasses import dataclass

from sim.policies.base import Policy
from sim.system import System
from sim.system.fields import STRICT, Share


@dataclass(frozen=True, kw_only=True, config=STRICT)
class DaySurgery(Policy):
    """More of the suitable operations are done in a day, in the day wards that there are."""

    share: Share
    """Share of the suitable operations."""

    def apply(self, system: System) -> System:
        """Raise the share to the dose."""
        share = max(system.surgery.day_share, self.share)
        return replace(system, surgery=replace(system.surgery, day_share=share))
