"""Steps: what each row of the journeys tells by itself."""

from __future__ import annotations

import math

from sim.contract import GAVE_UP, NOWHERE, REFUSED
from sim.journeys import JourneyRow
from sim.outcomes.beds import DAY, see_bed
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
    UNSERVED,
    WAIT,
    WITHOUT_BED,
)
from sim.outcomes.holding import hold
from sim.outcomes.openings import opening_wait
from sim.outcomes.rows import Books, Kind, StageRow
from sim.outcomes.tickets import see_extra, see_overtime
from sim.outcomes.transfers import see_ambulance
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

LAST_URGENT = 2
"""Acuity up to which an operation is an emergency."""
MINUTES = 60.0
"""Minutes in an hour."""


def see_step(t: Books, row: JourneyRow, kind: Kind, stage: StageRow) -> float:
    """Count a row; return the minutes waited at its station, NaN without station or start."""
    wait = math.nan
    if row.station != NOWHERE:
        if not math.isnan(row.started):
            wait = MINUTES * opening_wait(t, row.station, row.asked, row.started)
            _use(t, row)
            if t.frame.station[row.station].ward == 1:
                _lie(t, row, kind)
        if observed(t, row.asked):
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
    """Count the part of a service that lies in the window for its station."""
    first, last = t.frame.first, t.frame.last
    released = last if math.isnan(row.released) else row.released
    busy = t.busy[row.station]
    if row.started < last and released > first:
        busy.served += 1
    busy.hours += max(min(released, last) - max(row.started, first), 0.0)
    if t.frame.station[row.station].clinic == 1:
        see_overtime(t, row, released)
    hold(t, row.station, row.started, released)


def _lie(t: Books, row: JourneyRow, kind: Kind) -> None:
    """Count a bed that was taken, where the bed is."""
    facility = t.frame.station[row.station].facility
    count_everywhere(t, kind, facility, BEDDED)
    if kind.resident == 0 and observed(t, row.started):
        count_everywhere(t, kind, facility, ADMITTED)
    if observed(t, row.released):
        count_everywhere(t, kind, facility, DISCHARGED)
        if kind.resident == 0:
            add_everywhere(t, kind, facility, STAY_DAYS, (row.released - row.started) / DAY)


def _queue(t: Books, row: JourneyRow, kind: Kind, wait: float) -> None:
    """Count a wait, or that it was in vain."""
    spot = spot_of(t, row)
    if math.isnan(wait):
        t.count[spot][UNSERVED] += 1
        count_everywhere(t, kind, row.facility, UNSERVED)
    else:
        add(t, spot, WAIT, wait)
        add_everywhere(t, kind, row.facility, WAIT, wait)


def _read(t: Books, row: JourneyRow, stage: StageRow) -> None:
    """Count a reading, from order to report, here or at another facility."""
    spot = spot_of(t, row)
    count = t.count[spot]
    minutes = MINUTES * (row.ended - row.asked)
    remote = t.frame.station[row.station].facility != row.facility
    count[READINGS] += 1
    if not math.isnan(minutes):
        add(t, spot, READING if remote else OWN_READING, minutes)
    if remote:
        count[REMOTE] += 1
        if not math.isnan(stage.target):
            count[PROMISED] += 1
            count[ON_TIME] += int(minutes <= stage.target)


def _surgery(t: Books, row: JourneyRow, kind: Kind) -> None:
    """Count an operation, or that there was none for want of a bed."""
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
    """Count an operation that was cancelled for want of a bed when the row begins."""
    if observed(t, row.asked):
        for fact in (PLANNED_OPERATIONS, CANCELLED, WITHOUT_BED):
            count_everywhere(t, kind, row.facility, fact)


def _ticket(t: Books, row: JourneyRow, kind: Kind) -> None:
    """Count a ticket of a later session, for how long it was held, and whether it was used."""
    ended = t.frame.last if math.isnan(row.ended) else row.ended
    hold(t, t.frame.size.stations + row.facility + 1, row.asked, ended)
    if observed(t, row.asked):
        count_everywhere(t, kind, row.facility, BOOKED)
        if row.stage == NOT_USED:
            count_everywhere(t, kind, row.facility, MISSED)


def _expert(t: Books, row: JourneyRow, kind: Kind) -> None:
    """Count the part of a visiting expert's consultation that lies in the window."""
    first, last = t.frame.first, t.frame.last
    ended = last if math.isnan(row.ended) else row.ended
    begun = max(row.started, first)
    if ended > first and observed(t, begun):
        hours = min(ended, last) - begun
        add_everywhere(t, kind, row.facility, EXPERT_HOURS, hours)
