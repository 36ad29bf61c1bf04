"""Sheet: a CSV or parquet file as columns; wrong cells are reported by their rows."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sim.cohort.cells import cleaned, number, plain, shown
from sim.cohort.delimited import Lines, NotTextError, lines_of
from sim.cohort.heading import Heading, ignored
from sim.cohort.people import Codes, Floats, Mask
from sim.system.faults import Fault, Faults
from sim.system.fields import nearest

Rows = npt.NDArray[np.int64]
Finding = tuple[int, Fault]
"""A fault in a column, with the number of its first row."""

WAY_OUT: Final = "in Excel: Save As, CSV UTF-8"
_LONG = 60  # characters of a cell that are compared with names
_NAMED = 3  # rows that a fault names
_OTHERS = 4  # kinds of bad cells that a fault names beside the first


@dataclass(frozen=True)
class Bad:
    """Cells of a column that are wrong in one way."""

    row: int
    """Number of the first row."""
    cell: str
    """The content of the cell."""
    expected: str
    """What was expected."""
    meant: str | None = None
    """What may have been meant."""


@dataclass(frozen=True)
class Sheet:
    """Columns of a file, and the number of each row as a spreadsheet shows it."""

    key: str
    """Configuration key that names the file."""
    table: pa.Table
    """Columns: numbers, date-times without a zone (parquet only), and all else as text."""
    rows: Rows
    """Numbers of the rows."""
    notes: tuple[str, ...] = ()
    """Notes for planners on how the file was read."""
    guess: str = ""
    """A guess about the encoding, if there is one."""

    def column(self, name: str) -> pa.Array:
        """Return a column; a missing one has empty cells."""
        if name in self.table.column_names:
            return self.table.column(name).combine_chunks()
        return pa.nulls(len(self.rows), pa.string())

    def blank(self, name: str) -> Mask:
        """Return which cells of a column are empty."""
        return _blank(self.column(name))

    def codes(self, name: str, known: Collection[str]) -> Codes:
        """Return the position among ``known`` of each name in a column; -1: not known."""
        position = {plain(one): at for at, one in enumerate(known)}
        position |= {one: at for at, one in enumerate(known)}
        cells = pc.fill_null(_text(self.column(name)), "").dictionary_encode()
        written = [cell.strip() for cell in cells.dictionary.to_pylist()]
        names = [position.get(cell, position.get(plain(cell), -1)) for cell in written]
        codes: Codes = np.array(names, dtype=np.int32)[cells.indices.to_numpy()]
        return codes

    def numbers(self, name: str) -> Floats:
        """Return a column as numbers; NaN where a cell is not a number."""
        column = self.column(name)
        if _is_number(column.type):
            return _floats(column)
        cells = pc.fill_null(_text(column), "").dictionary_encode()
        values = np.array([number(cell) for cell in cells.dictionary.to_pylist()], np.float64)
        numbers: Floats = values[cells.indices.to_numpy()]
        return numbers

    def findings(
        self, name: str, bad: Mask, expected: str, known: Collection[str] = ()
    ) -> list[Finding]:
        """Return the fault of a column for all its bad cells, if there are any.

        If names are ``known``, the fault suggests the nearest one, and lists other unknown cells.
        """
        rows, firsts = self.rows[bad], dict[str, int]()
        for row, cell in zip(rows.tolist(), self.texts(name, bad), strict=True):
            firsts.setdefault(cell, row)
        kinds = list(firsts.items())[: _OTHERS + 1 if known else 1]
        found = [Bad(row, cell, expected, _meant(cell, known)) for cell, row in kinds]
        return self.fault(name, rows, found, len(firsts) if known else 1)

    def fault(self, name: str, rows: Rows, kinds: Sequence[Bad], count: int) -> list[Finding]:
        """Return one fault for the bad rows of a column; ``kinds`` are some of ``count`` kinds.

        The first kind is shown as the value, the others in what was expected.
        """
        if not kinds:
            return []
        first, *others = kinds
        also = [_also(one, first) for one in others[:_OTHERS]]
        if count > 1 + len(also):
            also.append(f"{count - 1 - len(also)} more")
        if not also:
            wanted = (first.expected, first.meant)
        else:
            hint = f" (did you mean {first.meant!r}?)" if first.meant else ""
            wanted = (f"{first.expected}{hint}; nor is {', '.join(also)}", None)
        return [finding(self.key, rows, f".{name}", first.cell, wanted)]

    def texts(self, name: str, chosen: Mask) -> list[str]:
        """Return the chosen cells of a column, as in the file."""
        cells = self.column(name).take(np.flatnonzero(chosen)).to_pylist()
        return ["" if cell is None else str(cell) for cell in cells]


def _meant(cell: str, known: Collection[str]) -> str | None:
    """The known name that a cell may mean."""
    return nearest(cell[:_LONG], set(known)) if known else None


def _also(bad: Bad, first: Bad) -> str:
    """Another kind of bad cell, in short."""
    text = f"{shown(bad.cell) or '(nothing)'} in row {bad.row}"
    why = "" if bad.expected == first.expected else f", expected {bad.expected}"
    return f"{text}{why}" + (f" ({bad.meant!r}?)" if bad.meant else "")


def finding(
    key: str, rows: Sequence[int] | Rows, column: str, cell: str, wanted: tuple[str, str | None]
) -> Finding:
    """Return one fault for some rows, naming the first ones.

    ``wanted`` is what was expected, and what may have been meant instead.
    """
    named = ", ".join(map(str, rows[:_NAMED]))
    more = f" and {len(rows) - _NAMED} more" if len(rows) > _NAMED else ""
    place = f"[row{'s' if len(rows) > 1 else ''} {named}{more}]"
    return int(rows[0]), Fault(f"{key}{place}{column}", shown(cell), *wanted)


def opened(path: str, key: str, heading: Heading) -> tuple[Sheet, list[Finding]]:
    """Return the sheet in a file, and a fault for lines with more or fewer cells than names.

    Empty lines are left out. Raises :exc:`~sim.system.faults.Faults` under ``key`` if the file
    cannot be read at all, or lacks columns that are needed.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in {".csv", ".parquet"}:
        raise Faults((Fault(key, path, f"a file that ends in .csv or .parquet ({WAY_OUT})"),))
    if not Path(path).is_file():
        raise Faults((Fault(key, path, "a file that exists"),))
    try:
        lines = _parquet(path) if suffix == ".parquet" else lines_of(path, heading.known)
    except NotTextError as error:
        wanted = f"a readable csv file, text in UTF-8 or GB18030 ({WAY_OUT})"
        raise Faults((Fault(key, path, wanted),)) from error
    except (pa.ArrowException, OSError, UnicodeError, csv.Error) as error:
        wanted = f"a readable {suffix[1:]} file ({shown(str(error))}; {WAY_OUT})"
        raise Faults((Fault(key, path, wanted),)) from error
    sheet = _sheet(key, lines, heading)
    if not lines.ragged:
        return sheet, []
    text = next(iter(lines.ragged.values()))
    wanted = f"{lines.named} cells"
    return sheet, [finding(key, list(lines.ragged), "", text, (wanted, None))]


def _sheet(key: str, lines: Lines, heading: Heading) -> Sheet:
    """The columns that are read, without empty rows."""
    names = [heading.called(name) for name in lines.names]
    columns = [_cleaned(column.combine_chunks()) for column in lines.table.columns]
    empty = [_blank(column) for column in columns]
    others = {at: name for at, name in enumerate(names) if name not in heading.known}
    filled = {at: name for at, name in others.items() if not empty[at].all()}
    faults = tuple(heading.faults(key, names, filled))
    if faults:
        raise Faults(faults)
    guess = (f"the file {lines.guess}",) if lines.guess else ()
    notes = (*guess, *_broken(columns), *ignored(filled))
    table = pa.table({n: c for n, c in zip(names, columns, strict=True) if n in heading.known})
    rows = np.flatnonzero(~np.logical_and.reduce(empty))
    return Sheet(key, table.take(rows), lines.rows[rows], notes, lines.guess)


def _broken(columns: Sequence[pa.Array]) -> Iterator[str]:
    """A note on cells with line breaks, which a stray quotation mark makes of all that follows."""
    texts = [column for column in columns if pa.types.is_string(column.type)]
    count = sum(pc.sum(pc.match_substring_regex(one, "[\r\n]")).as_py() or 0 for one in texts)
    if count > 0:
        yield (
            f"{count} cell{' runs' if count == 1 else 's run'} over several lines, between "
            "quotation marks: nothing in them is a row"
        )


def _cleaned(column: pa.Array) -> pa.Array:
    return cleaned(column) if pa.types.is_string(column.type) else column


def _parquet(path: str) -> Lines:
    table = pq.read_table(path, partitioning=None)  # folder names make no columns
    kinds = [(f.name, f.type if _is_plain(f.type) else pa.string()) for f in table.schema]
    names = tuple(table.column_names)
    return Lines(names, table.cast(pa.schema(kinds)), np.arange(2, 2 + len(table)))


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
