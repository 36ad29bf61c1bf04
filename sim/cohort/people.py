"""People: the columns of a cohort, and what luck gives to each of its patients."""

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


@dataclass(frozen=True)
class Cohort:
    """Patients in the order of their time; the row is the patient's number.

    Homes, conditions and facilities are positions in the dictionaries of the System.
    """

    key: Keys
    """Key of all the patient's luck."""
    time: Floats
    """Hours at which the episode begins; for those in a bed, the start of the run."""
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
    outside: int = 0
    """Rows of the file of arrivals that lie after the end of the run."""

    def __len__(self) -> int:
        """Return the number of patients."""
        return len(self.time)


COLUMNS = tuple(field.name for field in fields(Cohort) if field.name != "outside")


def people(
    key: Keys, time: Floats, origin: tuple[Any, Any], acuity: Acuities, complexity: Floats
) -> Cohort:
    """Return patients who are in no bed; ``origin`` is home and condition, each one or a column."""
    count = len(key)
    home, condition = (np.full(count, codes, dtype=np.int32) for codes in origin)
    bed, residual = np.full(count, -1, dtype=np.int32), np.full(count, np.nan)
    return Cohort(key, time, home, condition, acuity, complexity, bed, residual)


def nobody() -> Cohort:
    """Return a cohort without patients."""
    none = np.empty(0)
    return people(none.astype(np.uint64), none, (-1, -1), none.astype(np.int8), none)


def merged(parts: Sequence[Cohort]) -> Cohort:
    """Return one cohort in the order of time; at equal times the earlier part comes first."""
    whole = [nobody(), *parts]
    columns = {name: np.concatenate([getattr(part, name) for part in whole]) for name in COLUMNS}
    order = np.argsort(columns["time"], kind="stable")
    return _ordered(columns, order, sum(part.outside for part in parts))


def _ordered(columns: dict[str, Any], order: npt.NDArray[np.intp], outside: int) -> Cohort:
    columns = {name: column[order] for name, column in columns.items()}
    for column in columns.values():
        column.flags.writeable = False
    return Cohort(**columns, outside=outside)


def drawn_acuity(keys: Keys, shares: Sequence[float]) -> Acuities:
    """Return triage levels drawn by the patients' luck; ``shares`` of the levels 1 to 4."""
    level = pick(luck.uniforms(keys, luck.ACUITY), np.asarray(shares))
    return (level + 1).astype(np.int8)


def pick(uniforms: Floats, weights: Floats) -> npt.NDArray[np.intp]:
    """Return positions drawn in proportion to weights, which must not all be zero."""
    cumulated = np.cumsum(weights)
    return np.searchsorted(cumulated / cumulated[-1], uniforms, side="right")
