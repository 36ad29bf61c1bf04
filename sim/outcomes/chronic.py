"""Chronic persons: what an episode says of their follow-up and control."""

from __future__ import annotations

from sim.contract import DUE, EXACERBATED, EXACERBATION, HELD, NOWHERE, Patient
from sim.outcomes.facts import (
    CHRONIC_ADMITTED,
    CONTROLLED,
    EXACERBATIONS,
    FOLLOW_UPS_DUE,
    FOLLOW_UPS_HELD,
    HELD_AT_LEAD,
    OCCASIONS,
    TIERS,
)
from sim.outcomes.rows import Books

_LEAD = TIERS.index("municipal")


def count_person(t: Books, patient: Patient, who: int) -> None:
    """Count an episode of a chronic person."""
    head, what = t.head[who], patient.chronic
    head[CHRONIC_ADMITTED] += int(patient.admitted > 0)
    if what in (EXACERBATION, EXACERBATED):
        head[EXACERBATIONS] += int(what == EXACERBATED)
        return
    head[OCCASIONS] += 1
    head[CONTROLLED] += patient.controlled
    if what in (DUE, HELD):
        head[FOLLOW_UPS_DUE] += 1
    if what == HELD:
        head[FOLLOW_UPS_HELD] += 1
        first = patient.first_facility
        if first != NOWHERE and t.frame.facility[first].tier == _LEAD:
            head[HELD_AT_LEAD] += 1
