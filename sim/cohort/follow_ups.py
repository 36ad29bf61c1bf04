"""Follow-ups: further visits of patients whose condition needs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sim import luck
from sim.clock import HOURS_PER_DAY
from sim.cohort.people import Cohort, Floats, selected
from sim.system import System
from sim.system.follow_up import FollowUp
from sim.tables.durations import duration_row

_NOT_URGENT = 3  # acuity of a follow-up of an emergency


def further_visits(follow_up: FollowUp) -> float:
    """Return the mean number of follow-ups of a patient."""
    return sum(number * share for number, share in enumerate(follow_up.again, start=1))


def follow_ups(system: System, streams: Sequence[Cohort], until: float) -> list[Cohort]:
    """Return the follow-ups before ``until`` of streams of first visits, each of one condition.

    A follow-up is an episode of its own. It has the home, condition and complexity of the first
    visit, but its own luck, which does not change when other follow-ups are added.
    """
    rules = [condition.follow_up for condition in system.conditions.values()]
    found: list[Cohort] = []
    for patients in streams:
        rule = rules[patients.condition[0]] if len(patients) > 0 else FollowUp()
        if any(rule.again):
            found += _follow_ups(rule, patients, until)
    return found


def _follow_ups(follow_up: FollowUp, patients: Cohort, until: float) -> list[Cohort]:
    """The second visits of a stream's patients, then the third visits, and so on."""
    u = luck.uniforms(patients.key, luck.FOLLOW_UP, 0, 0)
    # A patient with a lower draw comes more often: the share still coming shrinks.
    come = np.cumsum(follow_up.again[::-1])[::-1]
    interval = _intervals(follow_up, patients)
    visits = []
    for number, share in enumerate(come.tolist(), start=1):
        time = patients.time + number * interval
        again = selected(patients, (u < share) & (time < until))
        visits.append(
            replace(
                again,
                key=luck.further_keys(again.key, luck.FOLLOW_UP, number),
                time=time[(u < share) & (time < until)],
                acuity=np.maximum(again.acuity, _NOT_URGENT).astype(np.int8),
            )
        )
    return visits


def _intervals(follow_up: FollowUp, patients: Cohort) -> Floats:
    """Hours from one visit of each patient to the next."""
    row = duration_row(follow_up.after_days, 1.0)
    u = luck.uniforms(patients.key, luck.FOLLOW_UP, 0, 1).tolist()
    days = np.array([luck.duration(row.form, row.a, row.b, row.c, one) for one in u])
    whole: Floats = np.round(days) if follow_up.whole_days else days
    return whole * HOURS_PER_DAY
