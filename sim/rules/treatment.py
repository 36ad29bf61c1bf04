"""Treatment: when an episode is treated for good."""

from __future__ import annotations

import math

from sim.contract import NOWHERE, Patient


def treated(p: Patient, instant: float) -> None:
    """Note the instant of definitive treatment; after a return the first right one stands."""
    if math.isnan(p.treated_at):
        p.treated_at = instant


def untreated(p: Patient) -> None:
    """Forget where the patient was going to be treated, if that has not happened."""
    if math.isnan(p.treated_at):
        p.treated_facility = NOWHERE
        p.beyond = 0
