"""What an indicator is: a Chinese name, a unit, a direction and a meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import pyarrow as pa

TOO_FEW: Final = 30
"""A cell with fewer events behind its value says so and is not judged."""

DIMENSIONS: Final = (
    "tier",
    "facility",
    "home",
    "condition",
    "acuity",
    "stage",
    "station",
)
"""By what an indicator is split; null means all of them together."""

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
"""Outcomes of one replication: one row an indicator and cell."""

Better = Literal["lower", "higher", "neither"]


@dataclass(frozen=True)
class Indicator:
    """One thing that a planner looks at."""

    name: str
    """Name in the results."""
    label: str
    """Chinese name: the official one where there is one."""
    unit: str
    """Unit of the value."""
    better: Better
    """Which way is better for patients; ``neither`` where it depends."""
    meaning: str
    """What it is, in one sentence."""
    absent_is_zero: bool = False
    """Whether a cell without a row had none (a count), rather than nothing to measure."""


LOWER: Final = "lower"
HIGHER: Final = "higher"
NEITHER: Final = "neither"


def spread(name: str, label: str, unit: str, meaning: str) -> tuple[Indicator, ...]:
    """Mean, median, 90th and 95th percentile of a time that patients would rather have short."""
    forms = (
        ("mean", "均值", "mean"),
        ("median", "中位数", "median"),
        ("p90", "P90", "90th percentile"),
        ("p95", "P95", "95th percentile"),
    )
    return tuple(
        Indicator(f"{name}_{key}", f"{label}（{chinese}）", unit, LOWER, f"{meaning}: {english}.")
        for key, chinese, english in forms
    )


def still(name: str, label: str, meaning: str) -> Indicator:
    """How many there are at the end, whose times are in no mean."""
    return Indicator(name, label, "patients", LOWER, meaning, absent_is_zero=True)


def count(name: str, label: str, better: Better, meaning: str) -> Indicator:
    """A number of events a year."""
    return Indicator(name, label, "a year", better, meaning, absent_is_zero=True)
