"""Columns: rows of codes, block by block, as the columns of an Arrow table.

Cells are copied once, into arrays of the table's own types, which Arrow takes as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

CHUNK: Final = 1 << 18
"""Rows of a record batch."""


class Columns:
    """A table that grows."""

    def __init__(
        self,
        schema: pa.Schema,
        names: Mapping[str, list[str]],
        blank: Mapping[str, float] | None = None,
    ) -> None:
        """Begin an empty table; ``names`` are what the codes of some columns stand for.

        ``blank`` has the value of each column that a block may leave out: it takes no room until a
        block has it.
        """
        self._schema = schema
        self._names = {name: pa.array(all_, pa.string()) for name, all_ in names.items()}
        self._blank = blank or {}
        self._batches: list[pa.RecordBatch] = []
        self._begin()

    def add(self, columns: Mapping[str, npt.NDArray[Any]]) -> None:
        """Append copies of columns, all equally long; a negative code becomes null."""
        count = len(columns[self._schema.names[0]])
        for name in self._blank:
            if name in columns and name not in self._chunk:
                self._chunk[name] = self._cells(name)
                self._chunk[name][: self._used] = self._blank[name]
        done = 0
        while done < count:
            more = min(count - done, CHUNK - self._used)
            for name, cells in self._chunk.items():
                given = columns[name][done : done + more] if name in columns else self._blank[name]
                cells[self._used : self._used + more] = given
            self._used += more
            done += more
            if self._used == CHUNK:
                self._close()

    def table(self) -> pa.Table:
        """Return all rows as one table."""
        self._close()
        return pa.Table.from_batches(self._batches, schema=self._schema)

    def _begin(self) -> None:
        """Begin a batch."""
        usual = [name for name in self._schema.names if name not in self._blank]
        self._chunk, self._used = {name: self._cells(name) for name in usual}, 0

    def _cells(self, name: str) -> npt.NDArray[Any]:
        """The cells of a column."""
        return np.empty(CHUNK, _cell(self._schema.field(name).type))

    def _close(self) -> None:
        """Make a batch of the rows so far."""
        if self._used > 0:
            arrays = [self._array(about, self._filled(about)) for about in self._schema]
            self._batches.append(pa.RecordBatch.from_arrays(arrays, schema=self._schema))
            self._begin()

    def _filled(self, about: pa.Field) -> npt.NDArray[Any]:
        """The cells of a batch in a column."""
        cells = self._chunk.get(about.name)
        if cells is None:
            cells = _blank_cells(_cell(about.type), self._blank[about.name])
        return cells[: self._used]

    def _array(self, about: pa.Field, cells: npt.NDArray[Any]) -> pa.Array:
        """A column over the cells themselves."""
        if pa.types.is_boolean(about.type):
            return _over(about.type, None, _bits(cells), len(cells))
        if not pa.types.is_dictionary(about.type):
            return _over(about.type, None, cells, len(cells))
        known = cells >= 0
        bits = None if known.all() else _bits(known)
        codes = _over(about.type.index_type, bits, cells, len(cells))
        return pa.DictionaryArray.from_arrays(codes, self._names[about.name], safe=False)


def _cell(kind: pa.DataType) -> Any:
    """The type of a column's cells in memory."""
    if pa.types.is_dictionary(kind):
        return kind.index_type.to_pandas_dtype()
    return kind.to_pandas_dtype()


@cache
def _blank_cells(kind: Any, value: float) -> npt.NDArray[Any]:
    """A batch of equal cells, shared by all columns of that kind and value."""
    cells = np.full(CHUNK, value, kind)
    cells.flags.writeable = False
    return cells


def _bits(flags: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    return np.packbits(flags, bitorder="little")


def _over(
    kind: pa.DataType, known: npt.NDArray[Any] | None, cells: npt.NDArray[Any], count: int
) -> pa.Array:
    buffers = [known if known is None else pa.py_buffer(known), pa.py_buffer(cells)]
    return pa.Array.from_buffers(kind, count, buffers)
