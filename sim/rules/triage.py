"""Triage: which patients are urgent, and which go first."""

from __future__ import annotations

from sim.contract import CRITICAL, Patient
from sim.system.acuity import LAST_URGENT


def urgent(p: Patient) -> bool:
    """Say whether the patient is an emergency."""
    return p.acuity <= LAST_URGENT


def triage_priority(p: Patient) -> int:
    """Return the priority in emergency, by acuity.

    Patients by the green channel, with a critical finding called in, or who have worsened go first.
    """
    first = p.by_channel == 1 or p.worsened == 1 or p.called == 1
    return CRITICAL if first else p.acuity - 1
