"""Chest pain centres (胸痛中心): thrombolysis at members, a way past the emergency department."""

from __future__ import annotations

from dataclasses import replace

from pydantic.dataclasses import dataclass

from sim.policies.base import Policy
from sim.system import System
from sim.system.fields import STRICT, Share


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ChestPainCentre(Policy):
    """The members take part in the pathways; it holds for those of stroke and trauma too."""

    lysis: Share
    """Share of those who may have the needle who are given it at a facility without the device."""
    bypass: Share
    """Share of those diagnosed before a transfer who go past the emergency department."""
    prewarning: Share
    """Share of the activation's minutes that their announcement saves."""

    def apply(self, system: System) -> System:
        """Raise all three to the dose."""
        centre = system.chest_pain_centre
        raised = replace(
            centre,
            lysis=max(centre.lysis, self.lysis),
            bypass=max(centre.bypass, self.bypass),
            prewarning=max(centre.prewarning, self.prewarning),
        )
        return replace(system, chest_pain_centre=raised)
