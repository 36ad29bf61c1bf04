"""Steps: what each row of the journeys adds by itself."""

from __future__ import annotations

import math

from sim.clock import MINUTES_PER_HOUR
from sim.contract import GAVE_UP, INSIDE, NOWHERE, REFUSED
from sim.journeys import JourneyRow
from sim.outcomes.beds import see_bed
from sim.outcomes.cells import add, add_everywhere, count_everywhere, observed, spot_of
from sim.outcomes.facts import (
    ADMITTED,
    BEDDED,
    BOOKED,
    CANCELLED,
    DAY_OPERATED,
    DISCHARGED,
    ELECTIVE_OPERATED,
    EXPERT_HOURS,
    MISSED,
    ON_TIME,
    OPERATED,
    OWN_READING,
    PLANNED_OPERATIONS,
    PROMISED,
    READING,
    READINGS,
    REMOTE,
    STAY_DAYS,
    STILL_BOOKED,
    STILL_WAITING,
    STILL_WITHOUT_BED,
    UNSERVED,
    WAIT,
    WITHOUT_BED,
)
from sim.outcomes.holding import hold
from sim.outcomes.openings import opening_wait
from sim.outcomes.rows import Books, Kind, StageRow
from sim.outcomes.spans import add_within, has_left, hours_within
from sim.outcomes.tickets import see_extra, see_overtime
from sim.outcomes.transfers import see_ambulance
from sim.system.acuity import LAST_URGENT
from sim.tables.codes import (
    AMBULANCE,
    APPOINTMENT,
    BED_ABOVE,
    DAY_OPERATION,
    EXPERT,
    EXTRA,
    OBSERVATION,
    OPERATION,
    RELISTED,
    STEP_DOWN_BED,
)
from sim.tables.codes import MISSED as NOT_USED


def see_step(t: Books, row: JourneyRow, kind: Kind, stage: StageRow) -> float:
    """Count a row; return the minutes waited at its station (NaN: no station, or no start)."""
    wait = math.nan
    if row.station != NOWHERE:
        if not math.isnan(row.started):
            wait = MINUTES_PER_HOUR * opening_wait(t, row.station, row.asked, row.started)
            _use(t, row)
            if t.frame.station[row.station].ward == 1:
                _lie(t, row, kind)
        if stage.in_bed == 0 or row.stage in (OPERATION, DAY_OPERATION):
            _queue(t, row, kind, wait)
        if stage.reading == 1:
            _read(t, row, stage)
    if row.stage in (OPERATION, DAY_OPERATION, RELISTED):
        _surgery(t, row, kind)
    elif row.stage in (APPOINTMENT, NOT_USED):
        _ticket(t, row, kind)
    elif row.stage == EXTRA:
        see_extra(t, row, kind)
    elif row.stage == EXPERT:
        _expert(t, row, kind)
    elif row.stage in (OBSERVATION, STEP_DOWN_BED, BED_ABOVE):
        see_bed(t, row, kind)
    elif row.stage == AMBULANCE:
        see_ambulance(t, row, kind)
    return wait


def _use(t: Books, row: JourneyRow) -> None:
    """Count, for its station, the part of a service that lies in the window."""
    first, last = t.frame.first, t.frame.last
    released = last if math.isnan(row.released) else row.released
    busy = t.busy[row.station]
    if row.started < last and released > first:
        busy.served += 1
    busy.hours += hours_within(t, row.started, row.released)
    if t.frame.station[row.station].clinic == 1:
        see_overtime(t, row, released)
    hold(t, row.station, row.started, row.released)


def _lie(t: Books, row: JourneyRow, kind: Kind) -> None:
    """Count a bed that was taken, and its days within the window, at the bed's facility."""
    facility = t.frame.station[row.station].facility
    count_everywhere(t, kind, facility, BEDDED)
    if kind.resident == 0 and observed(t, row.started):
        count_everywhere(t, kind, facility, ADMITTED)
    if observed(t, row.released):
        count_everywhere(t, kind, facility, DISCHARGED)
    add_within(t, kind, facility, STAY_DAYS, (row.started, row.released))


def _queue(t: Books, row: JourneyRow, kind: Kind, wait: float) -> None:
    """Count a wait that is over, in vain or not, or that goes on at the end."""
    if not math.isnan(wait):
        if observed(t, row.started):
            add(t, spot_of(t, row), WAIT, wait)
            add_everywhere(t, kind, row.facility, WAIT, wait)
    elif row.outcome == INSIDE or observed(t, row.ended):
        fact = STILL_WAITING if row.outcome == INSIDE else UNSERVED
        t.count[spot_of(t, row)][fact] += 1
        count_everywhere(t, kind, row.facility, fact)


def _read(t: Books, row: JourneyRow, stage: StageRow) -> None:
    """Count a reading, from order to report, here or at another facility."""
    asked, reported = observed(t, row.asked), observed(t, row.ended)
    if not asked and not reported:
        return
    spot = spot_of(t, row)
    remote = t.frame.station[row.station].facility != row.facility
    t.count[spot][READINGS] += 1
    if reported:
        add(t, spot, READING if remote else OWN_READING, MINUTES_PER_HOUR * (row.ended - row.asked))
    if remote and asked:
        t.count[spot][REMOTE] += 1
        _promise(t, row, stage, spot)


def _promise(t: Books, row: JourneyRow, stage: StageRow, spot: int) -> None:
    """Count whether a reading was on time, if it has a target that is not beyond the end."""
    if has_left(t, row.asked, stage.target / MINUTES_PER_HOUR):
        t.count[spot][PROMISED] += 1
        t.count[spot][ON_TIME] += int(MINUTES_PER_HOUR * (row.ended - row.asked) <= stage.target)


def _surgery(t: Books, row: JourneyRow, kind: Kind) -> None:
    """Count an operation, or one that was cancelled without a bed."""
    if row.stage == RELISTED:
        _no_bed(t, row, kind)
    else:
        _operation(t, row, kind)


def _operation(t: Books, row: JourneyRow, kind: Kind) -> None:
    """Count an operation that began, or that was cancelled."""
    if observed(t, row.started):
        count_everywhere(t, kind, row.facility, OPERATED)
        count_everywhere(t, kind, row.facility, PLANNED_OPERATIONS)
        if kind.acuity > LAST_URGENT:
            count_everywhere(t, kind, row.facility, ELECTIVE_OPERATED)
        if row.stage == DAY_OPERATION:
            count_everywhere(t, kind, row.facility, DAY_OPERATED)
    elif row.outcome in (GAVE_UP, REFUSED) and observed(t, row.ended):
        count_everywhere(t, kind, row.facility, CANCELLED)
        count_everywhere(t, kind, row.facility, PLANNED_OPERATIONS)


def _no_bed(t: Books, row: JourneyRow, kind: Kind) -> None:
    """Count an operation that was cancelled without a bed when the row begins.

    A patient who waits for another day at the end still waits for a bed.
    """
    if row.outcome == INSIDE:
        count_everywhere(t, kind, row.facility, STILL_WITHOUT_BED)
    if observed(t, row.asked):
        for fact in (PLANNED_OPERATIONS, CANCELLED, WITHOUT_BED):
            count_everywhere(t, kind, row.facility, fact)


def _ticket(t: Books, row: JourneyRow, kind: Kind) -> None:
    """Count a ticket of a later session: how long it is held; used, not used, or still open."""
    hold(t, t.frame.size.stations + row.facility + 1, row.asked, row.ended)
    if row.outcome == INSIDE:
        count_everywhere(t, kind, row.facility, STILL_BOOKED)
    if observed(t, row.asked):
        count_everywhere(t, kind, row.facility, BOOKED)
        if row.stage == NOT_USED:
            count_everywhere(t, kind, row.facility, MISSED)


def _expert(t: Books, row: JourneyRow, kind: Kind) -> None:
    """Count the part of a visiting expert's consultation that lies in the window."""
    add_within(t, kind, row.facility, EXPERT_HOURS, (row.started, row.ended))
