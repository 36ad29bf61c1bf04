"""Beds: hours in observation, hours above waiting for a bed below, and hours below."""

from __future__ import annotations

import math

from sim.contract import NOWHERE
from sim.journeys import JourneyRow
from sim.outcomes.cells import add_everywhere, count_everywhere, count_there, observed
from sim.outcomes.facts import (
    BLOCKED_DAYS,
    BOARDING_HOURS,
    BOUNCED_BACK,
    DOWN,
    ENDS,
    LEFT_BELOW,
    MOVED,
    RECEIVED,
    REFERRED_DOWN,
    STEP_DOWN_DAYS,
    STEPPED_DOWN,
)
from sim.outcomes.rows import Books, Kind
from sim.outcomes.spans import add_within
from sim.tables.codes import OBSERVATION, STEP_DOWN_BED


def see_bed(t: Books, row: JourneyRow, kind: Kind) -> None:
    """Count a bed: of observation, below, or above again."""
    if row.stage == OBSERVATION:
        _observation(t, row, kind)
    elif row.stage == STEP_DOWN_BED:
        _step_down(t, row, kind)
    else:
        _bed_above(t, row, kind)


def _observation(t: Books, row: JourneyRow, kind: Kind) -> None:
    """Count the hours in an observation bed that was left, if the row is of a kept bed."""
    if row.station != NOWHERE and observed(t, row.released):
        add_everywhere(t, kind, row.facility, BOARDING_HOURS, row.released - row.started)


def _bed_above(t: Books, row: JourneyRow, kind: Kind) -> None:
    """Count a patient who goes up again from below."""
    if row.station != NOWHERE and observed(t, row.started):
        count_everywhere(t, kind, row.facility, BOUNCED_BACK)


def _step_down(t: Books, row: JourneyRow, kind: Kind) -> None:
    """Count the wait for a bed below, in vain or not, the move to it, and the stay there."""
    until = row.ended if math.isnan(row.started) else row.started
    blocked = add_within(t, kind, row.facility, BLOCKED_DAYS, (row.asked, until))
    if blocked == 0.0 and observed(t, until):
        add_everywhere(t, kind, row.facility, BLOCKED_DAYS, 0.0)
    add_within(t, kind, row.facility, STEP_DOWN_DAYS, (row.started, row.released))
    if observed(t, row.released):
        count_everywhere(t, kind, row.facility, LEFT_BELOW)
    if NOWHERE not in (row.station, row.facility) and observed(t, row.started):
        _move(t, row, kind)


def _move(t: Books, row: JourneyRow, kind: Kind) -> None:
    """Count an inpatient who moves to a bed below."""
    below = t.frame.station[row.station].facility
    count_everywhere(t, kind, row.facility, MOVED)
    count_everywhere(t, kind, row.facility, REFERRED_DOWN)
    count_everywhere(t, kind, row.facility, STEPPED_DOWN)
    count_there(t, kind, below, RECEIVED)
    here, there = t.frame.facility[row.facility].tier, t.frame.facility[below].tier
    t.flow[DOWN * ENDS + here][there] += 1
