"""A run of the machine: memory that grows, the cohort fed and the record flushed in blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from sim import rules as care
from sim.cohort import Cohort
from sim.contract import NOWHERE, PLACES, Patient
from sim.engines.compiled import loop
from sim.engines.compiled.memory import Arrays, Memory, Objects
from sim.engines.compiled.rows import (
    AUDIT_HOURS,
    COHORT,
    DONE,
    FAULT,
    NEVER_LEAVES,
    PLACE_TAKEN,
    ROOM,
    TOO_LATE,
    WAITS_FOR_EVER,
    Clock,
    CountRow,
    Episode,
    Event,
    JourneyRow,
    Leaving,
    Station,
    Work,
)
from sim.engines.entries import Rules
from sim.engines.log import Log, episode_cells
from sim.engines.newcomers import patients
from sim.tables.rows import Tables

BLOCK: Final = 1 << 14
"""Rows of the cohort and of the record that are kept at a time, and slots to begin with."""

_KINDS: Final = {"work": Work, "event": Event, "job": int, "journey": JourneyRow}
_SEATS: Final = {"episode": (Episode, 0), "patient": (Patient, 0), "place": (int, PLACES)}
_SAYS: Final = {
    NEVER_LEAVES: "patient {patient} never leaves: {stage}",
    WAITS_FOR_EVER: "a patient who keeps a place waits for ever: {stage}",
    PLACE_TAKEN: "place {place} is taken: {stage}",
    TOO_LATE: "an event at {instant}, which is before {now}",
}


class Form(NamedTuple):
    """In what form the machine runs."""

    memory: Memory
    loop: Any
    """What has ``play`` and ``write_inside``."""
    given: dict[str, Any]
    """Rules, tables and state."""


def machine_code(tables: Tables, cohort: Cohort) -> Engine:
    """Return a run of :mod:`sim.rules` as compiled code, unless numba is told not to compile.

    Raises :exc:`ImportError` where numba is not installed.
    """
    from sim.engines.compiled.compiling import compiled_loop, compiled_rules, switched_off

    if switched_off():
        return plain_python(tables, list(patients(cohort)))
    memory = Arrays()
    rows, state = memory.tables(tables), memory.state(care.initial(tables))
    given = {"rules": compiled_rules(rows.kind, state.kind), "tables": rows, "state": state}
    return Engine(tables, cohort, Form(memory, compiled_loop(), given))


def plain_python(tables: Tables, patients: Sequence[Patient], rules: Rules = care) -> Engine:
    """Return a run of any rules by the same sources without compilation."""
    given = {"rules": rules, "tables": tables, "state": care.initial(tables)}
    return Engine(tables, patients, Form(Objects(), loop, given))


class Engine:
    """One run of the rules over tables and the patients of a cohort."""

    def __init__(self, tables: Tables, cohort: Cohort | Sequence[Patient], form: Form) -> None:
        """Prepare a run; nothing happens before :meth:`play`."""
        self.log = Log(tables)
        self._tables, self._cohort = tables, cohort
        self._memory, self._loop = form.memory, form.loop
        self._rows = form.given | _rows(self._memory, tables, len(cohort))
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
        inside: list[int] = sorted(numbers[seats.inside == 1].tolist())
        return inside

    def play(self) -> Log:
        """Play to the horizon and return the log."""
        self.play_until(self._tables.horizon)
        self._write_inside()
        self._flush()
        return self.log

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
        """Put other rows in the place of some."""
        self._rows |= rows
        self._machine = self._memory.bundle(self._rows)

    def _seats(self) -> tuple[Any, Any]:
        """The columns of all episodes ever seated, and their patients' numbers."""
        used, rows = int(self._clock().episodes), self._rows
        seats = self._memory.columns(Episode, rows["episode"], used)
        return seats, self._memory.columns(Patient, rows["patient"], used).number

    def _write_inside(self) -> None:
        """Write down whoever is inside or has orders out, in the order of patients."""
        seats, numbers = self._seats()
        episodes = np.flatnonzero((seats.inside == 1) | (seats.orders != NOWHERE))
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
        self._replace(newcomer=self._memory.newcomers(self._cohort, first, last))
        clock.newcomer, clock.newcomers, clock.to_come = 0, last - first, total - last

    def _make_room(self) -> None:
        """Empty the blocks of the record, and lengthen what is short."""
        self._flush()
        clock = self._clock()
        room, seats = int(loop.need(clock)), int(clock.episodes) + 1
        wanted = {
            "work": int(clock.works) + room,
            "event": int(clock.events) + room,
            "job": room,
            "journey": room,
            **dict.fromkeys(_SEATS, seats),
        }
        short = {name: n for name, n in wanted.items() if n >= len(self._rows[name])}
        if short:
            longer = self._memory.longer
            self._replace(**{name: longer(self._rows[name], 2 * n) for name, n in short.items()})

    def _flush(self) -> None:
        """Hand the blocks of the record to the log."""
        rows, clock, columns = self._rows, self._clock(), self._memory.columns
        journeys = columns(JourneyRow, rows["journey"], int(clock.journeys))
        leavers = columns(Patient, rows["leaver"], int(clock.leavers))
        left = columns(Leaving, rows["left"], int(clock.leavers)).at
        counts = columns(CountRow, rows["count"], int(clock.counts))
        self.log.journeys.extend(vars(journeys).values())
        self.log.episodes.extend(episode_cells(leavers, left))
        self.log.counts.extend(vars(counts).values())
        clock.journeys = clock.leavers = clock.counts = 0

    def _fault(self) -> str:
        """What the rules did wrong."""
        clock, view = self._clock(), self._memory.view
        says = _SAYS[int(clock.fault)]
        if clock.fault == TOO_LATE:
            return says.format(instant=clock.fault_instant, now=clock.now)
        work = view(self._rows["work"])[int(clock.fault_work)]
        patient = view(self._rows["patient"])[int(work.episode)].number
        stage = self._tables.stages[int(work.stage)]
        return says.format(patient=patient, place=work.keep, stage=stage)


def _rows(memory: Memory, tables: Tables, patients: int) -> dict[str, Any]:
    """The rows of an empty machine at the begin of a run."""
    stations = [Station(row.runs_over) for row in tables.station]
    clock = Clock(tables.begin, tables.begin + AUDIT_HOURS / 2, to_come=patients)
    return {
        "clock": memory.rows([clock]),
        "station": memory.rows(stations),
        "newcomer": memory.empty(Patient, 0),
        "leaver": memory.empty(Patient, BLOCK),
        "left": memory.empty(Leaving, BLOCK),
        "count": memory.empty(CountRow, max(BLOCK, len(stations))),
        **{name: memory.empty(kind, BLOCK) for name, kind in _KINDS.items()},
        **{name: memory.empty(kind, BLOCK, width) for name, (kind, width) in _SEATS.items()},
    }
