"""Published: yearly volumes and shares of a network, and how far a model is from them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from experiments.chosen import Chosen
from experiments.entries import Entry, entries, once
from sim.outcomes.indicators import DIMENSIONS, GROUPS, INDICATORS
from sim.system import System
from sim.system.faults import Fault, Faults
from sim.system.fields import STRICT, Positive, Share, nearest
from sim.system.network import Tier
from sim.tables.names import names_of

PARTS = {"facilities": "facility", "tiers": "tier", "stages": "stage"}
"""Keys that name parts of the network, and the dimension that these are cells of."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """A published yearly volume, or a share: of all of the network if it names no part of it."""

    __pydantic_config__ = STRICT

    name: str
    indicator: str
    low: Positive
    high: Positive
    source: str
    tolerance: Share | None = None
    facilities: tuple[str, ...] = ()
    tiers: tuple[Tier, ...] = ()
    stages: tuple[str, ...] = ()

    @property
    def part(self) -> str | None:
        """The key that names parts of the network."""
        return next((key for key in PARTS if getattr(self, key)), None)

    def value(self, kpis: pa.Table) -> float:
        """Return what one replication shows: the sum over the target's cells.

        NaN where there was nothing to measure.
        """
        chosen = pc.equal(kpis["indicator"], self.indicator)
        for name in DIMENSIONS:
            column = kpis[name]
            if self.part is not None and name == PARTS[self.part]:
                named = [str(one) for one in getattr(self, self.part)]
                wanted = pc.is_in(column, pa.array(named, pa.string()))
            else:
                wanted = pc.is_null(column)
            chosen = pc.and_(chosen, wanted)
        found = pc.sum(kpis.filter(chosen)["value"]).as_py()
        if found is None:
            return 0.0 if INDICATORS[self.indicator].absent_is_zero else math.nan
        return float(found)

    def distance(self, value: float) -> float:
        """Return the relative distance from the published span; 0 inside it."""
        nearest = min(max(value, self.low), self.high)
        return value / nearest - 1.0

    def met(self, value: float) -> bool | None:
        """Return whether a value will do; None: it is only reported."""
        if self.tolerance is None:
            return None
        return abs(self.distance(value)) <= self.tolerance

    def told(self, value: float) -> str:
        """Return a number with as many digits as the published one has a use for."""
        if math.isnan(value):
            return "–"
        whole = INDICATORS[self.indicator].absent_is_zero
        return f"{value:,.{0 if whole else 3 if self.high < 1.0 else 2}f}"

    @property
    def span(self) -> str:
        """The published value, or from where to where."""
        if self.high > self.low:
            return f"{self.told(self.low)} to {self.told(self.high)}"
        return self.told(self.low)


def targets_and_faults(chosen: Chosen) -> tuple[list[Target], list[str] | None, list[Fault]]:
    """Return the targets of a network, in the order of its file, all their names, and the faults.

    The names are None where there is no such file.
    """
    found, faults = entries(Target, "targets", chosen)
    faults += once(found, "name")
    for entry in found:
        faults += _unknown(entry, chosen.scenario.system)
        if entry.value is not None:
            faults += _contradictions(entry, entry.value)
    names = [name for entry in found for _, name in entry.texts("name")] if found else None
    return [one.value for one in found if one.value is not None], names, faults


def read_targets(chosen: Chosen) -> list[Target]:
    """Return the targets of a network, in the order of its file.

    Raises :class:`~sim.system.faults.Faults` with all that is wrong with them.
    """
    targets, _, faults = targets_and_faults(chosen)
    if faults:
        raise Faults(tuple(faults))
    return targets


def _contradictions(entry: Entry[Target], target: Target) -> Iterator[Fault]:
    """What is wrong with a target, beyond its keys one by one."""
    if entry.right("low", "high") and target.low > target.high:
        yield entry.fault(["low"], target.low, f"at most high, which is {target.high:g}")
    parts = [key for key in PARTS if getattr(target, key)]
    if len(parts) > 1:
        yield entry.fault([parts[1]], _list(target, parts[1]), f"either this or {parts[0]}")
    elif target.indicator in INDICATORS:
        yield from _not_told(entry, target)


def _not_told(entry: Entry[Target], target: Target) -> Iterator[Fault]:
    """Parts of the network of which the indicator is not told, or cannot be added up."""
    told = {
        split
        for group in GROUPS
        if any(one.name == target.indicator for one in group.indicators)
        for split in group.splits
    }
    ways = [key for key, dimension in PARTS.items() if (dimension,) in told]
    if () in told:
        ways.append("none of these")
    mine = target.part
    if ((PARTS[mine],) if mine else ()) not in told:
        expected = f"parts of which {target.indicator} is told: {' or '.join(ways)}"
        yield entry.fault([mine or "indicator"], _list(target, mine), expected)
    elif (
        mine and len(getattr(target, mine)) > 1 and not INDICATORS[target.indicator].absent_is_zero
    ):
        expected = f"one of them only: {target.indicator} is no number that can be added up"
        yield entry.fault([mine], _list(target, mine), expected)


def _list(target: Target, part: str | None) -> str:
    return ", ".join(map(str, getattr(target, part))) if part else "(the whole network)"


def _unknown(entry: Entry[Target], system: System) -> Iterator[Fault]:
    """Names of indicators, and of parts of the network, that there are not."""
    facilities = system.network.facilities
    known = {
        "indicator": ("an indicator of docs/indicators.md", list(INDICATORS)),
        "facilities": ("a facility of the network", list(facilities)),
        "tiers": ("a tier of the network", [str(one.tier) for one in facilities.values()]),
        "stages": ("a stage of the network", names_of(system).stages),
    }
    for key, (expected, there) in known.items():
        for path, name in entry.texts(key) if entry.right(key) else ():
            if name not in there:
                yield entry.fault(path, name, expected, nearest(name, there))


def means(targets: Sequence[Target], kpis: Sequence[pa.Table]) -> dict[str, float]:
    """Return what the model shows for each target: the mean over the replications."""
    return {
        target.name: math.fsum(target.value(table) for table in kpis) / len(kpis)
        for target in targets
    }
