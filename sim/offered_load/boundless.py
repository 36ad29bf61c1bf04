"""Boundless: tables of a system whose tickets never run out and whose waits are not learnt."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from sim import luck
from sim.clock import HOURS_PER_WEEK, Calendar
from sim.contract import NOWHERE
from sim.scenario import Scenario
from sim.tables import Tables, lower
from sim.tables.durations import DurationRow

WEEKS: Final = 12
"""Weeks that an episode is followed; then returns, follow-ups and nearly all stays are over."""

_ENDLESS: Final = 1 << 60


def boundless(scenario: Scenario) -> tuple[Tables, list[int]]:
    """Return the tables of an empty system, and the true number of tickets of each session.

    They have no holiday. Services take their mean time: a drawn time would only add noise to the
    work. Stays and delays are drawn, because the instant of their end matters.
    """
    calendar = Calendar(scenario.demand.start)
    tables = lower(scenario.system, calendar, calendar.begin + WEEKS * HOURS_PER_WEEK)
    tickets = [session.tickets for session in tables.tickets.session]
    tables.tickets.session = [
        replace(session, tickets=_ENDLESS) for session in tables.tickets.session
    ]
    tables.choice.learns = 0
    tables.choice.ticket = 0.0  # waits for tickets are as when shares were observed
    tables.flows.minutes = [[_settled(time) for time in line] for line in tables.flows.minutes]
    tables.surgery.operation = [
        [_settled(time) for time in row] for row in tables.surgery.operation
    ]
    tables.outreach.minutes = _settled(tables.outreach.minutes)
    for way in tables.pathways.pathway:
        way.device = _settled(way.device)
    for readings in tables.remote.reading:
        for reading in readings:
            reading.hub, reading.local = _settled(reading.hub), _settled(reading.local)
    return tables, tickets


def _settled(time: DurationRow) -> DurationRow:
    """The same duration without chance."""
    return time if time.form == NOWHERE else DurationRow(luck.FIXED, mean(time), 0.0, 0.0)


def mean(time: DurationRow) -> float:
    """Return the mean of a duration in hours."""
    if time.form == luck.EXPONENTIAL:
        return time.a
    if time.form == luck.LOGNORMAL:
        return math.exp(time.a + 0.5 * time.b**2)
    if time.form == luck.NORMAL:  # cut off: its upper share c is left
        z = luck.normal_quantile(time.c) if time.c < 1.0 else math.inf
        return time.a + time.b * math.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi) / time.c
    if time.form == luck.UNIFORM:
        return 0.5 * (time.a + time.b)
    if time.form == luck.TRIANGULAR:
        return (time.a + time.b + time.c) / 3.0
    return time.a
