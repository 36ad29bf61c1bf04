"""Memory: rows of numbers, as record arrays for compiled code or as dataclasses.

Both kinds answer to ``rows[i].name``; integers and floats have 64 bits.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from operator import attrgetter
from types import SimpleNamespace
from typing import Annotated, Any, Protocol, get_args, get_origin, get_type_hints

import numpy as np
import numpy.typing as npt

_NUMBERS = (int, float)


class Memory(Protocol):
    """Makes the rows that a program works on."""

    def tables(self, tables: Any) -> Any:
        """Return the tables of a dataclass: rows, lists of rows or numbers, and blocks of these.

        Names are left out.
        """

    def bundle(self, members: dict[str, Any]) -> Any:
        """Return rows, tables and functions by name, as one argument of a program."""

    def rows(self, rows: list[Any]) -> Any:
        """Return rows of one kind, at least one."""

    def empty(self, kind: type, count: int, width: int = 0) -> Any:
        """Return ``count`` rows, or rows of ``width`` cells, whose content does not matter."""

    def longer(self, rows: Any, count: int) -> Any:
        """Return the rows with more after them, ``count`` in all."""

    def pattern(self, row: Any) -> Any:
        """Return rows whose first is a copy of ``row`` each time that it is assigned to others."""

    def column(self, values: npt.NDArray[Any]) -> Any:
        """Return numbers; larger ones than an int64 holds keep their bits."""

    def view(self, rows: Any) -> Any:
        """Return rows that answer to ``rows[i].name`` outside compiled code as well."""

    def records(self, kind: Any, rows: Any, count: int) -> npt.NDArray[Any]:
        """Return the first rows of a kind as a record array, which may change with them."""


class Arrays:
    """Record arrays, for compiled code."""

    def tables(self, tables: Any) -> Any:
        """Return the tables as a bundle of arrays."""
        kind: Any = type(tables)
        members = {}
        for name, shape in _shapes(kind).items():
            given = getattr(tables, name)
            members[name] = self.tables(given) if shape.is_block else _array(given, shape)
        return self.bundle(members)

    def bundle(self, members: dict[str, Any]) -> Any:
        """Return the members as one argument of compiled code."""
        from sim.native.bundles import Bundle  # numba is imported only where code is compiled

        return Bundle(members)

    def rows(self, rows: list[Any]) -> npt.NDArray[Any]:
        """Return the rows as an array."""
        return records(type(rows[0]), rows)

    def empty(self, kind: type, count: int, width: int = 0) -> npt.NDArray[Any]:
        """Return zeros."""
        return np.zeros((count, width) if width else count, record_type(kind))

    def longer(self, rows: npt.NDArray[Any], count: int) -> npt.NDArray[Any]:
        """Return a longer copy."""
        longer = np.zeros((count, *rows.shape[1:]), rows.dtype)
        longer[: len(rows)] = rows
        return longer

    def pattern(self, row: Any) -> npt.NDArray[Any]:
        """Return the row alone."""
        return self.rows([row])

    def column(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return the numbers, uncopied if they lie side by side."""
        values = np.ascontiguousarray(values)
        return values.view(np.int64) if values.dtype == np.uint64 else values

    def view(self, rows: npt.NDArray[Any]) -> Any:
        """Return a record array over the same rows."""
        return rows.view(np.recarray)

    def records(self, kind: Any, rows: npt.NDArray[Any], count: int) -> npt.NDArray[Any]:
        """Return the rows themselves."""
        return rows[:count]


class Objects:
    """Dataclasses, for the same code without compiling it."""

    def tables(self, tables: Any) -> Any:
        """Return the tables as they are."""
        return tables

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

    def pattern(self, row: Any) -> _Pattern:
        """Return copies of the row."""
        return _Pattern(row)

    def column(self, values: npt.NDArray[Any]) -> list[Any]:
        """Return the numbers as a list."""
        numbers: list[Any] = Arrays().column(values).tolist()
        return numbers

    def view(self, rows: Any) -> Any:
        """Return the rows as they are."""
        return rows

    def records(self, kind: Any, rows: Any, count: int) -> npt.NDArray[Any]:
        """Return a copy of the rows."""
        return records(kind, [rows[number] for number in range(count)])


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


@dataclass(frozen=True)
class _Pattern:
    """A row that is copied whenever it is assigned, as an array would copy it."""

    row: Any

    def __getitem__(self, number: int) -> Any:
        return copy(self.row)


def records(kind: Any, rows: Sequence[Any]) -> npt.NDArray[Any]:
    """Return rows of a kind, a dataclass or ``int`` or ``float``, as a record array."""
    cells = list(rows) if kind in _NUMBERS else list(map(_as_tuple(kind), rows))
    return np.array(cells, record_type(kind))


@cache
def record_type(kind: Any) -> np.dtype[Any]:
    """Return the record that a dataclass of numbers becomes."""
    if kind in _NUMBERS:
        return np.dtype(kind)  # type: ignore[no-any-return]
    if get_origin(kind) is Annotated:
        return np.dtype(kind.__metadata__[0])  # type: ignore[no-any-return]
    hints = get_type_hints(kind, include_extras=True)
    parts = [(field.name, record_type(hints[field.name])) for field in fields(kind)]
    return np.dtype(parts, align=True)


@dataclass(frozen=True)
class _Shape:
    """The shape of a table: the kind of its rows, and how deep their lists nest (0: one row)."""

    kind: Any
    depth: int

    @property
    def is_block(self) -> bool:
        """Whether it is a dataclass of tables itself."""
        return self.depth == 0 and self.kind not in _NUMBERS and not _is_row(self.kind)

    @property
    def is_empty(self) -> bool:
        """Whether it holds names only."""
        return self.kind is str or (self.is_block and not _shapes(self.kind))


@cache
def _shapes(kind: Any) -> dict[str, _Shape]:
    """The shapes of the tables in a dataclass, names left out."""
    shapes = {name: _shape(hint, 0) for name, hint in get_type_hints(kind).items()}
    return {name: shape for name, shape in shapes.items() if not shape.is_empty}


@cache
def _is_row(kind: Any) -> bool:
    """Whether this is a dataclass of nothing but numbers, and rows of numbers."""
    if not is_dataclass(kind):
        return False
    whole: Any = kind
    return all(hint in _NUMBERS or _is_row(hint) for hint in get_type_hints(whole).values())


def _shape(hint: Any, depth: int) -> _Shape:
    if get_origin(hint) is list:
        return _shape(get_args(hint)[0], depth + 1)
    return _Shape(hint, depth)


def _array(rows: Any, shape: _Shape) -> Any:
    """A table as an array; one row as one record, one number as it is."""
    if shape.depth == 0:
        return rows if shape.kind in _NUMBERS else records(shape.kind, [rows])[0]
    array = np.array(_cells(rows), record_type(shape.kind))
    return (
        array if array.ndim == shape.depth else array.reshape((len(rows), *[0] * (shape.depth - 1)))
    )


def _cells(rows: list[Any]) -> list[Any]:
    """Rows as tuples, in lists nested as before."""
    if rows and is_dataclass(rows[0]):
        kind: Any = type(rows[0])
        return list(map(_as_tuple(kind), rows))
    return [_cells(row) if isinstance(row, list) else row for row in rows]


@cache
def _as_tuple(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    """Return a function that turns a row into a tuple, nested like its record."""
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    if all(hints[name] in _NUMBERS for name in names) and len(names) > 1:
        return attrgetter(*names)
    inner = {name: _as_tuple(hints[name]) for name in names if hints[name] not in _NUMBERS}
    return lambda row: tuple(
        inner[name](getattr(row, name)) if name in inner else getattr(row, name) for name in names
    )
