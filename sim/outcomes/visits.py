"""Visits: what a patient's steps at one facility add up to, once the patient has left.

A visit is one hop of an episode. Until then it is open, in a chain in the order of hops.
"""

from __future__ import annotations

import math

from sim.clock import HOURS_PER_DAY, MINUTES_PER_HOUR
from sim.contract import INSIDE, NOWHERE, SERVED
from sim.journeys import JourneyRow
from sim.outcomes.cells import add_everywhere, count_everywhere, count_kind, observed
from sim.outcomes.facts import (
    ADMISSION_WAIT,
    ALL_VISITS,
    APPOINTMENT_DAYS,
    BASE_COULD_AT_LEAD,
    BROUGHT,
    DOOR_TO_LEAVE,
    IN_PRIMARY,
    RECOGNISED,
    REPEATED,
    SEEN,
    SEEN_AT_LEAD,
    SPARED,
    STILL_IN_VISIT,
    STILL_WITHOUT_BED,
    VISIT_WAIT,
)
from sim.outcomes.rows import Books, Kind, StageRow, Visit
from sim.outcomes.tickets import see_consultation
from sim.rules import notes
from sim.system.acuity import LAST_URGENT
from sim.tables.codes import (
    AMBULANCE,
    APPOINTMENT,
    AT_HOME,
    BED,
    EXTRA,
    MISSED,
    REFERRAL_OFFICE,
    SENT_DOWN,
    STABILISATION,
    TRAVEL,
)

_DECIDED = (REFERRAL_OFFICE, STABILISATION, AMBULANCE)
"""Stages that come between the decision to refer and the way."""


def see_visit(t: Books, row: JourneyRow, stage: StageRow, wait: float) -> None:
    """Note what a row adds to its visit; ``wait`` is in minutes (NaN: none)."""
    visit = t.visit[_visit_of(t, row.patient, row.hop)]
    if row.asked < visit.began:
        visit.began = row.asked
        visit.facility = row.facility
    if row.stage in _DECIDED:
        visit.decided = min(visit.decided, row.asked)
    if row.stage == BED:
        _bed(t, visit, row)
    elif row.stage == AT_HOME:
        visit.to_return = row.asked
    if stage.in_bed == 1:
        return
    visit.came = 1
    if row.outcome == INSIDE:
        visit.unfinished = 1
    visit.departed = max(visit.departed, row.ended)  # which NaN leaves as it is
    if row.stage in (TRAVEL, APPOINTMENT, MISSED, SENT_DOWN, EXTRA):
        _come(visit, row)
    elif stage.doctor == 1 and row.outcome == SERVED and row.started < visit.seen:
        if visit.seen == math.inf:
            see_consultation(t, row, t.frame.kind[t.who[row.patient]])
        visit.seen = row.started
    _wait(visit, row, stage, wait)


def _bed(t: Books, visit: Visit, row: JourneyRow) -> None:
    """Count the wait for a bed, from first asking for one to lying in one."""
    visit.bed_asked = min(visit.bed_asked, row.asked)
    kind = t.frame.kind[t.who[row.patient]]
    if math.isnan(row.started):
        if row.outcome == INSIDE:
            count_everywhere(t, kind, row.facility, STILL_WITHOUT_BED)
    elif observed(t, row.started):
        add_everywhere(t, kind, row.facility, ADMISSION_WAIT, row.started - visit.bed_asked)


def _come(visit: Visit, row: JourneyRow) -> None:
    """Note a step on the way."""
    visit.travelled = 1
    visit.never_came = int(row.outcome != SERVED or row.stage == MISSED)
    visit.arrived = max(visit.arrived, row.ended)
    if row.stage in (APPOINTMENT, MISSED, EXTRA) and not math.isnan(row.ended):
        visit.appointment += row.ended - row.asked


def _wait(visit: Visit, row: JourneyRow, stage: StageRow, wait: float) -> None:
    """Note minutes in a queue or for results."""
    if stage.results == 1:
        wait = MINUTES_PER_HOUR * (row.ended - row.asked)
    if not math.isnan(wait):
        visit.wait += wait


def _visit_of(t: Books, patient: int, hop: int) -> int:
    """Return the slot of a visit; give it one if it has none."""
    before, v = 0, t.open[patient]
    while v != 0 and t.visit[v].hop < hop:
        before, v = v, t.visit[v].following
    if v != 0 and t.visit[v].hop == hop:
        return v
    new = _new_visit(t, hop)
    t.visit[new].following = v
    if before == 0:
        t.open[patient] = new
    else:
        t.visit[before].following = new
    return new


def _new_visit(t: Books, hop: int) -> int:
    """Return a slot for a visit."""
    used = t.used[0]
    v = used.free_visit
    if v == 0:
        v = used.visits
        used.visits += 1
    else:
        used.free_visit = t.visit[v].following
    visit = t.visit[v]
    visit.hop = hop
    visit.facility = NOWHERE
    visit.began = visit.seen = visit.decided = visit.bed_asked = visit.to_return = math.inf
    visit.arrived = visit.departed = -math.inf
    visit.came = visit.travelled = visit.never_came = visit.unfinished = 0
    visit.appointment = visit.wait = 0.0
    return v


def count_visit(t: Books, visit: Visit, who: int, base_could: int) -> None:
    """Count a visit that is over, or goes on at the end."""
    kind = t.frame.kind[who]
    if visit.unfinished == 0:
        if visit.seen < math.inf and observed(t, visit.departed):
            _count_times(t, visit, kind)
    elif visit.never_came == 0:
        count_everywhere(t, kind, visit.facility, STILL_IN_VISIT)
    if kind.acuity > LAST_URGENT and observed(t, _arrival(visit)):
        days = visit.appointment / HOURS_PER_DAY
        add_everywhere(t, kind, visit.facility, APPOINTMENT_DAYS, days)
    if observed(t, visit.seen):
        count_everywhere(t, kind, visit.facility, SEEN)
        if visit.facility != NOWHERE:
            _count_seen(t, visit, who, base_could)


def _arrival(visit: Visit) -> float:
    """Return when the patient came; if the way took no time, when the visit begins."""
    return visit.arrived if visit.travelled == 1 else visit.began


def count_tests(t: Books, visit: Visit, who: int, what: int) -> None:
    """Count whether the results that a patient brought to a visit were accepted."""
    if what & (notes.REPEATED | notes.RECOGNISED) == 0 or not observed(t, _arrival(visit)):
        return
    kind = t.frame.kind[who]
    count_everywhere(t, kind, visit.facility, BROUGHT)
    accepted = what & notes.RECOGNISED != 0
    count_everywhere(t, kind, visit.facility, RECOGNISED if accepted else REPEATED)


def count_spared(t: Books, visit: Visit, who: int, what: int) -> None:
    """Count whether a reading at the hub has spared the patient from going up after a visit."""
    if what & notes.SPARED != 0 and observed(t, visit.seen):
        count_everywhere(t, t.frame.kind[who], visit.facility, SPARED)


def _count_times(t: Books, visit: Visit, kind: Kind) -> None:
    """Count how long it waited and took."""
    add_everywhere(t, kind, visit.facility, VISIT_WAIT, visit.wait)
    arrived = _arrival(visit)
    if arrived > -math.inf:
        add_everywhere(t, kind, visit.facility, DOOR_TO_LEAVE, visit.departed - arrived)


def _count_seen(t: Books, visit: Visit, who: int, base_could: int) -> None:
    """Count at what kind of facility it was seen."""
    kind, facility = t.frame.kind[who], t.frame.facility[visit.facility]
    if facility.lead == 1:
        count_everywhere(t, kind, visit.facility, SEEN_AT_LEAD)
        if base_could == 1:
            count_everywhere(t, kind, visit.facility, BASE_COULD_AT_LEAD)
    if facility.network == 1:
        count_primary(t, who, visit.facility)


def count_primary(t: Books, who: int, facility: int) -> None:
    """Count a visit, seen or outside, for the share of primary care; only homes described whole."""
    if t.frame.kind[who].partial == 1:
        return
    count_kind(t, who, ALL_VISITS)
    if t.frame.facility[facility].primary == 1:
        count_kind(t, who, IN_PRIMARY)
