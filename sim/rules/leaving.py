"""Leaving: patients who go away from a queue."""

from __future__ import annotations

import math

from sim import luck
from sim.contract import LEFT_WAITING, TREATED, Patient
from sim.rules import times
from sim.tables import Tables


def patience(tables: Tables, p: Patient, service: int) -> float:
    """Return the hours that a patient stays in the queue for a service, given by its luck."""
    time = tables.flows.patience[p.acuity - 1]
    if time.a == math.inf:
        return math.inf
    return times.hours(time, luck.uniform(p.key, luck.PATIENCE, p.hop, service))


def unseen(p: Patient) -> bool:
    """Let the patient leave the queue; one who only waited for drugs has been treated."""
    if p.ending != TREATED:
        p.ending = LEFT_WAITING
    return True
