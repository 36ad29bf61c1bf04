"""Series: weekly values as arrays, one for each scenario and cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sim.clock import HOURS_PER_WEEK
from sim.outcomes.indicators import INDICATORS

Numbers = npt.NDArray[np.float64]

_CELL: Final = ("indicator", "tier", "facility", "station")


@dataclass(frozen=True)
class Cell:
    """An indicator, for all patients or for some."""

    indicator: str
    tier: str | None = None
    facility: str | None = None
    station: str | None = None


@dataclass(frozen=True)
class Series:
    """The full weeks of a cell in a scenario."""

    scenario: str
    cell: Cell
    value: Numbers
    """One row a replication, one column a week; NaN: nothing to measure."""
    events: Numbers
    """Events behind the values."""

    @property
    def weeks(self) -> int:
        """Number of weeks."""
        return int(self.value.shape[1])


def series(weekly: pa.Table, indicators: Sequence[str]) -> list[Series]:
    """Return all series of some indicators: by scenario as they come, then by name.

    ``weekly`` has the schema ``STUDY_WEEKLY``. A last week that is not full is left out; a missing
    count was zero.
    """
    scenarios = weekly["scenario"].unique().to_pylist()
    full = pc.greater(weekly["hours"], HOURS_PER_WEEK - 1e-6)
    some = pc.is_in(weekly["indicator"], pa.array(list(indicators), pa.string()))
    part = weekly.filter(pc.and_(full, some))
    if part.num_rows == 0:
        return []
    names, codes = zip(*(_coded(part[name]) for name in ("scenario", *_CELL)), strict=True)
    shape = tuple(len(known) for known in names)
    found, place = np.unique(np.ravel_multi_index(codes, shape), return_inverse=True)
    value, events = (_arranged(part, name, place) for name in ("value", "events"))
    rows = []
    for number, key in enumerate(zip(*np.unravel_index(found, shape), strict=True)):
        scenario, *cell = (known[code] for known, code in zip(names, key, strict=True))
        none = 0.0 if INDICATORS[cell[0]].absent_is_zero else np.nan
        values = np.where(np.isnan(value[number]), none, value[number])
        rows.append(Series(scenario, Cell(*cell), values, np.nan_to_num(events[number])))
    return sorted(rows, key=lambda one: scenarios.index(one.scenario))


def _coded(column: pa.ChunkedArray) -> tuple[list[Any], npt.NDArray[np.int64]]:
    """The names of a column in order, null last, and the code of each row."""
    names = sorted(name for name in column.unique().to_pylist() if name is not None)
    codes = pc.index_in(column, pa.array(names, pa.string())).fill_null(len(names))
    return [*names, None], codes.to_numpy().astype(np.int64)


def _arranged(part: pa.Table, name: str, place: npt.NDArray[np.int64]) -> Numbers:
    """A column by place, replication and week; NaN where there is no row."""
    rows = place, part["replication"].to_numpy(), part["week"].to_numpy()
    arranged = np.full([int(codes.max()) + 1 for codes in rows], np.nan)
    arranged[rows] = part[name].to_numpy()
    return arranged
