"""The contract: what rules and engines promise each other.

An engine is a queueing machine that knows no medicine. It asks the rules for a patient's next step,
does it, and asks again. This file has the form of question and answer; :mod:`sim.engines` has the
order in which an engine does things.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Annotated, Final

# Whole numbers by their size in a row of compiled code; rules compute with 64 bits.
Tiny = Annotated[int, "int8"]  # yes or no, a mode, a grade
Short = Annotated[int, "int16"]  # a count of things that take steps; a mode
Code = Annotated[int, "int32"]  # a code of the tables, or a number of the cohort

# What a rule answers an engine.
LEAVE: Final = 0  # the episode is over
STEP: Final = 1  # do the step that is written in Ask
ORDER: Final = 2  # send the order that is written in Ask, and ask again

# What a rule may also answer another rule; engines never see it.
DECIDE: Final = 3  # the flow has come to the doctor's decision
THERE: Final = 4  # the patient is at the facility: the visit begins, or goes on
NOT_SEEN: Final = 5  # the expert had no time; the doctor decides as without an expert
NOT_TAKEN: Final = 6  # the patient does not go by the pathway

# How a step ended.
SERVED: Final = 0
GAVE_UP: Final = 1  # waited until the instant of giving up
REFUSED: Final = 2  # could not start at once, and would not wait
INSIDE: Final = 3  # the horizon came first
OUTCOMES: Final = ("served", "gave_up", "refused", "inside")

# Priorities of the queues, best first.
CRITICAL: Final = 0  # acuity 1, green channel, critical findings
URGENT: Final = 1  # acuity 2
SOON: Final = 2  # acuity 3, a return to the doctor with results
ORDINARY: Final = 3  # everybody else
PRIORITIES: Final = 4

PLACES: Final = 3  # most places that a patient keeps at a time
NOWHERE: Final = -1  # no station, facility, place or clinic
MAX_STEPS: Final = 1000  # most steps and orders of an episode; more is an error of the rules
MAX_ORDERS: Final = 64  # most orders of a patient at a time; as many as lines of a flow


@dataclass(slots=True)
class Ask:
    """What a rule asks for: a step of the patient, or an order beside it.

    A rule that answers STEP or ORDER writes every field; old values are not kept.
    """

    stage: Code = 0
    """What is done, as a code of Tables.stages."""
    facility: Code = NOWHERE
    """Where the patient is."""
    station: Code = NOWHERE
    """Where it is done; NOWHERE: a delay."""
    duration: float = 0.0
    """Hours of service or delay."""
    until: float = math.nan
    """A delay may give the instant of its end instead of hours."""
    turnover: float = 0.0
    """Hours that the server stays busy after the patient."""
    priority: Tiny = ORDINARY
    """Queues are ordered by priority, since, and order of joining."""
    since: float = 0.0
    """The instant from which the rank in the queue counts."""
    gives_up: float = math.inf
    """Instant at which the patient stops waiting; not after now: refused at once. Not of orders."""
    keep: Tiny = NOWHERE
    """The server is kept as this place (0, 1 or 2) when the step ends; not of an order."""
    free: Tiny = 0
    """Places given up when the step starts, as a set of bits."""
    after_orders: Tiny = 0
    """1: a delay that starts when all the patient's orders are back, unless it gives up before."""
    delay: float = 0.0
    """Hours until an order reaches its station."""


@dataclass(slots=True)
class Patient:
    """A patient's row: columns of the cohort, the rules' memory, the last step, the episode."""

    # from the cohort
    number: Code
    key: int
    home: Code
    condition: Code
    acuity: Tiny
    complexity: float
    onset: float
    bed: Code = NOWHERE  # facility in whose ward the patient lies when the run begins
    residual: float = math.nan  # hours still to stay there
    person: Code = NOWHERE  # number of the chronic person
    occasion: Tiny = NOWHERE  # what may happen to the person; later, what happened
    # memory of the rules
    hop: Short = 0
    facility: Code = NOWHERE
    target: Code = NOWHERE  # facility that the patient is on the way to
    mode: Short = 0
    line: Code = 0
    planned: int = 0  # lines of the flow that the visit needs, a set of bits
    by_channel: Tiny = 0  # 1: goes up by the green channel now
    priority: Tiny = ORDINARY
    arrived_at: float = math.nan  # at the present facility
    bed_asked_at: float = math.nan  # the first time, for a planned operation
    theatre_asked_at: float = math.nan  # the first time, unless theatre works by lists
    listed_at: float = math.nan  # when day surgery was decided
    clinic: Code = NOWHERE
    place: Tiny = NOWHERE  # place in which the bed is kept
    ward: Code = NOWHERE  # station of the bed
    in_bed: float = math.nan  # when the bed began
    discharge: float = math.nan  # planned end of the stay
    to_operate: Tiny = 0
    tries: Short = 0
    choice: Short = 0  # next step-down target to ask
    hub_read: Tiny = 0
    hub_recognition: float = 0.0
    tested: int = 0  # tests of the episode so far, a set of bits
    came: float = math.nan  # when the patient came to the clinic, until the doctor begins
    called: Tiny = 0  # 1: a critical finding has been called in
    returned: Tiny = 0  # 1: came again after having been treated
    grade: Tiny = 0  # of the planned operation, I to IV; 0: none, or not graded
    worsens_at: float = math.nan  # instant, unless treated before
    diagnosed: Tiny = 0  # 1: the time-critical diagnosis is known, and the patient agrees
    # the last step
    outcome: Tiny = SERVED
    asked: float = 0.0
    started: float = 0.0
    ended: float = 0.0
    # the episode
    first_facility: Code = NOWHERE
    treated_facility: Code = NOWHERE
    treated_at: float = math.nan
    ending: Tiny = 0
    decided: Tiny = NOWHERE  # the first decision of the episode: RIGHTLY or WRONGLY
    beyond: Tiny = 0
    base_could: Tiny = 0
    referred_up: Short = 0
    self_referred: Short = 0
    referred_down: Short = 0
    admitted: Short = 0
    operated: Short = 0
    expert: Tiny = 0
    green: Tiny = 0
    brought_in: Tiny = 0  # 1: by an ambulance, at the first contact
    critical: Tiny = NOWHERE  # a critical finding: READ_HERE or READ_AT_HUB
    travel_hours: float = 0.0
    out_of_pocket_cny: float = 0.0
    notes: int = 0  # of each hop, see sim.rules.notes
    refused_by: Code = NOWHERE  # facility that had no ticket in time for the patient
    refused_at: float = math.nan  # hours
    offered_days: float = math.nan  # until the ticket that the patient would not wait for
    controlled: Tiny = 0  # 1: a chronic person whose disease is controlled now
    worsened: Tiny = 0
    pathway: Code = NOWHERE  # the patient's time-critical diagnosis
    symptoms_at: float = math.nan  # instant of its onset; so the next five
    contact_at: float = math.nan
    test_at: float = math.nan
    needle_at: float = math.nan
    device_at: float = math.nan
    door_out_at: float = math.nan
    in_time: Tiny = 0  # within target: 1 test, 2 needle, 4 device, 8 door out
    death_risk: float = 0.0  # given what has been done so far


# What may happen to a chronic person, and what happened (Patient.occasion).
RECALL: Final = 0  # nothing is due; a person who is not called in may still come
EXACERBATION: Final = 1  # an exacerbation that control spares
DUE: Final = 2  # a follow-up that is not held (yet)
HELD: Final = 3  # a follow-up that is held
EXACERBATED: Final = 4
OCCASIONS: Final = ("recall", "exacerbation", "due", "held", "exacerbated")


# Whether a first decision fits the case (Patient.decided).
RIGHTLY: Final = 0  # kept within the capability of facility or expert, or sent up when beyond
WRONGLY: Final = 1
DECISIONS: Final = ("right", "wrong")

# Who read a critical finding (Patient.critical).
READ_HERE: Final = 0
READ_AT_HUB: Final = 1
READERS: Final = ("here", "hub")


@dataclass(slots=True)
class ClinicState:
    """State of a clinic: the session that takes patients now."""

    current: int = 0


@dataclass(slots=True)
class SessionState:
    """State of a session: tickets given."""

    taken: int = 0
    referred: int = 0
    """Of these, tickets given to patients with a letter."""
    extra: int = 0
    """Extra patients (加号)."""


@dataclass(slots=True)
class StationState:
    """What a station holds now; rules only read it."""

    capacity: int = 0
    """Servers by the timetable."""
    busy: int = 0
    """Servers that serve, are kept as a place, or turn over; may be more than ``capacity``."""
    waiting: int = 0
    """Steps and orders in the queue."""


@dataclass(slots=True)
class ExpectedState:
    """What residents expect of a facility."""

    wait: float = 0.0
    """Hours in the rooms of a clinic until the doctor: a mean over patients."""
    patients: float = 0.0
    """Patients in that mean; earlier ones count as fractions."""
    at: float = 0.0
    """Instant of the last update, in hours."""


@dataclass(slots=True)
class PersonState:
    """What is known of a chronic person."""

    followed: float = math.nan
    """Instant of the last follow-up; NaN: no occasion yet; -inf: never called in."""
    rank: float = 0.0
    """How easily controlled, 0 to 1; a person below the share of controlled ones is controlled."""


@dataclass(slots=True)
class State:
    """What changes beside the patients; rules read and write it, engines only carry it."""

    clinic: list[ClinicState] = field(default_factory=list)
    session: list[SessionState] = field(default_factory=list)
    station: list[StationState] = field(default_factory=list)
    """Kept up to date by the engine: the state of each station of Tables."""
    expected: list[ExpectedState] = field(default_factory=list)
    """By facility."""
    person: list[PersonState] = field(default_factory=list)
    """By number of the chronic person."""


# How an episode ended, the codes of Patient.ending.
ENDINGS: Final = (
    "inside",
    "treated",
    "elsewhere",
    "not_needed",
    "no_ticket",
    "gave_up",
    "untreated",
    "not_sought",
    "no_show",
)
STILL_INSIDE: Final = 0
TREATED: Final = 1
ELSEWHERE: Final = 2
NOT_NEEDED: Final = 3
NO_TICKET: Final = 4
LEFT_WAITING: Final = 5
UNTREATED: Final = 6
NOT_SOUGHT: Final = 7
NO_SHOW: Final = 8
