"""Discharge talks (出院指导): a nurse talks with inpatients before they go home."""

from __future__ import annotations

from dataclasses import replace

from pydantic.dataclasses import dataclass

from sim.policies.base import Policy
from sim.system import System
from sim.system.fields import STRICT, Share


@dataclass(frozen=True, kw_only=True, config=STRICT)
class DischargeTalks(Policy):
    """Nurses talk with more inpatients before they go home, who then come again less."""

    share: Share
    """Share of the inpatients with whom a nurse talks."""
    spares: Share
    """Share of their returns within 30 days that it spares."""

    def apply(self, system: System) -> System:
        """Raise both shares to the dose."""
        now = system.discharge_talk
        raised = replace(now, share=max(now.share, self.share), spares=max(now.spares, self.spares))
        return replace(system, discharge_talk=raised)
