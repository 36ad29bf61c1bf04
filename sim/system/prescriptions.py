"""Repeat prescriptions: how long a prescription lasts, and where the drugs are."""

from __future__ import annotations

from pydantic.dataclasses import dataclass

from sim.system.fields import STRICT, Positive, Share


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Prescriptions:
    """Demand is drawn at the ordinary interval; longer prescriptions make visits unneeded."""

    ordinary_days: Positive = 30.0
    """Days that an ordinary prescription lasts."""
    long_days: Positive = 90.0
    """Days that a long prescription lasts."""
    long_share: Share = 0.0
    """Share of the repeat patients who have long prescriptions."""
    stocked: Share = 0.0
    """Share of the repeat patients whose drugs their base has in stock."""
    returning: Share = 0.0
    """Share of the repeat patients of hospitals in ``access.gatekeeping_from`` who go to their base
    once it has the drugs."""
