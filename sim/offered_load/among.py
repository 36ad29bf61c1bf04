"""Among: finds, by trying, patients who come first to some known facilities."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sim import luck
from sim.cohort.people import Acuities, Keys, Mask, Positions
from sim.cohort.placing import placed
from sim.cohort.reference import Reference


def level_of(key: Keys, first: float, levels: tuple[int, int]) -> Acuities:
    """Return triage levels by the patients' luck: the first of two with probability ``first``."""
    return np.where(luck.uniforms(key, luck.ACUITY) < first, *levels).astype(np.int8)


@dataclass(frozen=True, eq=False)
class Among:
    """Patients of one home, condition and urgency who come first to some facilities."""

    reference: Reference
    facilities: Mask
    """Which facilities, the last for staying at home."""
    origin: tuple[int, int]
    """Home and condition."""
    first: float
    """Share of the first level."""
    levels: tuple[int, int]
    """The triage levels that they may have."""

    def chance(self) -> float:
        """Return the share of the patients who are among them."""
        shares = self.reference.chances()[self.origin][:, self.facilities].sum(axis=1)
        one, other = (float(shares[level - 1]) for level in self.levels)
        return self.first * one + (1.0 - self.first) * other

    def holds(self, key: Keys) -> Mask:
        """Say which patients are among them."""
        acuity = level_of(key, self.first, self.levels)
        return np.asarray(self.facilities[self.reference.chosen(key, *self.origin, acuity)])

    def placed(self, key: Keys) -> Keys:
        """Return for each patient the first key of a sequence that is among them."""

        def accepts(tries: Keys, _: Positions) -> Mask:
            return self.holds(tries)

        return placed(key, accepts, self.chance())


def enough(count: int, share: float) -> int:
    """Return how many patients surely contain ``count`` of a kind that has this ``share``."""
    return int(count / share + 9.0 * math.sqrt(count) / share)


def first_ones(key: Keys, good: Mask, count: int) -> Keys:
    """Return the first ``count`` good keys of each row."""
    assert good.sum(axis=1).min() >= count
    return np.take_along_axis(key, np.argsort(~good, axis=1, kind="stable")[:, :count], axis=1)
