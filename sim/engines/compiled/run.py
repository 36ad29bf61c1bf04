"""A run of the machine: memory grows, the cohort comes and the record leaves in blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from types import ModuleType
from typing import Any, Final, NamedTuple, cast

import numpy as np

from sim import rules as care
from sim.cohort import Cohort
from sim.cohort.people import nobody
from sim.contract import MAX_ORDERS, NOWHERE, PLACES, Patient
from sim.engines.compiled import loop
from sim.engines.compiled.ranks import SPANS, span_of
from sim.engines.compiled.rows import (
    COHORT,
    DONE,
    FAULT,
    NEVER_LEAVES,
    PLACE_TAKEN,
    ROOM,
    TOO_LATE,
    TOO_MANY_ORDERS,
    WAITS_FOR_EVER,
    Clock,
    Episode,
    Event,
    LaterEvent,
    Newcomers,
    Station,
    Work,
)
from sim.engines.entries import Rules
from sim.engines.newcomers import COLUMNS
from sim.engines.watching import ROWS, Block, Watcher
from sim.episodes import CourseRow, EpisodeRow
from sim.journeys import AUDIT_HOURS, CountRow, JourneyRow, StockRow
from sim.native.compiling import usable
from sim.native.memory import Arrays, Memory, Objects
from sim.tables import Tables
from sim.tables.phases import Phases

BLOCK: Final = 1 << 14
"""Rows of the cohort and of the record in a block; also the number of slots at the begin."""

_KINDS: Final = {
    "work": Work,
    "event": Event,
    "later": LaterEvent,
    "job": int,
    "journey": JourneyRow,
}
_SEATS: Final = {"episode": (Episode, 0), "patient": (Patient, 0), "place": (int, PLACES)}
_RECORD: Final = {
    "journeys": ("journey", "journeys"),
    "episodes": ("leaver", "leavers"),
    "courses": ("course", "courses"),
    "counts": ("count", "counts"),
    "stocks": ("stock", "stocks"),
}
"""For each part of a block, its rows and the field of the clock that counts them."""
_SAYS: Final = {
    NEVER_LEAVES: "patient {patient} never leaves: {stage}",
    WAITS_FOR_EVER: "a patient who keeps a place may not wait for ever: {stage}",
    TOO_MANY_ORDERS: f"more than {MAX_ORDERS} orders at a time: {{stage}}",
    PLACE_TAKEN: "place {place} is not free: {stage}",
    TOO_LATE: "an event at {instant}, which is before {now}",
}


class Form(NamedTuple):
    """The form in which the machine runs."""

    memory: Memory
    loop: Any
    """What has ``play``, ``begin_phase`` and ``write_inside``."""
    given: dict[str, Any]
    """Rules, tables and state."""


def machine_code(
    tables: Tables,
    cohort: Cohort,
    watchers: Sequence[Watcher],
    rules: ModuleType = care,
    phases: Phases = (),
) -> Engine:
    """Return a run of some rules as compiled code, unless numba is told not to compile.

    Then, and without numba, it is that of :func:`plain_python`.
    """
    if not usable():
        return plain_python(tables, cohort, watchers, cast("Rules", rules), phases)
    from sim.engines.compiled.programs import compiled_loop, compiled_rules

    memory = Arrays()
    rows, state = memory.tables(tables), memory.tables(care.initial(tables))
    compiled = compiled_rules(rows.kind, state.kind, rules)
    given = {"rules": compiled, "tables": rows, "state": state}
    return Engine(tables, cohort, watchers, Form(memory, compiled_loop(), given), phases)


def compile_rules(tables: Tables) -> None:
    """Compile :mod:`sim.rules` for any tables."""
    machine_code(tables, nobody(), [])


def compile_machine(tables: Tables) -> None:
    """Compile the machine for any tables, without the rules, which it calls by address."""
    from sim.engines.compiled.programs import compile_loop, compiled_loop, promised_rules

    memory = Arrays()
    rows, state = memory.tables(tables), memory.tables(care.initial(tables))
    given = {"rules": promised_rules(rows.kind, state.kind), "tables": rows, "state": state}
    compile_loop(Engine(tables, nobody(), [], Form(memory, compiled_loop(), given))._machine)


def plain_python(
    tables: Tables,
    cohort: Cohort,
    watchers: Sequence[Watcher],
    rules: Rules = care,
    phases: Phases = (),
) -> Engine:
    """Return a run of any rules by the same sources, not compiled."""
    given = {"rules": rules, "tables": tables, "state": care.initial(tables)}
    return Engine(tables, cohort, watchers, Form(Objects(), loop, given), phases)


class Engine:
    """One run of the rules over tables and the patients of a cohort."""

    def __init__(
        self,
        tables: Tables,
        cohort: Cohort,
        watchers: Sequence[Watcher],
        form: Form,
        phases: Phases = (),
    ) -> None:
        """Prepare a run; nothing happens before :meth:`play`."""
        self._tables, self._cohort, self._watchers = tables, cohort, watchers
        self._phases = phases
        self._memory, self._loop = form.memory, form.loop
        newcomers = _newcomers(self._memory, cohort, 0, 0)
        rows = _rows(self._memory, tables, len(cohort))
        self._rows = form.given | rows | {"newcomers": newcomers}
        self._machine = self._memory.bundle(self._rows)

    @property
    def arrived(self) -> int:
        """Patients who have arrived."""
        return int(self._clock().arrived)

    @property
    def left(self) -> int:
        """Patients who have left."""
        return int(self._clock().left)

    @property
    def inside(self) -> list[int]:
        """Numbers of the patients who are inside, in order."""
        seats, numbers = self._seats()
        inside: list[int] = sorted(numbers[seats["inside"] == 1].tolist())
        return inside

    def play(self) -> None:
        """Play to the horizon, phase by phase."""
        for start, tables in self._phases:
            self.play_until(start)
            self._make_room()
            self._replace(tables=self._memory.tables(tables))
            self._loop.begin_phase(self._machine, start)
        self.play_until(self._tables.horizon)
        self._write_inside()
        self._show()

    def play_until(self, instant: float) -> None:
        """Play all events before an instant; can be called again for a later one."""
        why, end = ROOM, min(instant, self._tables.horizon)
        while why != DONE:
            why = self._loop.play(self._machine, end)
            if why == ROOM:
                self._make_room()
            elif why == COHORT:
                self._feed()
            elif why == FAULT:
                raise RuntimeError(self._fault())

    def _clock(self) -> Any:
        return self._memory.view(self._rows["clock"])[0]

    def _replace(self, **rows: Any) -> None:
        """Replace some rows by others."""
        self._rows |= rows
        self._machine = self._memory.bundle(self._rows)

    def _seats(self) -> tuple[Any, Any]:
        """The slots of episodes that were ever used, and the numbers of their patients."""
        used, rows = int(self._clock().episodes), self._rows
        seats = self._memory.records(Episode, rows["episode"], used)
        return seats, self._memory.records(Patient, rows["patient"], used)["number"]

    def _write_inside(self) -> None:
        """Write down patients who are inside or have orders out, in their order."""
        seats, numbers = self._seats()
        episodes = np.flatnonzero((seats["inside"] == 1) | (seats["orders"] != NOWHERE))
        episodes = episodes[np.argsort(numbers[episodes])]
        done = 0
        while done < len(episodes):
            done = self._loop.write_inside(self._machine, episodes, done)
            self._make_room()

    def _feed(self) -> None:
        """Bring the next block of the cohort."""
        clock, total = self._clock(), len(self._cohort)
        first = total - int(clock.to_come)
        last = min(first + BLOCK, total)
        self._replace(newcomers=_newcomers(self._memory, self._cohort, first, last))
        clock.newcomer, clock.newcomers, clock.to_come = 0, last - first, total - last

    def _make_room(self) -> None:
        """Show the blocks of the record, and lengthen rows that are short."""
        self._show()
        clock = self._clock()
        room, seats = int(loop.need(clock)), int(clock.episodes) + 1
        wanted = {
            "work": int(clock.works) + room,
            "event": int(clock.events + clock.later) + room,
            "later": int(clock.laters) + room,
            "job": room,
            "journey": room,
            **dict.fromkeys(_SEATS, seats),
        }
        short = {name: n for name, n in wanted.items() if n >= len(self._rows[name])}
        if short:
            longer = self._memory.longer
            self._replace(**{name: longer(self._rows[name], 2 * n) for name, n in short.items()})

    def _show(self) -> None:
        """Show the blocks of the record to the watchers, and begin them anew."""
        clock, records = self._clock(), self._memory.records
        parts = {
            part: records(ROWS[part], self._rows[rows], int(getattr(clock, used)))
            for part, (rows, used) in _RECORD.items()
        }
        for watcher in self._watchers:
            watcher.see(Block(**parts))
        clock.journeys = clock.leavers = clock.courses = clock.counts = clock.stocks = 0

    def _fault(self) -> str:
        """What the rules did wrong."""
        clock, view = self._clock(), self._memory.view
        says = _SAYS[int(clock.fault)]
        if clock.fault == TOO_LATE:
            return says.format(instant=clock.fault_instant, now=clock.now)
        work = view(self._rows["work"])[int(clock.fault_work)]
        patient = view(self._rows["patient"])[int(work.episode)].number
        stage = self._tables.names.stages[int(work.stage)]
        return says.format(patient=patient, place=work.keep, stage=stage)


def _rows(memory: Memory, tables: Tables, patients: int) -> dict[str, Any]:
    """The rows of a machine at the begin of a run."""
    stations = [Station(row.runs_over) for row in tables.stations.station]
    clock = Clock(tables.begin, tables.begin + AUDIT_HOURS / 2, to_come=patients)
    clock.span = span_of(tables.begin)
    return {
        "clock": memory.rows([clock]),
        "station": memory.rows(stations),
        "chain": memory.rows([NOWHERE] * SPANS),
        "blank": memory.pattern(Patient(0, 0, 0, 0, 0, 0.0, 0.0)),
        "leaver": memory.empty(EpisodeRow, BLOCK),
        "course": memory.empty(CourseRow, BLOCK),
        "count": memory.empty(CountRow, max(BLOCK, len(stations))),
        "stock": memory.empty(StockRow, max(BLOCK, len(tables.stocks.stock))),
        **{name: memory.empty(kind, BLOCK) for name, kind in _KINDS.items()},
        **{name: memory.empty(kind, BLOCK, width) for name, (kind, width) in _SEATS.items()},
    }


def _newcomers(memory: Memory, cohort: Cohort, first: int, last: int) -> Any:
    """The columns of patients ``first`` to ``last - 1`` of a cohort."""
    parts = [field.name for field in fields(Newcomers)]
    columns = {name: getattr(cohort, COLUMNS[name])[first:last] for name in parts}
    return memory.bundle({name: memory.column(column) for name, column in columns.items()})
