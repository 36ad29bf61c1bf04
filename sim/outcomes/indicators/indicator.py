"""What an indicator is: all that is said of it, in one record."""

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
"""Where most of the smallest differences that matter come from."""


@dataclass(frozen=True)
class Indicator:
    """One thing that a planner looks at."""

    name: str
    """Name in the results."""
    label: str
    """Chinese name: the official one where there is one."""
    title: str
    """English name, on the page and in the terminal; a mean is not called so."""
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
    """The same as a share of the baseline's value: of counts and volumes, which grow with the
    place. The larger of the two holds. At least one has to be given: there is no default."""
    basis: str = ASSUMED
    """Where that comes from: a source, or that it is assumed."""
    absent_is_zero: bool = False
    """Whether a cell without a row had none (a count), rather than nothing to measure."""
    can_exceed_1: bool = False
    """Whether a share is of hours and not of people, so that overtime or surge beds can lift it
    above 1."""
    still: str | None = None
    """Indicator of how many still wait for what this one is a mean or quantile of."""
    like: str | None = None
    """Mean that leaves out whom this indicator leaves out, if that is another one."""
    queue: str | None = None
    """Of a queue of single places: how a sentence begins that names the place."""

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
