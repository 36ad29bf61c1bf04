"""Stories as rows of numbers: rules that compiled code plays too, compiled once for all stories."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from sim.contract import LEAVE, Ask, Patient, State
from sim.tables import Tables
from sim.tables.choice import ChoiceTables
from sim.tables.chronic import ChronicTables
from sim.tables.names import Names
from sim.tables.stations import ShiftRow, StationTables
from sim.tables.stocks import AuditedRow, StockTables
from sim.tables.tickets import ClinicRow, TicketTables


@dataclass(slots=True)
class StoryTables:
    """What engines read of tables, and what each patient asks for, patient after patient."""

    answer: list[int]
    asked: list[Ask]
    first: list[int]  # [patient] of these, and an end
    tickets: TicketTables
    stations: StationTables
    choice: ChoiceTables
    chronic: ChronicTables
    stocks: StockTables
    names: Names
    begin: float
    horizon: float


def with_stories(tables: Tables, stories: list[list[Any]]) -> Any:
    """Return tables that hold the stories, and a clinic whose state remembers turns."""
    told = [one for story in stories for one in story]
    new = {
        "answer": [answer for answer, _ in told],
        "asked": [ask for _, ask in told],
        "first": [sum(map(len, stories[:number])) for number in range(len(stories) + 1)],
        "tickets": replace(tables.tickets, clinic=[ClinicRow(0, 0, 0, 0, 0.0)]),
    }
    names = [part.name for part in fields(StoryTables) if part.name not in new]
    return StoryTables(**new, **{name: getattr(tables, name) for name in names})


def arrive(tables: StoryTables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Begin the patient's story."""
    p.line = tables.first[p.number]
    return next_step(tables, state, now, p, ask)


def next_step(tables: StoryTables, state: State, now: float, p: Patient, ask: Ask) -> int:
    """Go on with it, or leave at its end, remembering whose turn it was and what stations held."""
    p.complexity = 0.25 * p.complexity + now + state.clinic[0].current
    for station in range(len(state.station)):
        counts = state.station[station]
        p.travel_hours = 0.5 * p.travel_hours + counts.waiting + 3 * counts.busy + counts.capacity
    told = p.line
    if told == tables.first[p.number + 1]:
        return LEAVE
    p.line = told + 1
    _write(tables.asked[told], ask)
    return tables.answer[told]


def tick(tables: StoryTables, state: State, shift: ShiftRow) -> None:
    """Remember whose turn it was."""
    state.clinic[0].current = 2 * state.clinic[0].current + shift.clinic


def value_of(tables: StoryTables, state: State, now: float, stock: AuditedRow) -> float:
    """Tell the hour, how full all stations are, whose turn it was, and which stock it is."""
    value = now + state.clinic[0].current + 0.5 * stock.facility + 0.25 * stock.what_for
    for station in range(len(state.station)):
        value = 0.5 * value + state.station[station].waiting + 3 * state.station[station].busy
    return value


def _write(told: Ask, ask: Ask) -> None:
    ask.stage = told.stage
    ask.facility = told.facility
    ask.station = told.station
    ask.duration = told.duration
    ask.until = told.until
    ask.turnover = told.turnover
    ask.priority = told.priority
    ask.since = told.since
    ask.gives_up = told.gives_up
    ask.keep = told.keep
    ask.free = told.free
    ask.after_orders = told.after_orders
    ask.delay = told.delay
