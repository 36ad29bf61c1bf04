"""Prescriptions: which patients come again for drugs, and which need not."""

from __future__ import annotations

from dataclasses import dataclass

from sim.system import System


@dataclass(slots=True)
class PrescriptionTables:
    """Repeat prescriptions."""

    repeat: list[int]  # [condition] 1: one comes for drugs
    not_needed: float  # share of repeat visits that long prescriptions spare
    stocked: float
    returning: float


def lower_prescriptions(system: System) -> PrescriptionTables:
    """Return the tables of repeat prescriptions."""
    scripts = system.prescriptions
    return PrescriptionTables(
        repeat=[int(condition.repeat_prescription) for condition in system.conditions.values()],
        not_needed=scripts.long_share * max(0.0, 1.0 - scripts.ordinary_days / scripts.long_days),
        stocked=scripts.stocked,
        returning=scripts.returning,
    )
