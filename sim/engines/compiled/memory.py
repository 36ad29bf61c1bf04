"""Memory: rows of numbers as record arrays for compiled code, as lists of dataclasses without it.

Both kinds answer to ``rows[i].name``; integers and floats have 64 bits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from itertools import islice
from operator import attrgetter
from types import SimpleNamespace
from typing import Any, Protocol, get_args, get_origin, get_type_hints

import numpy as np
import numpy.typing as npt

from sim.cohort import Cohort
from sim.contract import Patient, State
from sim.engines.newcomers import COLUMNS, patients
from sim.tables.rows import Tables

_NUMBERS = (int, float)


@dataclass(frozen=True)
class _Shape:
    """What a table holds: rows of a kind, in lists within so many lists (0: one row)."""

    kind: type
    depth: int


def _shapes(kind: type) -> dict[str, _Shape]:
    """The shapes of a dataclass of tables, without those of names."""
    shapes = {}
    for name, hint in get_type_hints(kind).items():
        depth = 0
        while get_origin(hint) is list:
            hint, depth = get_args(hint)[0], depth + 1
        if hint is not str:
            shapes[name] = _Shape(hint, depth)
    return shapes


_TABLES, _STATE = _shapes(Tables), _shapes(State)


class Memory(Protocol):
    """What a run keeps its rows in."""

    def tables(self, tables: Tables) -> Any:
        """Return the tables."""

    def state(self, state: State) -> Any:
        """Return the state."""

    def bundle(self, members: dict[str, Any]) -> Any:
        """Return rows by name, as the loop takes them."""

    def rows(self, kind: type, rows: list[Any]) -> Any:
        """Return rows of a kind."""

    def empty(self, kind: type, count: int, width: int = 0) -> Any:
        """Return so many rows whose content does not matter; of ``width`` cells each, if any."""

    def longer(self, rows: Any, empty: Any) -> Any:
        """Return rows and, after them, others whose content does not matter."""

    def newcomers(self, cohort: Cohort, first: int, last: int) -> Any:
        """Return the rows of patients ``first`` to ``last - 1`` of a cohort."""

    def view(self, rows: Any) -> Any:
        """Return rows that answer to ``rows[i].name`` outside compiled code too."""

    def columns(self, kind: type, rows: Any) -> SimpleNamespace:
        """Return the columns of rows of a kind, as attributes in order."""


class Arrays:
    """Record arrays, for compiled code."""

    def tables(self, tables: Tables) -> Any:
        """Return the tables, each an array."""
        return self.bundle({n: _array(getattr(tables, n), _TABLES[n]) for n in _TABLES})

    def state(self, state: State) -> Any:
        """Return the state, each list an array."""
        return self.bundle({n: _array(getattr(state, n), _STATE[n]) for n in _STATE})

    def bundle(self, members: dict[str, Any]) -> Any:
        """Return the members as one argument of compiled code."""
        from sim.engines.compiled.bundles import Bundle

        return Bundle(members)

    def rows(self, kind: type, rows: list[Any]) -> npt.NDArray[Any]:
        """Return rows as an array."""
        return np.array(_numbers(rows), record_type(kind))

    def empty(self, kind: type, count: int, width: int = 0) -> npt.NDArray[Any]:
        """Return zeros."""
        return np.zeros((count, width) if width else count, record_type(kind))

    def longer(self, rows: npt.NDArray[Any], empty: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return a longer copy."""
        return np.concatenate([rows, empty])

    def newcomers(self, cohort: Cohort, first: int, last: int) -> npt.NDArray[Any]:
        """Return patients with nothing in their memory; the bits of a key are those of an int64."""
        rows = np.zeros(last - first, record_type(Patient))
        for field in fields(Patient):
            if field.default is not MISSING:
                rows[field.name] = field.default
        for name, column in COLUMNS.items():
            rows[name] = getattr(cohort, column)[first:last].astype(rows[name].dtype)
        rows["number"] = np.arange(first, last)
        return rows

    def view(self, rows: npt.NDArray[Any]) -> Any:
        """Return a record array over the same rows."""
        return rows.view(np.recarray)

    def columns(self, kind: type, rows: npt.NDArray[Any]) -> SimpleNamespace:
        """Return the columns as arrays."""
        return SimpleNamespace(**{field.name: rows[field.name] for field in fields(kind)})


class Lists:
    """Lists of dataclasses, for the same code without compiling it."""

    def tables(self, tables: Tables) -> Tables:
        """Return the tables as they are."""
        return tables

    def state(self, state: State) -> State:
        """Return the state as it is."""
        return state

    def bundle(self, members: dict[str, Any]) -> SimpleNamespace:
        """Return the members as attributes."""
        return SimpleNamespace(**members)

    def rows(self, kind: type, rows: list[Any]) -> list[Any]:
        """Return the rows as they are."""
        return rows

    def empty(self, kind: type, count: int, width: int = 0) -> list[Any]:
        """Return rows with their defaults; patients come into their slots whole."""
        if kind is Patient:
            return [None] * count
        return [[kind()] * width if width else kind() for _ in range(count)]

    def longer(self, rows: list[Any], empty: list[Any]) -> list[Any]:
        """Return the longer list."""
        return rows + empty

    def newcomers(self, cohort: Cohort, first: int, last: int) -> list[Patient]:
        """Return patients with nothing in their memory."""
        return list(islice(patients(cohort), first, last))

    def view(self, rows: list[Any]) -> list[Any]:
        """Return the rows as they are."""
        return rows

    def columns(self, kind: type, rows: list[Any]) -> SimpleNamespace:
        """Return the columns as arrays."""
        names = [field.name for field in fields(kind)]
        return SimpleNamespace(**{n: np.array([getattr(row, n) for row in rows]) for n in names})


@cache
def record_type(kind: type) -> np.dtype[Any]:
    """Return the record that a dataclass of numbers becomes."""
    if kind in _NUMBERS:
        return np.dtype(kind)
    hints = get_type_hints(kind)
    parts = [(field.name, record_type(hints[field.name])) for field in fields(kind)]
    return np.dtype(parts, align=True)


def _array(rows: Any, shape: _Shape) -> Any:
    """A table as an array; one row as one record, one number as it is."""
    if shape.depth == 0:
        return rows if shape.kind in _NUMBERS else np.array(_numbers([rows]), record_type(shape.kind))[0]
    array = np.array(_numbers(rows), record_type(shape.kind))
    return array if array.ndim == shape.depth else array.reshape((len(rows), *[0] * (shape.depth - 1)))


def _numbers(rows: list[Any]) -> list[Any]:
    """Rows as tuples, within lists as deep as they were."""
    if rows and is_dataclass(rows[0]):
        return list(map(_as_tuple(type(rows[0])), rows))
    return [_numbers(row) if isinstance(row, list) else row for row in rows]


@cache
def _as_tuple(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    """What turns a row into a tuple, nested as its record is."""
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    if all(hints[name] in _NUMBERS for name in names) and len(names) > 1:
        return attrgetter(*names)
    inner = {name: _as_tuple(hints[name]) for name in names if hints[name] not in _NUMBERS}
    return lambda row: tuple(
        inner[name](getattr(row, name)) if name in inner else getattr(row, name) for name in names
    )
