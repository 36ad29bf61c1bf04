"""Sheet: a CSV or parquet file as columns whose cells can be checked, each bad one by its row."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from sim.cohort.people import Codes, Floats
from sim.system.faults import Fault, Faults
from sim.system.fields import nearest

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Ragged = dict[int, tuple[str, str]]
"""Lines that have not as many cells as names: their text, and how many were expected."""
Finding = tuple[int, Fault]
"""A kind of fault: the number of its first row, and what is wrong there."""

_HEADER = 1  # a spreadsheet shows the names in row 1
_NAMED = 3  # rows that a fault names


@dataclass(frozen=True)
class Sheet:
    """Columns of a file, and the number of each row as a spreadsheet shows it."""

    key: str
    """Configuration key that names the file."""
    table: pa.Table
    """Columns: numbers, date-times without a zone (parquet only), and all else as text."""
    rows: Rows
    """Numbers of the rows."""

    def column(self, name: str) -> pa.Array:
        """Return a column; one that the file has not is empty in each row."""
        if name in self.table.column_names:
            return self.table.column(name).combine_chunks()
        return pa.nulls(len(self.rows), pa.string())

    def blank(self, name: str) -> Mask:
        """Return which cells of a column are empty."""
        return _blank(self.column(name))

    def codes(self, name: str, known: Collection[str]) -> Codes:
        """Return the positions of the names in a column among ``known``; -1 if it is not there."""
        position = {known_name: i for i, known_name in enumerate(known)}
        cells = pc.fill_null(_text(self.column(name)), "").dictionary_encode()
        names = [position.get(cell.strip(), -1) for cell in cells.dictionary.to_pylist()]
        codes: Codes = np.array(names, dtype=np.int32)[cells.indices.to_numpy()]
        return codes

    def numbers(self, name: str) -> Floats:
        """Return a column as numbers; NaN where a cell is no number."""
        column = self.column(name)
        if _is_number(column.type):
            return _floats(column)
        return np.array([_number(cell) for cell in _text(column).to_pylist()], dtype=np.float64)

    def findings(
        self, name: str, bad: Mask, expected: str, known: Collection[str] = ()
    ) -> list[Finding]:
        """Return one fault for the bad cells of a column, or one for each cell's text if names are
        ``known``, with the nearest of them.
        """
        rows, cells = self.rows[bad], self.texts(name, bad)
        kinds: dict[str, list[int]] = {}
        for at, cell in enumerate(cells):
            kinds.setdefault(cell if known else "", []).append(at)
        found = []
        for ats in kinds.values():
            cell = cells[ats[0]]
            hint = nearest(cell, set(known)) if known else None
            found.append(finding(self.key, rows[ats], f".{name}", cell, (expected, hint)))
        return found

    def texts(self, name: str, chosen: Mask) -> list[str]:
        """Return the chosen cells of a column as they stand there."""
        cells = self.column(name).take(np.flatnonzero(chosen)).to_pylist()
        return ["" if cell is None else str(cell) for cell in cells]


def finding(
    key: str, rows: Sequence[int] | Rows, column: str, cell: str, wanted: tuple[str, str | None]
) -> Finding:
    """Return one kind of fault for some rows, of which the first is shown.

    ``wanted`` is what was expected, and what may have been meant.
    """
    named = ", ".join(map(str, rows[:_NAMED]))
    more = f" and {len(rows) - _NAMED} more" if len(rows) > _NAMED else ""
    place = f"[row{'s' if len(rows) > 1 else ''} {named}{more}]"
    return int(rows[0]), Fault(f"{key}{place}{column}", cell, *wanted)


def opened(path: str, key: str) -> tuple[Sheet, list[Finding]]:
    """Return the sheet in a file, and a finding for lines that have not as many cells as names.

    Lines without any cell filled are left out. Raises :exc:`~sim.system.faults.Faults` under
    ``key`` if the file cannot be read at all.
    """
    readers = {".csv": _csv, ".parquet": _parquet}
    suffix = Path(path).suffix.lower()
    if suffix not in readers:
        raise Faults((Fault(key, path, "a file that ends in .csv or .parquet"),))
    if not Path(path).is_file():
        raise Faults((Fault(key, path, "a file that exists"),))
    try:
        table, ragged = readers[suffix](path)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        wanted = f"a readable {suffix[1:]} file, text in UTF-8 ({error})"
        raise Faults((Fault(key, path, wanted),)) from error
    sheet = _numbered(table, key, ragged)
    if not ragged:
        return sheet, []
    text, cells = next(iter(ragged.values()))
    return sheet, [finding(key, list(ragged), "", text, (cells, None))]


def _numbered(table: pa.Table, key: str, ragged: Ragged) -> Sheet:
    names = table.column_names
    if len(set(names)) < len(names):
        raise Faults((Fault(key, ", ".join(names), "each column once"),))
    numbers = np.arange(_HEADER + 1, _HEADER + 1 + len(table) + len(ragged))
    rows = np.setdiff1d(numbers, list(ragged))
    filled = ~np.logical_and.reduce([_blank(table.column(n).combine_chunks()) for n in names])
    return Sheet(key, table.filter(pa.array(filled)), rows[filled])


def _csv(path: str) -> tuple[pa.Table, Ragged]:
    ragged: Ragged = {}

    def skip(row: pa.csv.InvalidRow) -> str:
        ragged[row.number] = (row.text, f"{row.expected_columns} cells")
        return "skip"

    table = pa.csv.read_csv(
        path,
        pa.csv.ReadOptions(use_threads=False),  # only then are lines numbered
        pa.csv.ParseOptions(ignore_empty_lines=False, invalid_row_handler=skip),
        pa.csv.ConvertOptions(column_types=dict.fromkeys(_header(path), pa.string())),
    )
    return table, ragged


def _header(path: str) -> list[str]:
    """The names in the first line, since only columns that are named can be kept as text."""
    _decode(path)
    lenient = pa.csv.ParseOptions(invalid_row_handler=lambda _: "skip")
    with pa.csv.open_csv(path, parse_options=lenient) as reader:
        return list(reader.schema.names)


def _decode(path: str) -> None:
    """Raise :class:`UnicodeDecodeError` for a file that is no text, which Arrow may only print."""
    with Path(path).open(encoding="utf-8") as lines:
        for _ in lines:
            pass


def _parquet(path: str) -> tuple[pa.Table, Ragged]:
    table = pq.read_table(path, partitioning=None)  # no column from the names of its folders
    kinds = [(f.name, f.type if _is_plain(f.type) else pa.string()) for f in table.schema]
    return table.cast(pa.schema(kinds)), {}


def _is_plain(kind: pa.DataType) -> bool:
    return _is_number(kind) or (pa.types.is_timestamp(kind) and kind.tz is None)


def _blank(column: pa.Array) -> Mask:
    empty = pc.is_null(column)
    if pa.types.is_string(column.type):
        empty = pc.or_kleene(empty, pc.equal(pc.utf8_trim_whitespace(column), ""))
    return np.asarray(empty.to_numpy(zero_copy_only=False), dtype=np.bool_)


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind))


def _text(column: pa.Array) -> pa.Array:
    return column.cast(pa.string())


def _floats(column: pa.Array) -> Floats:
    return np.asarray(column.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False))


def _number(cell: str | None) -> float:
    try:
        return float(cell or "nan")
    except ValueError:
        return float("nan")
