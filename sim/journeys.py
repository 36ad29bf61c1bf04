"""Journeys: the record of a run, with one row a step and the planner's names."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from sim.contract import NOWHERE, Code, Short, Tiny

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

EPISODES = pa.schema(
    [
        ("patient", pa.int32()),
        ("home", NAME),
        ("condition", NAME),
        ("acuity", pa.int8()),  # 1 critical … 4 not urgent
        ("complexity", pa.float64()),  # rank of difficulty within the condition, 0 to 1
        ("onset", pa.float64()),  # hours
        ("resident", pa.bool_()),  # lay in a bed when the run began
        ("first_facility", NAME),  # null: no visit was needed
        ("treated_facility", NAME),  # null: not treated (yet)
        ("treated_at", pa.float64()),  # hours of definitive treatment; NaN: none
        ("left", pa.float64()),  # hours; NaN: still inside
        ("ending", NAME),  # as in contract.ENDINGS: treated, elsewhere, not_needed, not_sought, …
        ("first_decision", NAME),  # right or wrong for the case; null: none
        ("beyond", pa.bool_()),  # treated beyond the facility's capability
        ("base_could", pa.bool_()),  # the own base could have treated it
        ("referred_up", pa.int16()),  # sent up with a letter (上转)
        ("self_referred", pa.int16()),  # went up without a letter
        ("referred_down", pa.int16()),  # sent down (下转), or stepped down as an inpatient
        ("admitted", pa.int16()),  # admissions
        ("operated", pa.int16()),  # operations
        ("returned", pa.bool_()),  # came again within 30 days of having been treated
        ("grade", pa.int8()),  # I to IV of the operation that was planned; 0: none, or not graded
        ("expert", pa.bool_()),  # treated by a visiting expert
        ("green", pa.bool_()),  # used the green channel
        ("brought_in", pa.bool_()),  # came to the first facility by ambulance (120送诊)
        (
            "critical_read",
            NAME,
        ),  # critical finding: here, where recorded, or hub; null: none
        ("travel_hours", pa.float64()),  # one-way hours on the road
        ("out_of_pocket_cny", pa.float64()),  # paid by the patient, for visits and admissions begun
        ("person", pa.int32()),  # number of the chronic person; -1: not one
        ("occasion", NAME),  # what happened to the person: recall, due, held, …; null: nothing
        ("controlled", pa.bool_()),  # a chronic person whose disease was controlled then
        ("refused_by", NAME),  # facility without a ticket in time; null: none, the first if several
        ("refused_at", pa.float64()),  # hours at which it was asked
        ("offered_days", pa.float64()),  # until its first free ticket
        ("worsened", pa.bool_()),  # worsened while waiting
        ("pathway", NAME),  # the time-critical diagnosis; null: none, also in the next columns
        ("symptoms_at", pa.float64()),  # hours of its onset
        ("contact_at", pa.float64()),  # hours of the first arrival at a facility
        ("test_at", pa.float64()),  # hours at which the first test (ECG) was done; NaN: never
        ("needle_at", pa.float64()),  # hours of thrombolysis
        ("device_at", pa.float64()),  # hours at which the device's room began
        ("door_out_at", pa.float64()),  # hours of leaving the first facility for the next
        ("test_in_time", pa.bool_()),  # within its target; so the next three
        ("needle_in_time", pa.bool_()),
        ("device_in_time", pa.bool_()),
        ("door_out_in_time", pa.bool_()),
        ("death_risk", pa.float64()),  # expected mortality
    ]
)
"""Episodes: one row on leaving, or at the horizon."""

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
class EpisodeRow:
    """A row of the episodes as an engine writes it, with the notes of its hops."""

    patient: Code = 0
    home: Code = 0
    condition: Code = 0
    acuity: Tiny = 0
    complexity: float = 0.0
    onset: float = 0.0
    resident: Tiny = 0
    first_facility: Code = 0
    treated_facility: Code = 0
    treated_at: float = 0.0
    left: float = 0.0
    ending: Tiny = 0
    first_decision: Tiny = 0
    """As in DECISIONS of :mod:`sim.contract`; the next two are as in READERS and OCCASIONS."""
    critical_read: Tiny = 0
    occasion: Tiny = 0
    beyond: Tiny = 0
    base_could: Tiny = 0
    referred_up: Short = 0
    self_referred: Short = 0
    referred_down: Short = 0
    admitted: Short = 0
    operated: Short = 0
    returned: Tiny = 0
    grade: Tiny = 0
    expert: Tiny = 0
    green: Tiny = 0
    brought_in: Tiny = 0
    travel_hours: float = 0.0
    out_of_pocket_cny: float = 0.0
    person: Code = 0
    controlled: Tiny = 0
    refused_by: Code = 0
    refused_at: float = 0.0
    offered_days: float = 0.0
    worsened: Tiny = 0
    notes: int = 0
    """Of each hop, as :mod:`sim.rules.notes` says."""
    course: Code = NOWHERE
    """Position of its course in the block; NOWHERE: it has none."""


@dataclass(slots=True)
class CourseRow:
    """Columns of an episode that only time-critical patients have."""

    pathway: Code = 0
    symptoms_at: float = 0.0
    contact_at: float = 0.0
    test_at: float = 0.0
    needle_at: float = 0.0
    device_at: float = 0.0
    door_out_at: float = 0.0
    test_in_time: Tiny = 0
    needle_in_time: Tiny = 0
    device_in_time: Tiny = 0
    door_out_in_time: Tiny = 0
    death_risk: float = 0.0


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
