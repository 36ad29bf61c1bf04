"""Files: each appears whole or not at all, whatever happens meanwhile."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from sim.workers import WRITING

_TEMPORARY: Final = re.compile(r"\..+\.(json|yaml|parquet|txt|html)\.\d+\.tmp")


def write_table(table: pa.Table, path: Path) -> None:
    """Write a table as parquet, whole or not at all."""
    write_whole(path, lambda temporary: pq.write_table(table, temporary, compression="zstd"))


def write_tables(tables: Iterable[pa.Table], schema: pa.Schema, path: Path) -> None:
    """Write tables of one schema, one after the other, as one parquet file, whole or not at all."""

    def write(temporary: Path) -> None:
        with pq.ParquetWriter(temporary, schema, compression="zstd") as writer:
            for table in tables:
                writer.write_table(table)

    write_whole(path, write)


def read_in_batches(path: Path) -> Iterator[pa.Table]:
    """Yield the rows of a parquet file in batches of some ten thousand; as :func:`read_table`."""
    with path.open("rb") as held, pq.ParquetFile(held) as file:
        for batch in file.iter_batches():
            yield pa.Table.from_batches([batch])


def read_table(path: Path) -> pa.Table:
    """Return the table in the parquet file of exactly this name.

    DuckDB takes ``[ ] * ?`` in a name for patterns, and DuckDB and pyarrow's function for whole
    data sets take ``a=b`` in its folders for a column. Raises :class:`OSError` or
    :class:`pyarrow.ArrowException` if it cannot be read.
    """
    with path.open("rb") as held, pq.ParquetFile(held) as file:
        return file.read()


def write_text(text: str, path: Path) -> None:
    """Write a text, whole or not at all, with the same line ends on every system."""
    write_whole(path, lambda temporary: temporary.write_bytes(text.encode()))


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file, whole or not at all; ``write`` is given a path to write it to."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with WRITING:
        try:
            temporary.unlink(missing_ok=True)  # it may be a link, which must not be written through
            write(temporary)
            _flush(temporary)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def remove_temporary(folder: Path) -> None:
    """Remove half-written files that killed processes left in a folder."""
    if folder.is_dir():
        for path in list(folder.iterdir()):
            if is_temporary(path):
                path.unlink(missing_ok=True)


def is_temporary(path: Path) -> bool:
    """Return whether a file is half-written, under a temporary name."""
    return _TEMPORARY.fullmatch(path.name) is not None


def _flush(path: Path) -> None:
    """Force a file to disk before it gets its name: power may fail in between."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
