"""Triage: who is urgent, and who goes first."""

from __future__ import annotations

from sim.contract import CRITICAL, Patient
from sim.system.acuity import LAST_URGENT


def urgent(p: Patient) -> bool:
    """Say whether the patient is an emergency."""
    return p.acuity <= LAST_URGENT


def triage_priority(p: Patient) -> int:
    """Return the priority in emergency, by acuity.

    The green channel goes first, who has worsened, and whose critical finding was called in.
    """
    first = p.by_channel == 1 or p.worsened == 1 or p.called == 1
    return CRITICAL if first else p.acuity - 1
