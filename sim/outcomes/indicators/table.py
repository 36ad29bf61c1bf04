"""The table of all indicators of one replication."""

from __future__ import annotations

from typing import Final

import pyarrow as pa

DIMENSIONS: Final = (
    "tier",
    "facility",
    "home",
    "condition",
    "acuity",
    "stage",
    "station",
    "need",
)
"""The dimensions that indicators are split by; null means the total."""

CELL: Final = [
    pa.field(name, pa.int8() if name == "acuity" else pa.string()) for name in DIMENSIONS
]

KPIS: Final = pa.schema(
    [
        pa.field("indicator", pa.string()),
        *CELL,
        pa.field("value", pa.float64()),  # in the indicator's unit; null: nothing to measure
        pa.field("events", pa.int64()),  # visits, episodes, patients … behind the value
        pa.field("unit", pa.string()),
    ]
)
"""Outcomes of one replication: one row for each indicator and cell."""
