"""People: the columns of a cohort, and what luck gives each patient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from sim import luck

Floats = npt.NDArray[np.float64]
Keys = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.int32]
Acuities = npt.NDArray[np.int8]
Mask = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Cohort:
    """Patients in order of time; a patient's number is the row.

    Homes, conditions and facilities are positions in the dictionaries of the System.
    """

    key: Keys
    """Key of all the patient's luck."""
    time: Floats
    """Hours at which the episode begins; for patients in a bed, the start of the run."""
    home: Codes
    """Position of the home."""
    condition: Codes
    """Position of the condition."""
    acuity: Acuities
    """Triage level, 1 (critical) to 4 (not urgent)."""
    complexity: Floats
    """Rank of difficulty within the condition, 0 to 1."""
    bed: Codes
    """Position of the facility in whose ward the patient lies at the start; -1: none."""
    residual: Floats
    """Hours of the stay that are left at the start; NaN: not in a bed."""
    person: Codes
    """Number of the chronic person; -1: not one."""
    occasion: Acuities
    """What may happen to the chronic person, as in :mod:`sim.contract`; -1: not one."""
    remarks: tuple[str, ...] = ()
    """Sentences on the file of arrivals that a planner should know."""

    def __len__(self) -> int:
        """Return the number of patients."""
        return len(self.time)


COLUMNS = tuple(field.name for field in fields(Cohort) if field.name != "remarks")


def people(
    key: Keys, time: Floats, origin: tuple[int, int], acuity: Acuities, complexity: Floats
) -> Cohort:
    """Return patients of one origin, home and condition who are not in a bed."""
    count = len(key)
    home, condition = (_spread(codes, count, np.int32) for codes in origin)
    bed, residual = _spread(-1, count, np.int32), _spread(np.nan, count, np.float64)
    return Cohort(
        *(key, time, home, condition, acuity, complexity, bed, residual), *no_persons(count)
    )


def no_persons(count: int) -> tuple[Codes, Acuities]:
    """Return the columns ``person`` and ``occasion`` of patients who are not chronic persons."""
    return _spread(-1, count, np.int32), _spread(-1, count, np.int8)


def _spread(value: float, count: int, kind: type) -> npt.NDArray[Any]:
    """A column of one value, which takes no room: all its cells are one cell."""
    column: npt.NDArray[Any] = np.ndarray(count, kind, np.array(value, kind), strides=(0,))
    column.flags.writeable = False
    return column


def nobody() -> Cohort:
    """Return a cohort without patients."""
    none = np.empty(0)
    return people(none.astype(np.uint64), none, (-1, -1), none.astype(np.int8), none)


def merged(parts: Sequence[Cohort]) -> Cohort:
    """Return one cohort in the order of time; at equal times the earlier part comes first.

    A year's cohort is hundreds of megabytes. Columns are joined one by one; those of parts that
    nothing else holds are freed at once.
    """
    some = [part for part in parts if len(part) > 0] or [nobody()]
    remarks = tuple(text for part in parts for text in part.remarks)
    columns = {name: [getattr(part, name) for part in some] for name in COLUMNS}
    del parts, some
    order = _in_time(columns["time"])
    joined = {name: _joined(name, columns.pop(name), order) for name in COLUMNS}
    return Cohort(**joined, remarks=remarks)


def _in_time(times: Sequence[Floats]) -> npt.NDArray[np.intp] | None:
    """The order of all times of some parts; None: they are in order."""
    time = np.concatenate(times)
    return None if bool(np.all(time[:-1] <= time[1:])) else np.argsort(time, kind="stable")


def _joined(
    name: str, parts: Sequence[npt.NDArray[Any]], order: npt.NDArray[np.intp] | None
) -> npt.NDArray[Any]:
    """One column of all parts in an order (None: as they come), with its usual type."""
    kind = getattr(nobody(), name).dtype
    whole = [np.asarray(part, kind) for part in parts]
    if _alike(whole):
        return _spread(whole[0][0], sum(map(len, whole)), kind.type)
    column = whole[0] if len(whole) == 1 else np.concatenate(whole)
    column = column if order is None else column[order]
    column.flags.writeable = False
    return column


def _alike(columns: Sequence[npt.NDArray[Any]]) -> bool:
    """Say whether all columns are known to have one value, the same for all."""
    if any(column.strides != (0,) or len(column) == 0 for column in columns):
        return False
    first = columns[0][:1]
    return all(np.array_equal(first, column[:1], equal_nan=True) for column in columns)


def selected(cohort: Cohort, rows: Mask) -> Cohort:
    """Return the chosen patients of a cohort, in its order."""
    return Cohort(**{name: getattr(cohort, name)[rows] for name in COLUMNS})


def drawn_acuity(keys: Keys, shares: Sequence[float]) -> Acuities:
    """Return triage levels drawn by the patients' luck; ``shares`` are of levels 1 to 4."""
    level = pick(luck.uniforms(keys, luck.ACUITY), np.asarray(shares))
    return (level + 1).astype(np.int8)


def pick(uniforms: Floats, weights: Floats) -> npt.NDArray[np.intp]:
    """Return positions drawn in proportion to weights, which must not all be zero."""
    cumulated = np.cumsum(weights)
    return np.searchsorted(cumulated / cumulated[-1], uniforms, side="right")
