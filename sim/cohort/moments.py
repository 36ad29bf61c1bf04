"""Moments: reads a column of times, and refuses numbers that only look like hours.

A text is a local date-time that begins with the year: ISO, or as spreadsheets write it in China
(``2027/1/4 8:30``, ``2027年1月4日 8:30``). A text that begins with the day or the month is refused,
because the two look alike. A number is hours since the start of the run, at most three years, or up
to the end of a longer run. Every date written as a number (``20230306``, a spreadsheet's serial
number, seconds since 1970) is larger, and is refused with a hint.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import numpy as np
import pyarrow as pa

from sim.clock import HOURS_PER_YEAR, Calendar
from sim.cohort.cells import plain
from sim.cohort.people import Floats

HOURS_READ: Final = 3.0 * HOURS_PER_YEAR
"""Largest number that is always read as hours since the start. Assumed: a file of arrivals spans
few years; a spreadsheet's serial numbers are larger since 1971."""

WANTED: Final = "a local ISO date-time without a zone, or hours since the start"
IN_EXCEL: Final = "in Excel: format the cells as yyyy-mm-dd hh:mm, then Save As, CSV UTF-8"
YEAR_FIRST: Final = (
    f"the year first, as in 2027-01-04 08:30, since day and month look alike; {IN_EXCEL}"
)

_NUMBER: Final = re.compile(r"[+-]?(0|[1-9]\d*)?(\.\d*)?(e[+-]?\d+)?", re.IGNORECASE)
_DAY: Final = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?:日\s*|[T\s]+|$)"
_HOUR: Final = r"(?:(\d{1,2})[:时](\d{2})(?:[:分](\d{2}))?[分秒]?)?"
_YEAR_FIRST: Final = re.compile(_DAY + _HOUR, re.ASCII)
_YEAR_LAST: Final = re.compile(r"\d{1,2}([-/.\s])(\d{1,2}|[a-z]{3,9})\1\d{1,4}\b.*", re.I | re.A)
_SERIAL_ORIGIN: Final = datetime(1899, 12, 30)
_SERIALS: Final = (25_569.0, 73_051.0)  # 1970 to 2099
_SECONDS: Final = (3.1e8, 4.1e9)  # 1979 to 2099
_UNITS: Final = {"seconds": 1.0, "milliseconds": 1e3, "microseconds": 1e6, "nanoseconds": 1e9}
_COMPACT: Final = {8: "%Y%m%d", 10: "%Y%m%d%H", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
_YEARS: Final = range(1970, 2100)


@dataclass(frozen=True)
class Wrong:
    """Why a cell cannot be read as a time."""

    expected: str
    """What was expected, and what the cell looks like."""
    meant: str | None = None
    """The cell as it would be read."""


def hours_of(column: pa.Array, calendar: Calendar) -> tuple[Floats, Floats]:
    """Return a column's hours (NaN: not a time), and the plain numbers in it.

    In the second, NaN stands for a cell that is not a number.
    """
    if pa.types.is_timestamp(column.type):
        monday = np.datetime64(calendar.monday, "us").astype(np.int64)
        micros = column.cast(pa.timestamp("us"), safe=False).cast(pa.int64())
        hours = (_floats(micros) - monday) / 3.6e9
        return hours, np.full(len(hours), np.nan)
    if pa.types.is_integer(column.type) or pa.types.is_floating(column.type):
        numbers = _floats(column)
        return calendar.begin + numbers, numbers
    cells = [plain(cell or "") for cell in column.cast(pa.string()).to_pylist()]
    numbers = np.array([_number(cell) for cell in cells], np.float64)
    dated = [
        _dated(cell, calendar) if np.isnan(number) else calendar.begin + number
        for cell, number in zip(cells, numbers, strict=True)
    ]
    return np.array(dated, np.float64), numbers


def furthest(numbers: Floats, length: float) -> float:
    """Return the largest number that counts as hours in a column, in a run of this length.

    In a long run that is its end, unless no number is small: then all may be serial numbers.
    """
    early = bool(np.any(np.abs(numbers) <= HOURS_READ))
    return max(HOURS_READ, length) if early else HOURS_READ


def wrong(number: float, cell: str) -> Wrong:
    """Return what a number too large for hours looks like; NaN: a text that is not a time."""
    if np.isnan(number) or np.isinf(number):
        return Wrong(YEAR_FIRST if _YEAR_LAST.fullmatch(plain(cell)) else WANTED)
    since = "as a plain number is hours since the start"
    digits = f"{number:.0f}"
    if number == int(number) and (compact := _compact(digits)):
        return Wrong(f"a date with dashes, {since}", compact)
    if _SERIALS[0] <= number < _SERIALS[1]:
        moment = _SERIAL_ORIGIN + timedelta(seconds=round(number * 86_400.0))
        what = f"this looks like a spreadsheet's serial number of a date; {IN_EXCEL}"
        return Wrong(f"a local ISO date-time, {since}, and {what}", moment.isoformat())
    for unit, per_second in _UNITS.items():
        if _SECONDS[0] <= number / per_second < _SECONDS[1]:
            what = f"this looks like {unit} since 1970"
            return Wrong(f"a local ISO date-time, {since}, and {what}")
    return Wrong(f"{WANTED}, at most {HOURS_READ:.0f} or as long as the run")


def _compact(digits: str) -> str | None:
    """The ISO form of a date without dashes, if it is one."""
    form = _COMPACT.get(len(digits))
    if form is None:
        return None
    try:
        moment = datetime.strptime(digits, form)
    except ValueError:
        return None
    if moment.year not in _YEARS:
        return None
    return str(moment.date()) if form == _COMPACT[8] else moment.isoformat()


def _number(cell: str) -> float:
    """A plain number; NaN for anything else, such as ``0830`` or ``8_30``."""
    if not _NUMBER.fullmatch(cell):
        return float("nan")
    try:
        return float(cell)
    except ValueError:
        return float("nan")


def _dated(cell: str, calendar: Calendar) -> float:
    for read in (datetime.fromisoformat, _moment):
        try:
            return calendar.hour_of(read(cell))
        except ValueError:
            continue
    return float("nan")


def _moment(cell: str) -> datetime:
    """A date-time with the year first; raises :exc:`ValueError` for anything else."""
    found = _YEAR_FIRST.fullmatch(cell)
    if found is None:
        raise ValueError(cell)
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    return datetime(year, month, day, hour, minute, second)


def _floats(column: pa.Array) -> Floats:
    return np.asarray(column.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False))
