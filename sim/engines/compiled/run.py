"""A run of the machine: memory that grows, the cohort fed and the record flushed in blocks."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from sim.cohort import Cohort
from sim.contract import NOWHERE, PLACES, Patient
from sim.engines.compiled import loop
from sim.engines.compiled.compiling import compiled_loop, compiled_rules
from sim.engines.compiled.memory import Arrays, Lists, Memory
from sim.engines.compiled.rows import (
    AUDIT_HOURS,
    COHORT,
    DONE,
    FAULT,
    NEVER_LEAVES,
    PLACE_TAKEN,
    ROOM,
    WAITS_FOR_EVER,
    Clock,
    CountRow,
    Episode,
    Event,
    JourneyRow,
    Machine,
    Station,
    Work,
)
from sim.engines.entries import Rules
from sim.engines.log import Log, episode_cells
from sim.rules import initial
from sim.tables.rows import Tables

BLOCK: Final = 1 << 14
"""Rows of the cohort and of the record that are kept at a time, and slots to begin with."""

_SAYS: Final = {
    NEVER_LEAVES: "patient {patient} never leaves: {stage}",
    WAITS_FOR_EVER: "a patient who keeps a place waits for ever: {stage}",
    PLACE_TAKEN: "place {place} is taken: {stage}",
}
_KINDS: Final = {"work": Work, "event": Event, "job": int, "journey": JourneyRow}
_SEATS: Final = {"episode": (Episode, 0), "patient": (Patient, 0), "place": (int, PLACES)}


class Engine:
    """One run of the rules over tables and a cohort, as machine code or as plain Python."""

    def __init__(self, tables: Tables, cohort: Cohort, rules: Rules | None = None) -> None:
        """Prepare a run; nothing happens before :meth:`play`.

        Rules that are given are played without compilation, and so is the machine then.
        """
        self.log = Log(tables)
        self._tables, self._cohort = tables, cohort
        self._memory: Memory = Arrays() if rules is None else Lists()
        self._loop: Any = compiled_loop() if rules is None else loop
        self._rows = (self._memory.tables(tables), self._memory.state(initial(tables)))
        self._rules = rules or compiled_rules(*(rows.kind for rows in self._rows))
        self._machine = _machine(self._memory, tables, len(cohort))

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
        return sorted(numbers[seats.inside == 1].tolist())

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
            why = self._loop.play(self._rules, *self._rows, self._bundle(), end)
            if why == ROOM:
                self._make_room()
            elif why == COHORT:
                self._feed()
            elif why == FAULT:
                raise RuntimeError(self._fault())

    def _bundle(self) -> Any:
        return self._memory.bundle(self._machine._asdict())

    def _clock(self) -> Any:
        return self._memory.view(self._machine.clock)[0]

    def _seats(self) -> tuple[Any, Any]:
        """The columns of all episodes ever seated, and their patients' numbers."""
        m, used = self._machine, int(self._clock().episodes)
        seats = self._memory.columns(Episode, m.episode[:used])
        return seats, self._memory.columns(Patient, m.patient[:used]).number

    def _write_inside(self) -> None:
        """Write down whoever is inside or has orders out, in the order of patients."""
        seats, numbers = self._seats()
        episodes = np.flatnonzero((seats.inside == 1) | (seats.orders != NOWHERE))
        episodes = episodes[np.argsort(numbers[episodes])]
        done = 0
        while done < len(episodes):
            done = self._loop.write_inside(self._bundle(), episodes, done)
            self._make_room()

    def _feed(self) -> None:
        """Bring the next block of the cohort."""
        clock, total = self._clock(), len(self._cohort)
        first = total - int(clock.to_come)
        last = min(first + BLOCK, total)
        newcomer = self._memory.newcomers(self._cohort, first, last)
        self._machine = self._machine._replace(newcomer=newcomer)
        clock.newcomer, clock.newcomers, clock.to_come = 0, last - first, total - last

    def _make_room(self) -> None:
        """Empty the blocks of the record, and lengthen what is short."""
        self._flush()
        clock = self._clock()
        room = loop.need(clock)
        used = {"work": clock.works, "event": clock.events, "job": 0, "journey": 0}
        for name, kind in _KINDS.items():
            self._lengthen(name, int(used[name]) + room, kind)
        for name, (kind, width) in _SEATS.items():
            self._lengthen(name, int(clock.episodes), kind, width)

    def _lengthen(self, name: str, wanted: int, kind: type, width: int = 0) -> None:
        """Give rows at least twice the length that is wanted, if they are not longer than that."""
        rows = getattr(self._machine, name)
        if wanted >= len(rows):
            more = self._memory.empty(kind, 2 * wanted + 1 - len(rows), width)
            self._machine = self._machine._replace(**{name: self._memory.longer(rows, more)})

    def _flush(self) -> None:
        """Hand the blocks of the record to the log."""
        m, clock, columns = self._machine, self._clock(), self._memory.columns
        journeys = columns(JourneyRow, m.journey[: clock.journeys])
        leavers = columns(Patient, m.leaver[: clock.leavers])
        counts = columns(CountRow, m.count[: clock.counts])
        self.log.journeys.extend(vars(journeys).values())
        self.log.episodes.extend(episode_cells(leavers, np.array(m.left[: clock.leavers])))
        self.log.counts.extend(vars(counts).values())
        clock.journeys = clock.leavers = clock.counts = 0

    def _fault(self) -> str:
        """What the rules did wrong."""
        clock = self._clock()
        work = self._memory.view(self._machine.work)[clock.fault_work]
        patient = self._memory.view(self._machine.patient)[work.episode].number
        stage = self._tables.stages[work.stage]
        return _SAYS[int(clock.fault)].format(patient=patient, place=work.keep, stage=stage)


def _machine(memory: Memory, tables: Tables, patients: int) -> Machine:
    """An empty machine at the begin of a run."""
    begin = tables.begin
    stations = [Station(row.runs_over) for row in tables.station]
    clock = Clock(now=begin, audit=begin + AUDIT_HOURS / 2, to_come=patients)
    return Machine(
        clock=memory.rows(Clock, [clock]),
        station=memory.rows(Station, stations),
        newcomer=memory.empty(Patient, 0),
        leaver=memory.empty(Patient, BLOCK),
        left=memory.empty(float, BLOCK),
        count=memory.empty(CountRow, max(BLOCK, len(stations))),
        **{name: memory.empty(kind, BLOCK) for name, kind in _KINDS.items()},
        **{name: memory.empty(kind, BLOCK, width) for name, (kind, width) in _SEATS.items()},
    )
