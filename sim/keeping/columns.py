"""Columns: rows of codes, block by block, as the columns of an Arrow table.

Cells are copied once, into arrays of the very types of the table, which Arrow then takes as they
are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

CHUNK: Final = 1 << 18
"""Rows of a record batch."""


class Columns:
    """A table that grows."""

    def __init__(self, schema: pa.Schema, names: Mapping[str, list[str]]) -> None:
        """Begin an empty table; ``names`` are those that the codes of some columns stand for."""
        self._schema = schema
        self._names = {name: pa.array(all_, pa.string()) for name, all_ in names.items()}
        self._batches: list[pa.RecordBatch] = []
        self._chunk = self._empty()
        self._used = 0

    def add(self, columns: Mapping[str, npt.NDArray[Any]]) -> None:
        """Append columns, all equally long, which are copied; a negative code is none."""
        count = len(columns[self._schema.names[0]])
        done = 0
        while done < count:
            more = min(count - done, CHUNK - self._used)
            for name, cells in self._chunk.items():
                cells[self._used : self._used + more] = columns[name][done : done + more]
            self._used += more
            done += more
            if self._used == CHUNK:
                self._close()

    def table(self) -> pa.Table:
        """Return all rows as one table."""
        self._close()
        return pa.Table.from_batches(self._batches, schema=self._schema)

    def _empty(self) -> dict[str, npt.NDArray[Any]]:
        return {about.name: np.empty(CHUNK, _cell(about.type)) for about in self._schema}

    def _close(self) -> None:
        """Make a batch of the rows so far."""
        if self._used > 0:
            arrays = [
                self._array(about, self._chunk[about.name][: self._used]) for about in self._schema
            ]
            self._batches.append(pa.RecordBatch.from_arrays(arrays, schema=self._schema))
            self._chunk, self._used = self._empty(), 0

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


def _bits(flags: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    return np.packbits(flags, bitorder="little")


def _over(
    kind: pa.DataType, known: npt.NDArray[Any] | None, cells: npt.NDArray[Any], count: int
) -> pa.Array:
    buffers = [known if known is None else pa.py_buffer(known), pa.py_buffer(cells)]
    return pa.Array.from_buffers(kind, count, buffers)
