"""How beds and operations are counted."""

from __future__ import annotations

from typing import Final

from sim.outcomes.families.family import (
    BY_PLACE,
    CELLS,
    Family,
    Measure,
    count,
)

_BEDS: Final = Family(
    CELLS,
    ("bedded",),
    BY_PLACE,
    (
        count("admissions", "admitted"),
        count("discharges", "discharged"),
        Measure("stay_days", "stay_days", ("discharged",), over="discharged"),
    ),
)

_OPERATIONS: Final = Family(CELLS, ("operated",), BY_PLACE, (count("operations", "operated"),))

INPATIENTS: Final = (
    _BEDS,
    _OPERATIONS,
)
