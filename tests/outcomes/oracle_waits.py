"""Waits within opening hours, of all rows of a record at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    import numpy.typing as npt

    from sim.journeys import Record

    Hours = npt.NDArray[np.float64]
    Rows = npt.NDArray[np.intp]


SLICE: Final = 1 << 20
"""Rows that are worked on at a time."""


def opening_waits(record: Record) -> pa.ChunkedArray:
    """Return the wait of each journeys row in hours; NaN without a station or a start.

    At a station that runs over, a wait counts from when it was asked for, or from the next opening
    if the station was closed then: whoever was there before it closed waits on. At any other, the
    closed time between asking and starting is taken out. Raises ValueError for a station that
    served somebody but never opened.
    """
    openings, runs_over = _openings(record), _runs_over(record)
    starts = range(0, record.journeys.num_rows, SLICE)
    slices = (record.journeys.slice(start, SLICE) for start in starts)
    return pa.chunked_array([_waits(rows, openings, runs_over) for rows in slices], pa.float64())


def _waits(
    journeys: pa.Table, openings: dict[str, tuple[Hours, Hours]], runs_over: dict[str, bool]
) -> Hours:
    """The waits of some rows."""
    asked, started = (journeys[name].to_numpy() for name in ("asked", "started"))
    begun = np.flatnonzero(~np.isnan(started))
    waits = np.full(len(asked), np.nan)
    for name, rows in _rows_by_name(journeys["station"], begun).items():
        if name not in openings:
            raise ValueError(f"station {name} served patients but has no opening hours")
        wait = _wait_running_over if runs_over[name] else _wait_while_open
        waits[rows] = wait(asked[rows], started[rows], *openings[name])
    return waits


def _wait_running_over(asked: Hours, started: Hours, opens: Hours, closes: Hours) -> Hours:
    """From asking, or from the next opening if it was closed."""
    following = np.searchsorted(closes, asked, side="right")  # the interval now or next
    last = len(opens) - 1
    opening = np.where(following <= last, opens[np.minimum(following, last)], asked)
    return np.maximum(started - np.maximum(asked, opening), 0.0)


def _wait_while_open(asked: Hours, started: Hours, opens: Hours, closes: Hours) -> Hours:
    """Open hours between asking and starting."""
    return _open_hours(started, opens, closes) - _open_hours(asked, opens, closes)


def _open_hours(time: Hours, opens: Hours, closes: Hours) -> Hours:
    """Open hours from the beginning until a time."""
    before = np.concatenate(([0.0], np.cumsum(closes - opens)))
    current = np.searchsorted(opens, time, side="right") - 1
    index = np.maximum(current, 0)
    within = np.minimum(time, closes[index]) - opens[index]
    return np.where(current >= 0, before[index] + within, 0.0)


def _openings(record: Record) -> dict[str, tuple[Hours, Hours]]:
    opens, closes = (record.openings[name].to_numpy() for name in ("opens", "closes"))
    rows = _rows_by_name(record.openings["station"], np.arange(len(opens)))
    return {name: (opens[chosen], closes[chosen]) for name, chosen in rows.items()}


def _runs_over(record: Record) -> dict[str, bool]:
    columns = (record.stations[name].to_pylist() for name in ("station", "runs_over"))
    return dict(zip(*columns, strict=True))


def _rows_by_name(column: pa.ChunkedArray, rows: Rows) -> dict[str, Rows]:
    """The chosen rows by the name they hold, in their order; rows without a name left out."""
    encoded = column.unify_dictionaries().combine_chunks()
    codes = encoded.indices.fill_null(-1).to_numpy()[rows]
    order = np.argsort(codes, kind="stable")
    found, first = np.unique(codes[order], return_index=True)
    parts = np.split(rows[order], first[1:])
    names = encoded.dictionary.to_pylist()
    return {names[code]: part for code, part in zip(found, parts, strict=False) if code >= 0}
