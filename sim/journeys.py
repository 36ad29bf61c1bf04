"""Journeys: the record of a run, with one row a step and the planner's names."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from sim.contract import Code, Short, Tiny

NAME = pa.dictionary(pa.int32(), pa.string())

JOURNEYS = pa.schema(
    [
        ("patient", pa.int32()),  # number in the cohort
        ("hop", pa.int16()),  # n-th facility of the episode, from 0
        ("stage", NAME),  # what was done: the service's name, or travel, appointment, bed, …
        ("facility", NAME),  # where the patient is
        ("station", NAME),  # facility/station that served; null: a delay, or in a kept place
        ("priority", pa.int8()),  # 0 first
        ("asked", pa.float64()),  # hours
        ("started", pa.float64()),  # hours; NaN: never
        ("ended", pa.float64()),  # hours; NaN: still inside
        ("released", pa.float64()),  # hours at which the server came free; NaN: none, or not yet
        ("outcome", NAME),  # served, gave_up, refused, inside
    ]
)
"""Journeys: one row when a step or order ends, or when a kept place is given up."""

HOPS = pa.schema(
    [
        ("patient", pa.int32()),
        ("hop", pa.int16()),  # n-th facility of the episode, from 0
        (
            "way",
            NAME,
        ),  # to the next: formal, green, own, allied, down; null: none
        ("unneeded", pa.bool_()),  # left, though the facility could have treated the case
        ("repeated", pa.bool_()),  # tests of the episode were done again there
        ("recognised", pa.bool_()),  # results that the patient brought were accepted there
        ("spared", pa.bool_()),  # the hub's reading spared the patient from going up
    ]
)
"""Hops: one row for each hop of an episode with any of these notes; the first eight only."""

COUNTS = pa.schema(
    [
        ("time", pa.float64()),  # hours
        ("station", NAME),  # facility/station
        ("waiting", pa.int32()),
        ("busy", pa.int32()),
        ("capacity", pa.int32()),
    ]
)
"""Counts: what stations hold at audit instants, every hour on the half hour."""

AUDIT_HOURS = 1.0
"""Hours from one audit to the next; the first is half of that after the begin of the run."""

STOCKS = pa.schema(
    [
        ("time", pa.float64()),  # hours
        ("name", NAME),  # what is audited, as in tables.stocks.STOCK_NAMES: expected_wait
        ("facility", NAME),  # whose stock it is
        ("what_for", NAME),  # which stock, if the facility has several; null: it has one
        ("value", pa.float64()),  # in the unit of the stock; expected_wait: hours
    ]
)
"""Stocks: what State holds at audit instants, once a day at half past midnight."""

STOCKS_EVERY = 24
"""Every so many audits of the counts, from the first one on, stocks are audited too."""


@dataclass(slots=True)
class JourneyRow:
    """A row of the journeys as an engine writes it: the columns in order, names as codes.

    Codes are those of :class:`~sim.tables.Tables`, and -1 is none.
    """

    patient: Code = 0
    hop: Short = 0
    stage: Code = 0
    facility: Code = 0
    station: Code = 0
    priority: Tiny = 0
    asked: float = 0.0
    started: float = 0.0
    ended: float = 0.0
    released: float = 0.0
    outcome: Tiny = 0


@dataclass(slots=True)
class CountRow:
    """A row of the counts as an engine writes it: its columns in order, the station as a code."""

    time: float = 0.0
    station: Code = 0
    waiting: Code = 0
    busy: Code = 0
    capacity: Code = 0


@dataclass(slots=True)
class StockRow:
    """A row of the stocks as an engine writes it: its columns in order, names as codes.

    Codes are those of :class:`~sim.tables.stocks.StockTables`, and -1 is none.
    """

    time: float = 0.0
    name: int = 0
    facility: int = 0
    what_for: int = 0
    value: float = 0.0


STATIONS = pa.schema(
    [
        ("station", NAME),  # facility/station
        ("facility", NAME),
        ("service", NAME),  # name of the station at its facility
        ("kind", NAME),  # clinic, expert, bed, theatre, reading, service
        ("runs_over", pa.bool_()),
        ("servers", pa.int32()),  # most that are there at a time
        ("capacity_hours", pa.float64()),  # server-hours within the observed window
    ]
)
"""Stations: all that there are, with the server-hours for their use."""

OPENINGS = pa.schema(
    [
        ("station", NAME),
        ("opens", pa.float64()),  # hours
        ("closes", pa.float64()),  # hours
    ]
)
"""Openings: intervals in which a station has servers, in order of time, within the horizon."""

FACILITIES = pa.schema(
    [
        ("facility", NAME),
        ("tier", NAME),
        ("label", NAME),
        ("primary", pa.bool_()),
        ("lead", pa.bool_()),
    ]
)
"""Facilities with their tier, and whether they are primary care and lead the consortium."""

HOMES = pa.schema(
    [
        ("home", NAME),
        ("label", NAME),
        ("rural", pa.bool_()),
        ("population", pa.float64()),
        ("partial", pa.bool_()),  # the home is not described whole
    ]
)
"""Homes."""

STAGES = pa.schema(
    [
        ("stage", NAME),  # as in the journeys
        ("kind", NAME),  # service, order, results, decision of a flow; delay: any other
        ("doctor", pa.bool_()),  # a doctor sees the patient
        ("in_bed", pa.bool_()),  # of inpatients, or on the way to another facility
        ("reading", pa.bool_()),  # of an ECG or an image
        ("target_minutes", pa.float64()),  # turnaround that is promised; NaN: none
    ]
)
"""Stages: the kind of each step; so queues of orders are told from queues of patients."""


@dataclass(frozen=True)
class Record:
    """The full record of one replication."""

    journeys: pa.Table
    episodes: pa.Table
    hops: pa.Table
    counts: pa.Table
    stocks: pa.Table
    stations: pa.Table
    openings: pa.Table
    facilities: pa.Table
    homes: pa.Table
    stages: pa.Table
    window: tuple[float, float]
    """First and last hour of the observed window: after warm-up, to the horizon."""
    engine: str
    """Engine that ran."""
    seconds: float
    """Wall-clock seconds of the engine."""
