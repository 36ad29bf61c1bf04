"""Ways: how an episode that came to the network goes on, for where it came first."""

from __future__ import annotations

import math

from sim.clock import HOURS_PER_WEEK
from sim.contract import LEFT_WAITING, NO_SHOW, NO_TICKET, NOWHERE, RIGHTLY, Patient
from sim.contract import UNTREATED as ENDED_UNTREATED
from sim.outcomes.cells import add_everywhere, count_case, count_everywhere, observed
from sim.outcomes.facts import (
    ADVISED_NOT_GONE,
    BROUGHT_IN,
    CRITICAL,
    CRITICAL_HERE,
    CRITICAL_UP,
    DECIDED,
    DECIDED_RIGHTLY,
    GREEN,
    HAD_7_DAYS,
    HAD_30_DAYS,
    IN_7_DAYS,
    IN_30_DAYS,
    LEFT_UNSEEN,
    OUT_OF_POCKET,
    RESOLVED,
    STILL_UNTREATED,
    TRAVEL_HOURS,
    UNTREATED,
    WORSENED,
)
from sim.outcomes.pathways import count_pathway
from sim.outcomes.rows import Books, Kind
from sim.outcomes.spans import MONTH, has_left
from sim.rules.critical_values import READ_AT_HUB

_UNTREATED = (NO_TICKET, LEFT_WAITING, ENDED_UNTREATED, NO_SHOW)
"""How an episode ends that nobody treats."""


def count_way(t: Books, patient: Patient, who: int, resolved: float, left: float) -> None:
    """Count the way of an episode; ``resolved`` and ``left`` are NaN if that is yet to be."""
    kind, facility = t.frame.kind[who], patient.first_facility
    if math.isnan(resolved):
        count_everywhere(t, kind, facility, STILL_UNTREATED)
    elif observed(t, resolved):
        _count_resolved(t, patient, kind)
    if observed(t, left):
        add_everywhere(t, kind, facility, TRAVEL_HOURS, patient.travel_hours)
        add_everywhere(t, kind, facility, OUT_OF_POCKET, patient.out_of_pocket_cny)
    _count_in_time(t, patient, kind, resolved)


def _count_resolved(t: Books, patient: Patient, kind: Kind) -> None:
    """Count an episode that has been treated, or is over without that."""
    facility = patient.first_facility
    count_case(t, patient, kind, facility, RESOLVED)
    if math.isnan(patient.treated_at) and patient.ending in _UNTREATED:
        count_case(t, patient, kind, facility, UNTREATED)
        if patient.ending in (NO_TICKET, LEFT_WAITING):
            count_everywhere(t, kind, facility, LEFT_UNSEEN)
        if patient.ending == ENDED_UNTREATED:
            count_case(t, patient, kind, facility, ADVISED_NOT_GONE)
    if patient.green == 1:
        count_everywhere(t, kind, facility, GREEN)
    if patient.critical != 0:
        by_hub = patient.critical == READ_AT_HUB
        count_everywhere(t, kind, facility, CRITICAL if by_hub else CRITICAL_HERE)
        if patient.referred_up > 0:
            count_everywhere(t, kind, facility, CRITICAL_UP)
    if patient.brought_in == 1:
        count_everywhere(t, kind, facility, BROUGHT_IN)
    if patient.worsened == 1:
        count_everywhere(t, kind, facility, WORSENED)
    _count_decision(t, patient, kind)
    count_pathway(t, patient, kind)


def _count_decision(t: Books, patient: Patient, kind: Kind) -> None:
    """Count the first decision of an episode that came first to a member below the lead."""
    row = t.frame.facility[patient.first_facility]
    if patient.decided == 0 or row.consortium == 0 or row.lead == 1:
        return
    count_case(t, patient, kind, patient.first_facility, DECIDED)
    if patient.decided == RIGHTLY:
        count_case(t, patient, kind, patient.first_facility, DECIDED_RIGHTLY)


def _count_in_time(t: Books, patient: Patient, kind: Kind, resolved: float) -> None:
    """Count whether an episode with so many days left was treated within them."""
    if not (has_left(t, patient.onset, HOURS_PER_WEEK) and observed(t, patient.onset)):
        return
    facility, treated = patient.first_facility, _treated_after(t, patient, resolved)
    count_case(t, patient, kind, facility, HAD_7_DAYS)
    if treated <= HOURS_PER_WEEK:
        count_case(t, patient, kind, facility, IN_7_DAYS)
    if has_left(t, patient.onset, MONTH):
        count_case(t, patient, kind, facility, HAD_30_DAYS)
        if treated <= MONTH:
            count_case(t, patient, kind, facility, IN_30_DAYS)


def _treated_after(t: Books, patient: Patient, resolved: float) -> float:
    """Return the hours from onset to treatment in the network; infinity without that."""
    facility = patient.treated_facility
    if math.isnan(resolved) or math.isnan(patient.treated_at) or facility == NOWHERE:
        return math.inf
    if t.frame.facility[facility].network == 0:
        return math.inf
    return patient.treated_at - patient.onset
