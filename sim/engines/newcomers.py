"""Newcomers: the patients of a cohort as rows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Final

import numpy as np

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
    "person": "person",
    "occasion": "occasion",
}
"""Fields of a patient's row after the number, each with the column of a cohort that fills it."""


def patients(cohort: Cohort) -> Iterator[Patient]:
    """Return the patients of a cohort as rows, one by one; the bits of a key are an int64."""
    columns = {field: getattr(cohort, column) for field, column in COLUMNS.items()}
    columns["key"] = cohort.key.view(np.int64)
    return map(Patient, count(), *(column.tolist() for column in columns.values()))
