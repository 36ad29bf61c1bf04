"""Verdicts: what can be said of a difference. No other file decides it.

The study writes a verdict beside each difference; page, terminal and sentences read it from there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from sim.outcomes.indicators import TOO_FEW, Better

FEW: Final = "too few"
"""There are too few events to judge."""
SAME: Final = "no change"
"""Every replication gives the same number in both."""
ALIKE: Final = "about the same"
"""The difference is smaller than what matters to a planner."""
UNSURE: Final = "cannot tell"
"""The interval contains 0, or there is none."""

LESS: Final = ("shorter", "fewer", "lower")
"""Words for a fall and a rise: of times, of counts, of anything else."""
MORE: Final = ("longer", "more", "higher")

VERDICTS: Final = (*LESS, *MORE, SAME, ALIKE, UNSURE, FEW)
"""All verdicts."""

_TIMES: Final = ("minutes", "hours", "days")
_COUNTS: Final = ("a year", "patients")

_MOODS: Final = {FEW: "few", SAME: "same", ALIKE: "alike", UNSURE: "unsure"}


@dataclass(frozen=True)
class Effect:
    """A paired difference, and what is needed to judge it."""

    unit: str
    difference: float
    low: float
    """Ends of its interval; NaN: there is no interval."""
    high: float
    matters: float
    """The smallest difference that matters to a planner, above 0."""
    events: float
    """Events behind it in a replication."""
    same: bool
    """Whether it is 0 in every replication."""


def verdict(effect: Effect) -> str:
    """Return one of ``VERDICTS``.

    A difference smaller than what matters is "about the same", whatever its interval; so is one
    whose whole interval is smaller. Any other is judged if its interval does not contain 0.
    """
    if effect.events < TOO_FEW:
        return FEW
    if effect.same and not math.isnan(effect.low):
        return SAME
    if min(abs(effect.difference), max(-effect.low, effect.high)) < effect.matters:
        return ALIKE
    if not (effect.low > 0.0 or effect.high < 0.0):
        return UNSURE
    words = LESS if effect.difference < 0.0 else MORE
    return words[0 if effect.unit in _TIMES else 1 if effect.unit in _COUNTS else 2]


def mood(word: str, better: Better) -> str:
    """Return how a verdict reads: better, worse, changed, alike, unsure, few or same.

    ``better`` is the direction of the indicator; without one, a difference reads "changed".
    """
    if word in _MOODS:
        return _MOODS[word]
    if better == "neither":
        return "changed"
    return "better" if (word in LESS) == (better == "lower") else "worse"
