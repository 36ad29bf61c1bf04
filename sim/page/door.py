"""Door: the files of a results folder, checked before they are read.

A file is not read if it lies elsewhere, is larger than a study makes it, or lacks columns. So a
folder from somebody else is either drawn, or refused in one line.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sim.page.about import about_of
from sim.page.columns import KINDS, wrong
from sim.system.faults import Fault, Faults

OLDER: Final = "(if it is older, run its command again: overwrite=true)"

_MIB: Final = 1 << 20
_STUDY_BYTES: Final = 32 * _MIB
_SETTING_BYTES: Final = 8 * _MIB
_TABLE_BYTES: Final = 512 * _MIB
_TEXT_BYTES: Final = 1024 * _MIB  # of a column, once it is read
_WEEKS: Final = 5_300  # a hundred years
_LONG: Final = 1000  # bytes of a name


class _RefusedError(Exception):
    """A file is not as a study writes it."""


def study_of(folder: Path) -> dict[str, Any]:
    """Return the content of ``study.json``; raises :class:`~sim.system.faults.Faults`."""
    try:
        text = _inside(folder, "study.json", _STUDY_BYTES).read_bytes()
    except _RefusedError as error:
        raise refused(folder, f"results with study.json {error}") from error
    about, faults = about_of(text)
    if faults:
        raise Faults(tuple(faults))
    return about


def tables_of(folder: Path, study: Mapping[str, Any]) -> dict[str, pa.Table]:
    """Return the tables that the page needs; raises Faults with everything wrong in them."""
    weeks = max(_WEEKS, int(float(study["days"]) / 7.0) + 1)
    tables: dict[str, pa.Table] = {}
    faults = []
    for name in KINDS:
        try:
            tables[name] = _table(folder, name)
            faults += [
                Fault(f"{name}.parquet", str(folder), f"{what} {OLDER}")
                for what in wrong(name, tables[name], weeks)
            ]
        except _RefusedError as error:
            expected = f"a table as a study leaves it, {error} {OLDER}"
            faults.append(Fault(f"{name}.parquet", str(folder), expected))
    if faults:
        raise Faults(tuple(faults))
    return tables


def setting_of(folder: Path, scenario: str) -> str | None:
    """Return the resolved configuration of a scenario; None: there is none in the folder."""
    try:
        path = _inside(folder, f"scenarios/{scenario}.yaml", _SETTING_BYTES)
        return path.read_text(encoding="utf-8")
    except (_RefusedError, UnicodeError):
        return None


def refused(folder: Path, expected: str) -> Faults:
    """Return one fault of the folder."""
    return Faults((Fault("FOLDER", str(folder), expected),))


def _inside(folder: Path, name: str, most: int) -> Path:
    """A file of the folder by name; links and ``..`` must not lead out of the folder."""
    try:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()) or not path.is_file():
            raise _RefusedError("inside the folder")
        size = path.stat().st_size
    except (OSError, ValueError, RuntimeError) as error:  # too long; a zero byte; links in a circle
        raise _RefusedError("inside the folder") from error
    if size > most:
        raise _RefusedError(f"of at most {most // _MIB} MiB, not {size // _MIB}")
    return path


def _table(folder: Path, name: str) -> pa.Table:
    """A table; its texts are expanded only after their length is checked."""
    kind = KINDS[name]
    path = _inside(folder, f"{name}.parquet", _TABLE_BYTES)
    texts = [field.name for field in kind.fields if pa.types.is_string(field.type)]
    try:
        with pq.ParquetFile(path) as file:
            _check_size(file.metadata, kind.most)
            _check_columns(file.schema_arrow, kind.fields)
        with pq.ParquetFile(path, read_dictionary=texts) as file:
            table = file.read(columns=[field.name for field in kind.fields], use_threads=False)
        table.validate(full=True)
        columns = [_plain(table.column(field.name), field) for field in kind.fields]
        expanded = pa.table(columns, names=[field.name for field in kind.fields])
        expanded.validate(full=True)
    except (pa.ArrowException, OSError, MemoryError, UnicodeError, ValueError) as error:
        raise _RefusedError(f"that can be read ({' '.join(str(error).split())[:100]})") from error
    return expanded


def _check_size(about: pq.FileMetaData, most: int) -> None:
    if about.num_rows > most:
        raise _RefusedError(f"of at most {most} rows, not {about.num_rows}")
    groups = (about.row_group(n) for n in range(about.num_row_groups))
    if sum(group.total_byte_size for group in groups) > 2 * _TEXT_BYTES:
        raise _RefusedError("of a size that fits into memory")


def _check_columns(schema: pa.Schema, fields: tuple[pa.Field, ...]) -> None:
    """Raise for columns that are missing, or of another kind."""
    for field in fields:
        if len(schema.get_all_field_indices(field.name)) != 1:
            raise _RefusedError(f"with one column {field.name}")
        kind = schema.field(field.name).type
        plain = kind.value_type if pa.types.is_dictionary(kind) else kind
        if plain != field.type:
            raise _RefusedError(f"with {field.name} as {field.type}, not {str(plain)[:40]}")


def _plain(column: pa.ChunkedArray, field: pa.Field) -> pa.ChunkedArray:
    """A column as plain texts; their length is checked first."""
    if not pa.types.is_dictionary(column.type):
        return column
    size = 0
    for chunk in column.chunks:
        lengths = pc.fill_null(pc.binary_length(chunk.dictionary), 0)
        if len(lengths) and pc.max(lengths).as_py() > _LONG:
            raise _RefusedError(f"with {field.name} of at most {_LONG} bytes")
        size += pc.sum(lengths.take(chunk.indices)).as_py() or 0
    if size > _TEXT_BYTES:
        raise _RefusedError("of a size that fits into memory")
    return column.cast(pa.string())
