"""Memory: rows of numbers as record arrays for compiled code, as dataclasses without it.

Both kinds answer to ``rows[i].name``; integers and floats have 64 bits.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from operator import attrgetter
from types import SimpleNamespace
from typing import Any, Protocol, get_args, get_origin, get_type_hints

import numpy as np
import numpy.typing as npt

from sim.cohort import Cohort
from sim.contract import Patient, State
from sim.engines.newcomers import COLUMNS
from sim.tables.rows import Tables

_NUMBERS = (int, float)


@dataclass(frozen=True)
class _Shape:
    """What a table holds: rows of a kind, in lists within so many lists (0: one row)."""

    kind: Any
    depth: int


def _shapes(kind: type) -> dict[str, _Shape]:
    """The shapes of a dataclass of tables, without those of names."""
    shapes = {name: _shape(hint, 0) for name, hint in get_type_hints(kind).items()}
    return {name: shape for name, shape in shapes.items() if shape.kind is not str}


def _shape(hint: Any, depth: int) -> _Shape:
    if get_origin(hint) is list:
        return _shape(get_args(hint)[0], depth + 1)
    return _Shape(hint, depth)


_TABLES, _STATE = _shapes(Tables), _shapes(State)


class Memory(Protocol):
    """What a run keeps its rows in."""

    def tables(self, tables: Tables) -> Any:
        """Return the tables."""

    def state(self, state: State) -> Any:
        """Return the state."""

    def bundle(self, members: dict[str, Any]) -> Any:
        """Return rows by name, as the loop takes them."""

    def rows(self, rows: list[Any]) -> Any:
        """Return rows of one kind, at least one."""

    def empty(self, kind: type, count: int, width: int = 0) -> Any:
        """Return so many rows, or rows of ``width`` cells, whose content does not matter."""

    def longer(self, rows: Any, count: int) -> Any:
        """Return rows with others after them, so many in all."""

    def newcomers(self, cohort: Any, first: int, last: int) -> Any:
        """Return the rows of patients ``first`` to ``last - 1`` of a cohort."""

    def view(self, rows: Any) -> Any:
        """Return rows that answer to ``rows[i].name`` outside compiled code too."""

    def columns(self, kind: type, rows: Any, count: int) -> SimpleNamespace:
        """Return the columns of the first rows of a kind, as attributes in order."""


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

    def rows(self, rows: list[Any]) -> npt.NDArray[Any]:
        """Return the rows as an array."""
        kind: Any = type(rows[0])
        return np.array(_numbers(rows), record_type(kind))

    def empty(self, kind: type, count: int, width: int = 0) -> npt.NDArray[Any]:
        """Return zeros."""
        return np.zeros((count, width) if width else count, record_type(kind))

    def longer(self, rows: npt.NDArray[Any], count: int) -> npt.NDArray[Any]:
        """Return a longer copy."""
        longer = np.zeros((count, *rows.shape[1:]), rows.dtype)
        longer[: len(rows)] = rows
        return longer

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

    def columns(self, kind: type, rows: npt.NDArray[Any], count: int) -> SimpleNamespace:
        """Return the columns as arrays of their own."""
        names = [field.name for field in fields(kind)]
        return SimpleNamespace(**{name: rows[name][:count].copy() for name in names})


class Objects:
    """Dataclasses, for the same code without compiling it."""

    def tables(self, tables: Tables) -> Tables:
        """Return the tables as they are."""
        return tables

    def state(self, state: State) -> State:
        """Return the state as it is."""
        return state

    def bundle(self, members: dict[str, Any]) -> SimpleNamespace:
        """Return the members as attributes."""
        return SimpleNamespace(**members)

    def rows(self, rows: list[Any]) -> list[Any]:
        """Return the rows as they are."""
        return rows

    def empty(self, kind: type, count: int, width: int = 0) -> _Endless:
        """Return rows without end, each made when it is first used."""
        return _Endless((lambda: [0] * width) if width else kind)

    def longer(self, rows: _Endless, count: int) -> _Endless:
        """Return the rows as they are."""
        return rows

    def newcomers(self, cohort: Sequence[Patient], first: int, last: int) -> Sequence[Patient]:
        """Return patients as they are."""
        return cohort[first:last]

    def view(self, rows: Any) -> Any:
        """Return the rows as they are."""
        return rows

    def columns(self, kind: type, rows: Any, count: int) -> SimpleNamespace:
        """Return the columns as arrays."""
        names = [field.name for field in fields(kind)]
        first = [rows[number] for number in range(count)]
        return SimpleNamespace(**{n: np.array([getattr(row, n) for row in first]) for n in names})


class _Endless(dict[int, Any]):
    """Rows that are made when they are first used."""

    def __init__(self, kind: Callable[[], Any]) -> None:
        super().__init__()
        self.kind = kind

    def __missing__(self, number: int) -> Any:
        self[number] = row = self.kind()
        return row

    def __len__(self) -> int:
        return sys.maxsize


@cache
def record_type(kind: Any) -> np.dtype[Any]:
    """Return the record that a dataclass of numbers becomes."""
    if kind in _NUMBERS:
        return np.dtype(kind)  # type: ignore[no-any-return]
    hints = get_type_hints(kind)
    parts = [(field.name, record_type(hints[field.name])) for field in fields(kind)]
    return np.dtype(parts, align=True)


def _array(rows: Any, shape: _Shape) -> Any:
    """A table as an array; one row as one record, one number as it is."""
    if shape.depth == 0:
        return (
            rows
            if shape.kind in _NUMBERS
            else np.array(_numbers([rows]), record_type(shape.kind))[0]
        )
    array = np.array(_numbers(rows), record_type(shape.kind))
    return (
        array if array.ndim == shape.depth else array.reshape((len(rows), *[0] * (shape.depth - 1)))
    )


def _numbers(rows: list[Any]) -> list[Any]:
    """Rows as tuples, within lists as deep as they were."""
    if rows and is_dataclass(rows[0]):
        kind: Any = type(rows[0])
        return list(map(_as_tuple(kind), rows))
    return [_numbers(row) if isinstance(row, list) else row for row in rows]


@cache
def _as_tuple(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    """What turns a row into a tuple, nested as its record is."""
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    if all(hints[name] in _NUMBERS for name in names) and len(names) > 1:
        return attrgetter(*names)
    inner = {name: _as_tuple(hints[name]) for name in names if hints[name] not in _NUMBERS}
    return lambda row: tuple(
        inner[name](getattr(row, name)) if name in inner else getattr(row, name) for name in names
    )
