"""Worsening: how soon patients get worse."""

from __future__ import annotations

from dataclasses import dataclass

from sim.clock import HOURS_PER_DAY
from sim.system.worsening import Worsening


@dataclass(slots=True)
class WorseningTables:
    """Rates of worsening, each hour."""

    urgent: float
    soon: float


def lower_worsening(worsening: Worsening) -> WorseningTables:
    """Return the rates of worsening."""
    return WorseningTables(
        urgent=worsening.urgent_per_day / HOURS_PER_DAY,
        soon=worsening.soon_per_day / HOURS_PER_DAY,
    )
