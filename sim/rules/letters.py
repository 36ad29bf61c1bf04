"""Letters (上转单): which patients go up with one, by what they need there."""

from __future__ import annotations

from sim import luck
from sim.contract import Patient
from sim.rules import admission
from sim.rules.triage import urgent
from sim.tables import Tables
from sim.tables.codes import BY_NEED, OPERATION_ABOVE, OTHER_CARE


def need(tables: Tables, p: Patient) -> int:
    """Return what a patient needs above: care for the critical, the urgent, an operation, other."""
    if urgent(p):
        return p.acuity - 1  # CRITICAL_CARE or URGENT_CARE
    return OPERATION_ABOVE if admission.operation_above(tables, p) else OTHER_CARE


def written(tables: Tables, p: Patient, share: float, purpose: int) -> bool:
    """Say whether a patient goes with a letter: with probability ``share``, or BY_NEED.

    ``purpose`` is that of the luck. A patient with a critical value always does.
    """
    if p.called == 1:
        return True
    if share == BY_NEED:
        share = tables.referral.formal[need(tables, p)]
    return luck.uniform(p.key, purpose, p.hop) < share
