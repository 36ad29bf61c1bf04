"""Ground: the rows that walks use, as compiled code or in plain Python."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim import rules
from sim.clock import DAYS_PER_WEEK, HOURS_PER_DAY, HOURS_PER_WEEK
from sim.cohort.people import Floats
from sim.contract import PLACES, Patient
from sim.engines import idle
from sim.engines.compiled.rows import Work
from sim.native.memory import Arrays, Memory, Objects
from sim.offered_load import walk
from sim.offered_load.streams import PART, Stream, sample
from sim.tables import Tables


class Walks:
    """Walks of patients through the tables of an empty system."""

    def __init__(self, tables: Tables, *, compiled: bool) -> None:
        """Lay out the rows; the rules are compiled unless the cache has them."""
        self._tables, self._memory = tables, _memory(compiled)
        self._play = walk.play
        memory = self._memory
        given: dict[str, Any] = {
            "rules": rules,
            "tables": memory.tables(tables),
            "state": memory.tables(rules.initial(tables)),
        }
        if compiled:
            from sim.engines.compiled.programs import compiled_rules
            from sim.native.compiling import compiler

            given["rules"] = compiled_rules(given["tables"].kind, given["state"].kind)
            self._play = compiler(walk, idle)(walk.play)
        self._rows = given | {
            "patient": memory.empty(Patient, 1),
            "ask": memory.empty(Work, 1),
            "going": memory.empty(idle.Going, 1),
            "kept": memory.empty(walk.Kept, PLACES),
            "slot": memory.column(slots(tables)),
        }

    def play(self, stream: Stream, first: int, batches: int) -> tuple[Floats, Floats]:
        """Let batches of a stream walk, beginning with number ``first``.

        Return server-hours by batch and station, and tickets by batch, clinic and weekday.
        """
        some, memory = sample(stream, first, batches), self._memory
        tables = self._tables
        stations, clinics = len(tables.names.stations), len(tables.tickets.clinic)
        onset = _from_begin(some.onset, tables.begin)
        blank = Patient(0, 0, stream.home, stream.condition, 0, 0.0, 0.0)
        rows = {
            "blank": memory.pattern(blank),
            "weight": memory.column(np.array(some.weight)),
            "key": memory.column(some.key),
            "acuity": memory.column(some.acuity),
            "complexity": memory.column(some.complexity),
            "onset": memory.column(onset),
            "hours": memory.empty(float, batches, max(1, stations)),
            "tickets": memory.empty(float, batches, max(1, clinics * DAYS_PER_WEEK)),
        }
        self._play(memory.bundle(self._rows | rows), batches, PART)
        hours = _table(memory, rows["hours"], (batches, stations))
        tickets = _table(memory, rows["tickets"], (batches, clinics, DAYS_PER_WEEK))
        return hours, tickets


def _memory(compiled: bool) -> Memory:
    return Arrays() if compiled else Objects()


def _table(memory: Memory, rows: Any, shape: tuple[int, ...]) -> Floats:
    cells = np.asarray(memory.records(float, rows, shape[0]), np.float64)
    return cells[:, : math.prod(shape[1:])].reshape(shape)


def _from_begin(hour_of_week: Floats, begin: float) -> Floats:
    """Instants in the first week of the tables, whose first day need not be a Monday."""
    return np.where(hour_of_week >= begin, hour_of_week, hour_of_week + HOURS_PER_WEEK)


def slots(tables: Tables) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return, for each session, its clinic and weekday as one number."""
    slot = np.zeros(len(tables.tickets.session), np.int64)
    for clinic, row in enumerate(tables.tickets.clinic):
        for number in range(row.first, row.last):
            day = int(tables.tickets.session[number].start // HOURS_PER_DAY) % DAYS_PER_WEEK
            slot[number] = clinic * DAYS_PER_WEEK + day
    return slot
