"""Newcomers: the patients of a cohort as rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sim.cohort import Cohort
from sim.contract import Patient

COLUMNS: Final = {
    "key": "key",
    "home": "home",
    "condition": "condition",
    "acuity": "acuity",
    "complexity": "complexity",
    "onset": "time",
    "bed": "bed",
    "residual": "residual",
}
"""Columns of a cohort by the fields of a patient's row that they fill, after the number."""


def patients(cohort: Cohort) -> Iterator[Patient]:
    """Return the patients of a cohort as rows, one by one."""
    columns = [getattr(cohort, column).tolist() for column in COLUMNS.values()]
    return (Patient(number, *row) for number, row in enumerate(zip(*columns, strict=True)))
