"""Entries: the four questions that an engine asks of the rules."""

from __future__ import annotations

from typing import Protocol

from sim.contract import Ask, Patient, State
from sim.tables import Tables
from sim.tables.stations import ShiftRow
from sim.tables.stocks import AuditedRow


class Rules(Protocol):
    """Whatever an engine can play: :mod:`sim.rules`, or a story that tests the engine alone."""

    def arrive(self, tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
        """Begin an episode: answer LEAVE, STEP or ORDER."""

    def next_step(self, tables: Tables, state: State, now: float, p: Patient, ask: Ask) -> int:
        """Go on after a step or order: answer LEAVE, STEP or ORDER."""

    def tick(self, tables: Tables, state: State, shift: ShiftRow) -> None:
        """Follow an event of the timetable that is not about capacity."""

    def value_of(self, tables: Tables, state: State, now: float, stock: AuditedRow) -> float:
        """Tell the value of a stock at an audit, and change nothing."""
