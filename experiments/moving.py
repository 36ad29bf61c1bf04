"""Moving keys: by one factor an entry, within their bounds, and what they leave to the balance."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from experiments.fits import Fit, at, parted

Values = dict[str, float]
"""Values by dotted key."""
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Keys:
    """The keys of all entries, and the groups of shares that they are in."""

    fits: tuple[Fit, ...]
    before: Mapping[str, float]
    """What stands in the configuration."""
    groups: Mapping[str, Mapping[str, float]]
    """Members by group, of those with a balance."""
    balances: Mapping[str, str]
    """The member that takes what the others leave, by group."""

    def moved(self, factors: Sequence[float]) -> Values:
        """Return the keys times the factors of their entries, none of them beyond its bounds."""
        values = {
            key: min(max(self.before[key] * factor, fit.low), fit.high)
            for fit, factor in zip(self.fits, factors, strict=True)
            for key in fit.keys
        }
        for group in self.groups:
            values |= self._fitting(group, values)
        return values

    def balanced(self, values: Mapping[str, float]) -> Values:
        """Return the balancing members of all groups: what the others leave."""
        return {
            f"{group}.{name}": max(0.0, self._room(group) - sum(self._mine(group, values).values()))
            for group, name in self.balances.items()
        }

    def reached(self, factors: Sequence[float]) -> tuple[float, ...]:
        """Return the factors as far as the bounds let any key of their entries go.

        So an entry that has stood at a bound leaves it at once when it is to come back.
        """
        values = self.moved(factors)
        reached = []
        for fit, factor in zip(self.fits, factors, strict=True):
            each = [values[key] / self.before[key] for key in fit.keys]
            reached.append(min(max(factor, min(each)), max(each)))
        return tuple(reached)

    def stands(self, key: str, values: Mapping[str, float]) -> str:
        """Return which bound a key stands at, in a word; nothing if at none."""
        fit = next(one for one in self.fits if key in one.keys)
        for word, bound in (("upper", fit.high), ("lower", fit.low)):
            if math.isclose(values[key], bound, rel_tol=_ROUNDING):
                return word
        group, _ = parted(key)
        full = group in self.groups and self.balanced(values)[_balance(self, group)] <= _ROUNDING
        return "group is full" if full else ""

    def move(self, fit: Fit, before: Mapping[str, float], after: Mapping[str, float]) -> bool:
        """Return whether any key of an entry is elsewhere."""
        return not all(math.isclose(before[k], after[k], rel_tol=_ROUNDING) for k in fit.keys)

    def _room(self, group: str) -> float:
        """What members that are not moved leave to all others."""
        members = self.groups[group]
        still = (
            value
            for name, value in members.items()
            if name != self.balances[group] and f"{group}.{name}" not in self.before
        )
        return 1.0 - sum(still)

    def _mine(self, group: str, values: Mapping[str, float]) -> Values:
        return {key: value for key, value in values.items() if parted(key)[0] == group}

    def _fitting(self, group: str, values: Mapping[str, float]) -> Values:
        """The moved members of a group, nearer to their lower bounds if they do not fit in it."""
        mine, room = self._mine(group, values), self._room(group)
        if sum(mine.values()) <= room:
            return mine
        low = {key: fit.low for fit in self.fits for key in fit.keys if key in mine}
        least = sum(low.values())
        part = (room - least) / (sum(mine.values()) - least)
        return {key: low[key] + part * (value - low[key]) for key, value in mine.items()}


def _balance(keys: Keys, group: str) -> str:
    return f"{group}.{keys.balances[group]}"


def keys_of(fits: Sequence[Fit], config: Mapping[str, Any]) -> Keys:
    """Return the keys of entries that have no fault, as they stand in a configuration."""
    balances = {
        parted(key)[0]: fit.balance for fit in fits if fit.balance is not None for key in fit.keys
    }
    groups = {group: {k: float(v) for k, v in at(config, group).items()} for group in balances}
    before = {key: float(at(config, key)) for fit in fits for key in fit.keys}
    return Keys(tuple(fits), before, groups, balances)


@dataclass(frozen=True)
class Step:
    """How far an entry goes at a time: the whole way, and less far if it swings to and fro."""

    off: float = 0.0
    """How far off its target was before: the logarithm of model over target."""
    power: float = 1.0
    """What the factor is raised to."""
    swung: bool = False
    """Whether it came from the other side of the target, and not even twice as near."""

    def next(self, distance: float) -> Step:
        """Return the step after one that left the target at such a relative distance.

        One swing may come from what other entries did; two make the step half as long.
        """
        if math.isnan(distance):
            return Step(0.0, self.power)
        off = math.log1p(distance) if distance > -1.0 else -math.inf
        swings = off * self.off < 0.0 and abs(off) > abs(self.off) / 2.0
        again = swings and self.swung
        return Step(off, self.power / 2.0 if again else self.power, swings and not again)

    @property
    def factor(self) -> float:
        """By what the keys are multiplied: target over model, to the power."""
        return math.exp(-self.power * self.off)
