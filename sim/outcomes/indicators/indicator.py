"""An indicator: name, unit, direction and all else about it, in one record."""

from __future__ import annotations

import math
from dataclasses import KW_ONLY, dataclass
from typing import Final, Literal

from sim.outcomes.indicators.measure import Measure

TOO_FEW: Final = 30
"""A cell with fewer events behind its value says so and is not judged."""

Better = Literal["lower", "higher", "neither"]
LOWER: Final = "lower"
HIGHER: Final = "higher"
NEITHER: Final = "neither"

ASSUMED: Final = "assumed; a half to twice as much would do as well"
"""The source of most smallest differences that matter."""


@dataclass(frozen=True)
class Indicator:
    """One thing that a planner looks at."""

    name: str
    """Name in the results."""
    label: str
    """Chinese name: the official one where there is one."""
    title: str
    """English name, on the page and in the terminal; the word mean is left out."""
    _: KW_ONLY
    measure: Measure
    """How it is made of facts."""
    unit: str
    """Unit of the value."""
    better: Better
    """Which way is better for patients; ``neither`` where it depends."""
    meaning: str
    """What it is, in one sentence."""
    matters: float = 0.0
    """Smallest difference that matters to a planner, in the unit of the value."""
    matters_share: float = 0.0
    """The same as a share of the baseline's value, for counts and volumes, which grow with the
    place. The larger of the two holds. At least one must be given: there is no default."""
    basis: str = ASSUMED
    """The source of that difference; or that it is assumed."""
    absent_is_zero: bool = False
    """Whether a missing cell means 0 (as in a count), and not that there is nothing to measure."""
    can_exceed_1: bool = False
    """Whether overtime or surge beds can lift a share above 1, because it is of hours."""
    still: str | None = None
    """The indicator that counts the patients still waiting, whom this one leaves out."""
    like: str | None = None
    """Another mean, if one leaves out the same patients as this indicator."""
    queue: str | None = None
    """For a queue of single places: the begin of a sentence that names the place."""

    def __post_init__(self) -> None:
        """Raise ValueError unless ``matters`` or ``matters_share`` is given, and possible."""
        given = (self.matters, self.matters_share)
        if max(given) <= 0.0 or min(given) < 0.0 or not all(map(math.isfinite, given)):
            raise ValueError(
                f"indicator {self.name}: matters {self.matters}, matters_share "
                f"{self.matters_share}: expected the smallest difference that matters to a "
                "planner, above 0, in at least one of them"
            )

    def matters_at(self, baseline: float) -> float:
        """Return the smallest difference that matters if the baseline has this value."""
        return max(self.matters, self.matters_share * abs(baseline))
