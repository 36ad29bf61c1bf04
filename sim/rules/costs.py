"""Costs: what a patient pays out of pocket."""

from __future__ import annotations

from sim.contract import Patient
from sim.rules import notes
from sim.rules.triage import urgent
from sim.tables import Tables


def pay_visit(tables: Tables, p: Patient) -> None:
    """Pay for a visit that begins; emergencies need no referral."""
    bill = tables.costs.bill[p.facility]
    p.out_of_pocket_cny += bill.visit if _covered(p) else bill.visit_unreferred


def pay_admission(tables: Tables, p: Patient) -> None:
    """Pay for an admission when its bed begins; this includes recovery after a step-down."""
    bill = tables.costs.bill[p.facility]
    p.out_of_pocket_cny += bill.admission if _covered(p) else bill.admission_unreferred


def _covered(p: Patient) -> bool:
    """Say whether the insurance pays as with a referral."""
    return urgent(p) or notes.by_letter(notes.way(p, p.hop - 1))
