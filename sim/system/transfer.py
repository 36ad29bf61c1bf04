"""Transfers between facilities: who is carried by an ambulance, and what comes before."""

from __future__ import annotations

import math

from pydantic.dataclasses import dataclass

from sim.system.durations import Duration
from sim.system.fields import STRICT, Amount, Patience

AMBULANCE = "ambulance"
"""Name of the station of a facility whose servers are its vehicles with their crews."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Stabilisation:
    """Minutes until a patient can be moved, by acuity."""

    critical: Duration = Duration(mean=0.0)
    """Acuity 1."""
    urgent: Duration = Duration(mean=0.0)
    """Acuity 2."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Transfer:
    """How urgent patients who are referred formally come to the other facility.

    They are carried by an ambulance of the facility that sends them, or, if it has none, of the one
    that receives them: of its station ``ambulance``. Where neither has one, they go as others do.
    """

    stabilisation_minutes: Stabilisation = Stabilisation()
    """Minutes at the facility that sends, before the patient can be moved."""
    loading_minutes: Amount = 0.0
    """Minutes for taking the patient over into the ambulance."""
    ambulance_patience_hours: Patience = math.inf
    """Hours after which one goes without an ambulance; not ``never`` where those who step down are
    carried too, who keep a bed meanwhile."""
    ambulance_for_step_down: bool = False
    """Whether inpatients who step down are carried by ambulance too."""
