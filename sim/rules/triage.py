"""Triage: who is urgent, and who goes first."""

from __future__ import annotations

from typing import Final

from sim.contract import CRITICAL, Patient

LAST_URGENT: Final = 2
"""The last level of the four that counts as an emergency (急诊分级 I and II)."""


def urgent(p: Patient) -> bool:
    """Say whether the patient is an emergency."""
    return p.acuity <= LAST_URGENT


def triage_priority(p: Patient) -> int:
    """Return the priority in emergency, by acuity; the green channel and who has worsened first."""
    return CRITICAL if p.by_channel == 1 or p.worsened == 1 else p.acuity - 1
