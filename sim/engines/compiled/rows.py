"""What the machine keeps: rows of numbers, in arrays when compiled, in lists when not.

Works, episodes and events live in slots that are used again; ``NOWHERE`` is no slot.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Protocol

from sim.contract import NOWHERE, SERVED, Ask, Code, Patient, Short, State, Tiny
from sim.engines.entries import Rules
from sim.episodes import CourseRow, EpisodeRow
from sim.journeys import CountRow, JourneyRow, StockRow
from sim.tables import Tables

# Kinds of scheduled event, in the order in which those of one instant are played.
END: Final = 0
GIVING_UP: Final = 1

# What an event of kind END or GIVING_UP concerns.
WORK_ENDS: Final = 0
SERVER_COMES_FREE: Final = 1
ORDER_ARRIVES: Final = 2
PATIENCE_ENDS: Final = 3
ABOUT_BITS: Final = 2  # number of bits of these
ABOUT: Final = (1 << ABOUT_BITS) - 1

# Why the loop comes back (Clock.fault says more about the last).
DONE: Final = 0  # nothing more happens before the instant asked for
ROOM: Final = 1  # a block is full, or slots are short
COHORT: Final = 2  # the next patients of the cohort are wanted
FAULT: Final = 3  # the rules broke the contract

NEVER_LEAVES: Final = 1
WAITS_FOR_EVER: Final = 2
PLACE_TAKEN: Final = 3
TOO_LATE: Final = 4
TOO_MANY_ORDERS: Final = 5


@dataclass(slots=True)
class Work(Ask):
    """A step or an order: what the rules asked for, and how far it has come."""

    episode: Code = NOWHERE
    is_order: Tiny = 0
    hop: Short = 0
    asked: float = 0.0
    started: float = math.nan
    ended: float = math.nan
    outcome: Tiny = SERVED
    joined: int = NOWHERE  # order of joining, while waiting
    patience: int = NOWHERE  # rank of the event that ends it, if it waits now
    serves: Tiny = 0  # 1: holds a server of its own
    following: Code = NOWHERE  # the patient's next order, or the next free slot
    # the queue, a heap of works: see ranks.py
    child: Code = NOWHERE
    sibling: Code = NOWHERE
    before: Code = NOWHERE


@dataclass(slots=True)
class Episode:
    """What the engine keeps of a patient who is inside, or has orders out."""

    inside: Tiny = 0  # 1: has not left
    step: Code = NOWHERE  # work
    orders: Code = NOWHERE  # first of the orders that are out
    out: Short = 0  # how many they are
    steps: Short = 0
    following: Code = NOWHERE  # the next free slot


@dataclass(slots=True)
class Station:
    """What only the engine knows of a station: its queue. The counts are in ``State.station``."""

    runs_over: int
    servers: int = 0  # servers for those who may be served now
    closed_at: float = -math.inf  # last closing; works with an earlier since may still start
    queue: int = NOWHERE  # head, a work
    later: int = NOWHERE  # head of the works that wait apart until it opens


@dataclass(slots=True)
class Event:
    """What happens at an instant: something ends, or a patient gives up."""

    when: float = 0.0
    rank: int = 0  # kind, then order of scheduling
    what: int = 0  # work or station; in the last bits, what it is about


@dataclass(slots=True)
class LaterEvent(Event):
    """An event that is not near, in the chain of its span; or a free slot."""

    following: Code = NOWHERE


@dataclass(slots=True)
class Newcomers:
    """Columns of a block of the cohort, by the fields of a patient's row that they fill."""

    key: list[int]
    home: list[int]
    condition: list[int]
    acuity: list[int]
    complexity: list[float]
    onset: list[float]
    bed: list[int]
    residual: list[float]
    person: list[int]
    occasion: list[int]


@dataclass(slots=True)
class Clock:
    """Where the run stands, and how far each block and each row of slots is used."""

    now: float
    audit: float  # next instant of an audit
    shift_at: float = math.inf  # instant of the next event of the timetable
    arrival_at: float = math.inf  # onset of the next newcomer of the block
    shift: int = 0  # next event of the timetable
    newcomer: int = 0  # next of the block of newcomers
    newcomers: int = 0  # patients in that block
    to_come: int = 0  # patients of the cohort after that block
    scheduled: int = 0  # order of scheduling
    joined: int = 0  # order of joining
    waiting: int = 0  # works in queues
    arrived: int = 0
    left: int = 0
    works: int = 0  # slots ever used
    free_work: int = NOWHERE  # first free slot below
    episodes: int = 0
    free_episode: int = NOWHERE
    events: int = 0  # near ones
    later: int = 0  # those that are not
    laters: int = 0  # slots ever used
    free_later: int = NOWHERE
    span: int = 0  # the last one that is near
    jobs: int = 0
    journeys: int = 0
    leavers: int = 0
    courses: int = 0
    audits: int = 0  # of the counts, since the run has begun
    counts: int = 0
    stocks: int = 0
    fault: int = 0
    fault_work: int = NOWHERE
    fault_instant: float = math.nan


class Machine(Protocol):
    """All that a run reads and keeps."""

    rules: Rules
    tables: Tables
    state: State
    # rows of one kind each
    clock: list[Clock]  # one row
    station: list[Station]
    work: list[Work]
    episode: list[Episode]
    patient: list[Patient]  # [episode]
    place: list[list[int]]  # [episode][place] work
    event: list[Event]  # a heap: those of spans up to Clock.span
    later: list[LaterEvent]  # all others
    chain: list[int]  # [span % SPANS] first of its later events
    job: list[int]  # servers to hand on and places to give up, last first
    blank: list[Patient]  # one row: a patient before the episode
    newcomers: Newcomers
    journey: list[JourneyRow]  # a block of the record
    leaver: list[EpisodeRow]  # a block of the record
    course: list[CourseRow]  # a block of the record, at most one for each leaver
    count: list[CountRow]  # a block of the record
    stock: list[StockRow]  # a block of the record
