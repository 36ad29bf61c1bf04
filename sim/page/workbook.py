"""Workbook: plain sheets with headings, texts and numbers, without formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sim.files import write_whole

MOST_ROWS: Final = 1_048_575
"""Most rows of a sheet beside its headings."""

_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": True,
}


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    """Cells: texts, numbers, or None for an empty cell."""
    widths: tuple[int, ...]
    """Widths of the columns, in characters."""


def write_workbook(sheets: Sequence[Sheet], path: Path, created: datetime) -> None:
    """Write a workbook, whole or not at all; the same sheets give the same bytes."""
    write_whole(path, lambda part: _write(sheets, part, created))


def _write(sheets: Sequence[Sheet], path: Path, created: datetime) -> None:
    """Write a workbook. Raises :class:`OSError`."""
    book = Workbook(str(path), _OPTIONS)
    book.set_properties({"created": created.replace(tzinfo=None)})
    bold = book.add_format({"bold": True, "bottom": 1})
    for sheet in sheets:
        _fill(book.add_worksheet(sheet.name), sheet, bold)
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error


def _fill(page: Worksheet, sheet: Sheet, bold: Format) -> None:
    """Write one sheet; its headings stay in view and have filters."""
    rows = sheet.rows[:MOST_ROWS]
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    if any(sheet.headings):
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, len(rows), len(sheet.headings) - 1)
    for column, heading in enumerate(sheet.headings):
        page.write_string(0, column, heading, bold)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                page.write_string(number, column, value)
            elif value is not None:
                page.write_number(number, column, value)
