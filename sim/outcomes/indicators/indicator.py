"""What an indicator is: a Chinese name, a unit, a direction and a meaning."""

from __future__ import annotations

import math
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
    "need",
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

ASSUMED: Final = "assumed; a half to twice as much would do as well"
"""Where most of the smallest differences that matter come from."""

ONE_A_MONTH: Final = 12.0
"""Events a year: fewer do not matter to a planner, however small a place is (assumed, 4 to 24)."""


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
    matters: float = 0.0
    """Smallest difference that matters to a planner, in the unit of the value."""
    matters_share: float = 0.0
    """The same as a share of the baseline's value: of counts and volumes, which grow with the
    place. The larger of the two holds. At least one has to be given: there is no default."""
    basis: str = ASSUMED
    """Where that comes from: a source, or that it is assumed."""
    absent_is_zero: bool = False
    """Whether a cell without a row had none (a count), rather than nothing to measure."""

    def __post_init__(self) -> None:
        """Raise ValueError if nothing is said of what matters, or something that cannot be."""
        given = (self.matters, self.matters_share)
        if max(given) <= 0.0 or min(given) < 0.0 or not all(map(math.isfinite, given)):
            raise ValueError(
                f"indicator {self.name}: matters {self.matters}, matters_share "
                f"{self.matters_share}: expected the smallest difference that matters to a "
                "planner, above 0, in at least one of them"
            )

    def matters_at(self, baseline: float) -> float:
        """Return the smallest difference that matters where the baseline has this value."""
        return max(self.matters, self.matters_share * abs(baseline))


LOWER: Final = "lower"
HIGHER: Final = "higher"
NEITHER: Final = "neither"


def spread(  # noqa: PLR0913  (what each of the four says)
    name: str, label: str, unit: str, meaning: str, *, matters: float, basis: str = ASSUMED
) -> tuple[Indicator, ...]:
    """Mean, median, 90th and 95th percentile of a time that patients would rather have short."""
    forms = (
        ("mean", "均值", "mean"),
        ("median", "中位数", "median"),
        ("p90", "P90", "90th percentile"),
        ("p95", "P95", "95th percentile"),
    )
    return tuple(
        Indicator(
            f"{name}_{key}",
            f"{label}（{chinese}）",
            unit,
            LOWER,
            f"{meaning}: {english}.",
            matters,
            basis=basis,
        )
        for key, chinese, english in forms
    )


def still(name: str, label: str, meaning: str) -> Indicator:
    """How many there are at the end, whose times are in no mean."""
    return Indicator(
        name,
        label,
        "patients",
        LOWER,
        meaning,
        matters=10.0,
        matters_share=0.05,
        absent_is_zero=True,
    )


def count(
    name: str, label: str, better: Better, meaning: str, *, matters_share: float
) -> Indicator:
    """A number of events a year; ``matters_share`` of them matters, and one a month at least."""
    return Indicator(
        name,
        label,
        "a year",
        better,
        meaning,
        matters=ONE_A_MONTH,
        matters_share=matters_share,
        absent_is_zero=True,
    )
