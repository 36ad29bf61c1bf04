"""What the machine keeps: rows of numbers, in arrays when compiled, in lists when not.

Works, episodes and events live in slots that are used again; ``NOWHERE`` is no slot.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Protocol

from sim.contract import NOWHERE, SERVED, Ask, Patient, State
from sim.engines.entries import Rules
from sim.tables.rows import Tables

# Kinds of event, in the order in which those of one instant are played.
TIMETABLE: Final = 0
END: Final = 1
GIVING_UP: Final = 2
ARRIVAL: Final = 3
AUDIT: Final = 4

# What an event of kind END is about (Event.about); for GIVING_UP that is the order of joining.
WORK_ENDS: Final = 0
SERVER_COMES_FREE: Final = 1
ORDER_ARRIVES: Final = 2

AUDIT_HOURS: Final = 1.0

# Why the loop comes back (Clock.fault says more about the last).
DONE: Final = 0  # nothing more happens before the instant asked for
ROOM: Final = 1  # a block is full, or slots are short
COHORT: Final = 2  # the next patients of the cohort are wanted
FAULT: Final = 3  # the rules broke the contract

NEVER_LEAVES: Final = 1
WAITS_FOR_EVER: Final = 2
PLACE_TAKEN: Final = 3
TOO_LATE: Final = 4


@dataclass(slots=True)
class Work(Ask):
    """A step or an order: what the rules asked for, and how it goes."""

    episode: int = NOWHERE
    is_order: int = 0
    hop: int = 0
    asked: float = 0.0
    started: float = math.nan
    ended: float = math.nan
    outcome: int = SERVED
    joined: int = NOWHERE  # order of joining, while waiting
    serves: int = 0  # 1: holds a server of its own
    following: int = NOWHERE  # the patient's next order, or the next free slot
    # the queue, a heap of works: see ranks.py
    child: int = NOWHERE
    sibling: int = NOWHERE
    before: int = NOWHERE


@dataclass(slots=True)
class Episode:
    """What the engine keeps of a patient who is inside, or has orders out."""

    inside: int = 0  # 1: has not left
    step: int = NOWHERE  # work
    orders: int = NOWHERE  # first of the orders that are out
    steps: int = 0
    following: int = NOWHERE  # the next free slot


@dataclass(slots=True)
class Station:
    """Servers whose number follows a timetable, and those who wait for them."""

    runs_over: int
    capacity: int = 0  # servers by the timetable
    servers: int = 0  # servers for those who may be served now
    busy: int = 0
    waiting: int = 0
    closed_at: float = -math.inf  # last closing; whose since lies before may still be served
    queue: int = NOWHERE  # head, a work
    later: int = NOWHERE  # head of those who wait apart until it opens


@dataclass(slots=True)
class Event:
    """What happens at an instant: the end of something, or a giving up."""

    when: float = 0.0
    rank: int = 0  # kind, then order of scheduling
    about: int = 0
    whom: int = 0  # work, or station


@dataclass(slots=True)
class JourneyRow:
    """A row of the journeys, in the order of its columns."""

    patient: int = 0
    hop: int = 0
    stage: int = 0
    facility: int = 0
    station: int = 0
    priority: int = 0
    asked: float = 0.0
    started: float = 0.0
    ended: float = 0.0
    released: float = 0.0
    outcome: int = 0


@dataclass(slots=True)
class CountRow:
    """A row of the counts, in the order of its columns."""

    time: float = 0.0
    station: int = 0
    waiting: int = 0
    busy: int = 0
    capacity: int = 0


@dataclass(slots=True)
class Leaving:
    """When an episode ended."""

    at: float = math.nan  # NaN: it has not


@dataclass(slots=True)
class Clock:
    """Where the run stands, and how far each block and each row of slots is used."""

    now: float
    audit: float  # next instant of an audit
    shift: int = 0  # next event of the timetable
    newcomer: int = 0  # next row of the block of newcomers
    newcomers: int = 0  # rows in that block
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
    events: int = 0
    jobs: int = 0
    journeys: int = 0
    leavers: int = 0
    counts: int = 0
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
    event: list[Event]  # a heap
    job: list[int]  # servers to hand on and places to give up, last first
    newcomer: list[Patient]  # a block of the cohort
    journey: list[JourneyRow]  # a block of the record
    leaver: list[Patient]  # a block of the record
    left: list[Leaving]  # [leaver]
    count: list[CountRow]  # a block of the record
