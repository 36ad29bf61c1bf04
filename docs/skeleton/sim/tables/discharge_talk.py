"""Discharge talks as numbers."""

from __future__ import annotations

from dataclasses import dataclass

from sim.clock import HOURS_PER_MINUTE
from sim.system.discharge_talk import DischargeTalk


@dataclass(slots=True)
class DischargeTalkTables:
    """With whom a nurse talks before discharge, and what that does."""

    share: float
    hours: float
    left: float  # share of the returns that is left after a talk


def lower_discharge_talk(talk: DischargeTalk) -> DischargeTalkTables:
    """Return the tables of discharge talks."""
    return DischargeTalkTables(
        share=talk.share,
        hours=talk.minutes * HOURS_PER_MINUTE,
        left=1.0 - talk.spares,
    )
