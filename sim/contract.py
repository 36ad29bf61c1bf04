"""What the rules and the engines promise each other.

An engine is a queueing machine that knows no medicine. It asks the rules for a patient's next
step, does it, and asks again. Here is the form of that question and answer; the order in which an
engine does things is told in :mod:`sim.engines`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Final

# What a rule answers an engine.
LEAVE: Final = 0  # the episode is over
STEP: Final = 1  # do the step that is written in Ask
ORDER: Final = 2  # send off the order that is written in Ask, and ask again

# What a rule may answer another rule beside these; no engine ever hears it.
DECIDE: Final = 3  # the flow has come to the doctor's decision
THERE: Final = 4  # the patient is at the facility: the visit begins, or goes on
NOT_SEEN: Final = 5  # the expert had no time, so that one decides as without an expert
NOT_TAKEN: Final = 6  # the patient does not go the pathway

# How a step ended.
SERVED: Final = 0
GAVE_UP: Final = 1  # waited until the instant at which it gives up
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
NOWHERE: Final = -1  # no station, facility, place, clinic
MAX_STEPS: Final = 1000  # of an episode, orders included; more is an error of the rules
MAX_ORDERS: Final = 64  # of a patient at a time; as many as a flow can have lines


@dataclass(slots=True)
class Ask:
    """What a rule asks for: a step of the patient, or an order beside it.

    A rule that answers STEP or ORDER writes every field: what they held before is not promised.
    """

    stage: int = 0
    """What is done, as a code of Tables.stages."""
    facility: int = NOWHERE
    """Where the patient is."""
    station: int = NOWHERE
    """Where it is done; NOWHERE: a delay."""
    duration: float = 0.0
    """Hours of service or delay."""
    until: float = math.nan
    """A delay may give the instant of its end instead."""
    turnover: float = 0.0
    """Hours that the server stays busy after the patient."""
    priority: int = ORDINARY
    """Queues order by priority, since, and order of joining."""
    since: float = 0.0
    """The instant from which the rank in the queue counts."""
    gives_up: float = math.inf
    """Instant at which the patient stops waiting; not after now: refused at once. Orders wait."""
    keep: int = NOWHERE
    """Place (0, 1 or 2) as which the server is kept when the step ends; not of an order."""
    free: int = 0
    """Places given up when the step starts, as a set of bits."""
    after_orders: int = 0
    """1: a delay that starts when the patient's orders are back, unless it gives up before."""
    delay: float = 0.0
    """Hours until an order reaches its station."""


@dataclass(slots=True)
class Patient:
    """A patient's row: the cohort's word, the rules' memory, the last step, the episode."""

    # from the cohort
    number: int
    key: int
    home: int
    condition: int
    acuity: int
    complexity: float
    onset: float
    bed: int = NOWHERE  # facility in whose ward the patient lies when the run begins
    residual: float = math.nan  # hours still to stay there
    person: int = NOWHERE  # number of the chronic person
    chronic: int = 0  # what may happen to the person, then what has
    # memory of the rules
    hop: int = 0
    facility: int = NOWHERE
    target: int = NOWHERE  # facility that one is on the way to
    mode: int = 0
    line: int = 0
    planned: int = 0  # lines of the flow that the visit needs, as a set of bits
    by_channel: int = 0  # 1: on the present way up by the green channel
    priority: int = ORDINARY
    joined: float = 0.0  # arrival at the facility; later, when theatre was first asked for
    clinic: int = NOWHERE
    place: int = NOWHERE  # place in which the bed is kept
    ward: int = NOWHERE  # station of the bed
    in_bed: float = math.nan  # when the bed began
    discharge: float = math.nan  # planned end of the stay
    to_operate: int = 0
    tries: int = 0
    choice: int = 0  # next step-down target to ask
    hub_read: int = 0
    hub_recognition: float = 0.0
    tested: int = 0  # tests of the episode so far, as a set of bits
    came: float = math.nan  # to the clinic, and has not seen the doctor yet
    called: int = 0  # 1: a critical finding has been called in
    returned: int = 0  # 1: came again after having been treated
    grade: int = 0  # of the operation, I to IV, once it is planned; 0: none, or not graded
    worsens_at: float = math.nan  # unless treated before
    diagnosed: int = 0  # 1: the time-critical diagnosis is known, and the patient agrees
    # the last step
    outcome: int = SERVED
    asked: float = 0.0
    started: float = 0.0
    ended: float = 0.0
    # the episode
    first_facility: int = NOWHERE
    treated_facility: int = NOWHERE
    treated_at: float = math.nan
    ending: int = 0
    decided: int = 0  # the first decision of the episode: RIGHTLY or WRONGLY; 0: none yet
    beyond: int = 0
    base_could: int = 0
    referred_up: int = 0
    self_referred: int = 0
    referred_down: int = 0
    admitted: int = 0
    operated: int = 0
    expert: int = 0
    green: int = 0
    brought_in: int = 0  # 1: by an ambulance, at the first contact
    critical: int = 0  # a finding; 1: read where it was recorded, 2: at the hub
    travel_hours: float = 0.0
    out_of_pocket_cny: float = 0.0
    notes: int = 0  # of each hop, see sim.rules.notes
    refused_by: int = NOWHERE  # facility that had no ticket in time for the patient
    refused_at: float = math.nan  # hours
    offered_days: float = math.nan  # until the ticket that one would not wait for
    controlled: int = 0  # 1: a chronic person whose disease is controlled now
    worsened: int = 0
    pathway: int = NOWHERE  # the time-critical diagnosis that the patient has
    symptoms_at: float = math.nan  # hours of its onset, and of what follows
    contact_at: float = math.nan
    test_at: float = math.nan
    needle_at: float = math.nan
    device_at: float = math.nan
    door_out_at: float = math.nan
    in_time: int = 0  # within target: 1 test, 2 needle, 4 device, 8 door out
    death_risk: float = 0.0  # by what has been done so far


# What may happen to a chronic person, and what then has (Patient.chronic).
RECALL: Final = 1  # an occasion on which nothing is due; who is not called in may still come
EXACERBATION: Final = 2  # one that control spares
DUE: Final = 3  # a follow-up that is not held (yet)
HELD: Final = 4  # a follow-up that is held
EXACERBATED: Final = 5


# Whether a first decision fits the case (Patient.decided).
RIGHTLY: Final = 1  # kept within own or lent ability, or sent up when beyond
WRONGLY: Final = 2


@dataclass(slots=True)
class ClinicState:
    """State of a clinic: which session takes patients now."""

    current: int = 0


@dataclass(slots=True)
class SessionState:
    """State of a session: tickets given."""

    taken: int = 0
    referred: int = 0
    """Of these, given to formal referrals."""
    extra: int = 0
    """Patients beside the tickets (加号)."""


@dataclass(slots=True)
class StationState:
    """What a station holds now: rules only read it."""

    capacity: int = 0
    """Servers by the timetable."""
    busy: int = 0
    """Servers that serve, are kept as a place, or turn over; may be more than there are."""
    waiting: int = 0
    """Steps and orders in the queue."""


@dataclass(slots=True)
class ExpectedState:
    """What residents expect of a facility."""

    wait: float = 0.0
    """Hours in the rooms of a clinic until the doctor: a mean over patients."""
    patients: float = 0.0
    """Patients behind it, those of long ago as fractions."""
    at: float = 0.0
    """Instant up to which they were counted, in hours."""


@dataclass(slots=True)
class PersonState:
    """What is known of a chronic person."""

    followed: float = math.nan
    """Instant of the last follow-up; NaN: nothing has happened yet; -inf: never called in."""
    rank: float = 0.0
    """How easily controlled, 0 to 1: controlled if below the share that is."""


@dataclass(slots=True)
class State:
    """What changes beside the patients: rules read and write it, engines only carry it."""

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
