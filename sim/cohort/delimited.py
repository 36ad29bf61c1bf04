"""Delimited: text files of rows, in the encodings and with the separators of spreadsheets.

Encodings are UTF-8 with or without a byte order mark, UTF-16 with one, and GB18030, which includes
GBK and is what a Chinese spreadsheet saves as CSV. Cells are separated by commas, semicolons or
tabs, whichever separates the names of the first row. Columns without a name at the end, left by
extra commas, are ignored as long as they are empty.
"""

from __future__ import annotations

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv

from sim.cohort.cells import plain

Ragged = dict[int, str]
"""The text of lines that have more or fewer cells than there are names."""

_MARKS: Final = (",", ";", "\t", "，", "；", "|")
_ARROW: Final = {"utf-8-sig": "utf8", "gb18030": "gb18030", "utf-16": "utf-16"}
_CHUNK: Final = 1 << 20


@dataclass(frozen=True)
class Shape:
    """How a file is written."""

    encoding: str
    mark: str
    """The separator of cells."""
    names: tuple[str, ...]
    """The first row, as in the file."""


@dataclass(frozen=True)
class Lines:
    """The rows of a file."""

    names: tuple[str, ...]
    """The names of the columns."""
    table: pa.Table
    """Columns by position."""
    rows: npt.NDArray[np.int64]
    """Number of each row; row 1 has the names."""
    ragged: Ragged = field(default_factory=dict)
    guess: str = ""
    """A guess about the encoding, if there is one."""

    @property
    def named(self) -> int:
        """Number of columns up to the last that has a name."""
        return max((at + 1 for at, name in enumerate(self.names) if plain(name)), default=0)


class NotTextError(ValueError):
    """A file is not text in a known encoding."""


def lines_of(path: str, known: Collection[str]) -> Lines:
    """Return the rows of a file. Its first row has names, some of them ``known``.

    Raises :exc:`NotTextError`, :exc:`csv.Error`, :exc:`OSError` or Arrow's errors.
    """
    shape = _shape(path, known)
    ragged: Ragged = {}

    def skip(row: pa.csv.InvalidRow) -> str:
        ragged[row.number] = row.text
        return "skip"

    kinds = {f"f{at}": pa.string() for at in range(len(shape.names))}
    table = pa.csv.read_csv(
        path,
        # Only without threads are lines numbered.
        pa.csv.ReadOptions(
            use_threads=False, autogenerate_column_names=True, encoding=_ARROW[shape.encoding]
        ),
        pa.csv.ParseOptions(
            delimiter=shape.mark,
            ignore_empty_lines=False,
            invalid_row_handler=skip,
            newlines_in_values=True,
        ),
        pa.csv.ConvertOptions(column_types=kinds),
    )
    numbers = np.setdiff1d(np.arange(1, 1 + len(table) + len(ragged)), list(ragged))
    guess = "is no UTF-8 and is read as GB18030 (GBK)" if shape.encoding == "gb18030" else ""
    lines = Lines(shape.names, table.slice(1), numbers[1:], ragged, guess)
    return _mended(lines, shape.mark)


def _mended(lines: Lines, mark: str) -> Lines:
    """The rows, with lines added whose surplus or missing cells are empty."""
    width = len(lines.names)
    mended: dict[int, list[str]] = {}
    for number, text in lines.ragged.items():
        cells = next(csv.reader([text], delimiter=mark), [])
        if len(cells) >= lines.named and not any(plain(cell) for cell in cells[width:]):
            mended[number] = (cells + [""] * width)[:width]
    if not mended:
        return lines
    columns = [pa.array(cells, pa.string()) for cells in zip(*mended.values(), strict=True)]
    table = pa.concat_tables([lines.table, pa.table(columns, lines.table.column_names)])
    rows = np.concatenate([lines.rows, np.array(list(mended), np.int64)])
    order = np.argsort(rows)
    left = {number: text for number, text in lines.ragged.items() if number not in mended}
    return replace(lines, table=table.take(order), rows=rows[order], ragged=left)


def _shape(path: str, known: Collection[str]) -> Shape:
    """The encoding, and the separator that finds most of the names."""
    encoding = _encoding(Path(path))
    rows = [(mark, _first(path, encoding, mark)) for mark in _MARKS]

    def score(row: tuple[str, tuple[str, ...]]) -> tuple[int, bool]:
        return len({plain(name).lower() for name in row[1]} & set(known)), row[0] == ","

    mark, names = max(rows, key=score)
    return Shape(encoding, mark, names)


def _first(path: str, encoding: str, mark: str) -> tuple[str, ...]:
    with Path(path).open(encoding=encoding, newline="") as text:
        return tuple(next(csv.reader(text, delimiter=mark), ()))


def _encoding(path: Path) -> str:
    """The encoding of a file, by its first bytes or by trying."""
    with path.open("rb") as file:
        begin = file.read(2)
    utf16 = begin in {BOM_UTF16_LE, BOM_UTF16_BE}
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "gb18030"):
        if _is_in(path, encoding):
            return encoding
    raise NotTextError


def _is_in(path: Path, encoding: str) -> bool:
    """Whether a file is text in an encoding, without zero bytes."""
    try:
        with path.open(encoding=encoding, newline="") as text:
            return all("\0" not in part for part in iter(lambda: text.read(_CHUNK), ""))
    except UnicodeError:
        return False
