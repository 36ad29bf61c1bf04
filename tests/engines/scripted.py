"""Scripted rules: each patient brings a list of steps, which an engine plays."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, get_origin, get_type_hints

import numpy as np
import pytest
from parting import parting, same

from sim.cohort import Cohort
from sim.cohort.people import people as cohort_of
from sim.contract import LEAVE, NOWHERE, ORDER, ORDINARY, STEP, Ask, Patient, State
from sim.engines.compiled import Engine as Machine
from sim.engines.compiled import plain_python
from sim.engines.newcomers import patients
from sim.engines.readable import Engine
from sim.keeping import Keeper
from sim.tables import Tables
from sim.tables.names import Names
from sim.tables.stations import ShiftRow, StationRow, StationTables
from sim.tables.stocks import AuditedRow, StockTables

DESK, ROOM, BED, BELOW = range(4)
STATIONS = ["clinic/desk", "clinic/room", "clinic/bed", "below/bed"]
CLINIC, ELSEWHERE = range(2)
STAGES = ["first", "second", "third", "travel", "results", "laboratory", "reading", "hold"]

Row = tuple[Any, ...]
Wanted = tuple[int, Ask]
Script = Iterable[Wanted | Callable[[State], Wanted]]
"""Steps one after the other, of which some depend on what the rules see of the state."""
Story = Callable[[Patient], Script]
Phased = Sequence[tuple[float, Sequence[tuple[int, int, int, int]]]]
"""When phases begin, and the servers that each station then keeps free, by priority."""


@dataclass(frozen=True)
class Servers:
    """A station: its number of servers from each instant on."""

    changes: tuple[tuple[float, int], ...]
    runs_over: bool = False
    reserve: tuple[int, int, int, int] = (0, 0, 0, 0)


def servers(number: int, *, reserve: tuple[int, int, int, int] = (0, 0, 0, 0)) -> Servers:
    """A station that always has so many servers."""
    return Servers(((0.0, number),), reserve=reserve)


def opening(*changes: tuple[float, int], runs_over: bool = False) -> Servers:
    """A station whose number of servers changes."""
    return Servers(changes, runs_over)


def step(stage: str, station: int, hours: float, priority: int = ORDINARY, **more: Any) -> Any:
    """A step at a station."""
    ask = Ask(STAGES.index(stage), CLINIC, station, hours, priority=priority, **more)
    return STEP, ask


def delay(stage: str, hours: float, **more: Any) -> Any:
    """A step without a station."""
    return step(stage, NOWHERE, hours, **more)


def order(stage: str, station: int, hours: float, priority: int = ORDINARY, **more: Any) -> Any:
    """Work sent off."""
    return ORDER, step(stage, station, hours, priority, **more)[1]


@dataclass
class Stories:
    """Rules that know nothing but what each patient's story says next."""

    stories: list[Story]
    running: dict[int, Iterator[Any]] = field(default_factory=dict)
    ticks: list[int] = field(default_factory=list)
    asked: list[tuple[float, int]] = field(default_factory=list)

    def arrive(self, tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
        """Begin the patient's story."""
        self.running[p.number] = iter(self.stories[p.number](p))
        return self.next_step(tables, state, now, p, ask)

    def next_step(self, tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
        """Go on with it, or leave at its end."""
        self.asked.append((now, p.number))
        told = next(self.running[p.number], (LEAVE, None))
        answer, wanted = told(state) if callable(told) else told
        for part in fields(Ask) if wanted is not None else ():
            setattr(ask, part.name, getattr(wanted, part.name))
        return answer

    def tick(self, tables: Tables, state: State, shift: ShiftRow) -> None:
        """Remember whose turn it was."""
        self.ticks.append(shift.clinic)

    def value_of(self, tables: Tables, state: State, now: float, stock: AuditedRow) -> float:
        """Tell the hour, and how many wait at all stations."""
        return now + sum(station.waiting for station in state.station)


@dataclass
class Told:
    """What an engine made of the stories."""

    engine: Engine
    rules: Stories
    rows: list[Row]  # patient, stage, asked, started, ended, released, outcome; None for NaN
    journeys: list[dict[str, Any]]
    episodes: list[dict[str, Any]]
    counts: list[tuple[float, str, int, int, int]]
    stocks: list[tuple[float, str, str, str | None, float]]

    def times(self, stage: str) -> dict[int, tuple[float | None, float | None]]:
        """When a stage started and ended, by patient."""
        return {row[0]: (row[3], row[4]) for row in self.rows if row[1] == stage}


def play(
    stations: list[Servers],
    *people: tuple[float, Story | list[Any]],
    horizon: float = 100.0,
    turns: tuple[tuple[float, int], ...] = (),
    phases: Phased = (),
) -> Told:
    """Let people come, each at an hour and with a story, and play until the horizon.

    The machine of the compiled engine plays the same, and must write the same.
    """
    hours = [at for at, _ in people]
    assert hours == sorted(hours), "patients are numbered in the order in which they come"
    stories = [_story(told) for _, told in people]
    tables = tables_of(stations, horizon, turns)
    cohort = cohort_at(hours)
    keeper, other = (Keeper(tables, cohort) for _ in range(2))
    rules, later = Stories(stories), phases_of(tables, phases)
    engine = Engine(tables, patients(cohort), [keeper], rules, later)
    machine = plain_python(tables, cohort, [other], Stories(stories), later)
    play_both(engine, machine)
    assert_same(keeper, other)
    assert (engine.arrived, engine.left) == (machine.arrived, machine.left)
    assert sorted(engine.inside) == machine.inside
    journeys = [_plain(row) for row in keeper.journeys().to_pylist()]
    keys = ("patient", "stage", "asked", "started", "ended", "released", "outcome")
    rows = [tuple(row[key] for key in keys) for row in journeys]
    episodes = [_plain(row) for row in keeper.episodes().to_pylist()]
    counts, stocks = (
        [tuple(row.values()) for row in table.to_pylist()]
        for table in (keeper.counts(), keeper.stocks())
    )
    return Told(engine, rules, rows, journeys, episodes, counts, stocks)


def play_both(engine: Engine, machine: Machine) -> None:
    """Play an engine and the machine; an error of one must be the other's too."""
    try:
        engine.play()
    except RuntimeError as error:
        with pytest.raises(RuntimeError, match=re.escape(str(error))):
            machine.play()
        raise
    try:
        machine.play()
    except RuntimeError as error:
        raise AssertionError(f"only the machine refuses: {error}") from error


def assert_same(simpy: Keeper, machine: Keeper) -> None:
    """Fail with the first step at which two records part."""
    rows = {"simpy": simpy.journeys(), "machine": machine.journeys()}
    assert (said := parting(rows)) is None, said
    assert same(simpy.episodes(), machine.episodes())
    assert same(simpy.counts(), machine.counts())
    assert same(simpy.stocks(), machine.stocks())


def cohort_at(hours: list[float]) -> Cohort:
    """People of whom nothing matters but when they come."""
    count = len(hours)
    keys, acuity = np.arange(count, dtype=np.uint64), np.full(count, 3, np.int8)
    return cohort_of(keys, np.array(hours), (0, 0), acuity, np.full(count, 0.5))


def _story(told: Story | list[Any]) -> Story:
    return told if callable(told) else lambda _: told


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row with None where nothing happened."""
    return {k: None if isinstance(v, float) and math.isnan(v) else v for k, v in row.items()}


def tables_of(
    stations: list[Servers], horizon: float, turns: tuple[tuple[float, int], ...]
) -> Tables:
    """Tables of which all is empty but what an engine reads."""
    shifts = [
        ShiftRow(at, code, number, NOWHERE)
        for code, station in enumerate(stations)
        for at, number in station.changes
    ] + [ShiftRow(at, NOWHERE, 0, clinic) for at, clinic in turns]
    tables = blank(Tables)
    tables.begin, tables.horizon = 0.0, horizon
    tables.names = Names(
        facilities=["clinic", "elsewhere"],
        homes=["hill"],
        conditions=["cough"],
        stages=STAGES,
        stations=STATIONS[: len(stations)],
        modalities=[],
        pathways=[],
    )
    tables.stations = StationTables(
        station=[StationRow(CLINIC, int(station.runs_over), 0.0, 0) for station in stations],
        shift=sorted(shifts, key=lambda row: row.time),
        reserve=[list(station.reserve) for station in stations],
    )
    tables.stocks = StockTables(
        what_for=["cough"], stock=[AuditedRow(0, CLINIC, NOWHERE), AuditedRow(0, ELSEWHERE, 0)]
    )
    return tables


def phases_of(tables: Tables, phases: Phased) -> list[tuple[float, Tables]]:
    """The same tables with other servers kept free from some instants on."""
    return [
        (start, replace(tables, stations=replace(tables.stations, reserve=list(map(list, kept)))))
        for start, kept in phases
    ]


def blank(kind: Any) -> Any:
    """A dataclass of tables in which there is nothing."""
    hints = get_type_hints(kind)
    return kind(**{part.name: _nothing(hints[part.name]) for part in fields(kind)})


def _nothing(hint: Any) -> Any:
    if hint in (int, float):
        return hint(0)
    return [] if get_origin(hint) is list else blank(hint)
