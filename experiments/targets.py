"""Does the scenario `today` land on the published volumes? A table of target, model, difference.

``python -m experiments.targets [OVERRIDES] [out=FILE.md]`` runs ``today`` for the days and
replications of ``run`` and prints Markdown. Volumes are a year's, so a run that is not a whole
year shows the season and weekdays that it saw.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import yaml
from pydantic import TypeAdapter

import sim
from experiments.words import Words, leave, parted
from sim.command import carried_out
from sim.config import config_dir
from sim.outcomes.indicators import DIMENSIONS
from sim.scenario import Scenario
from sim.system.faults import Fault, Faults

PARTS = {"facilities": "facility", "tiers": "tier", "stages": "stage"}


@dataclass(frozen=True, kw_only=True)
class Target:
    """A published yearly volume, or a share: of all of the network if it names no part of it."""

    name: str
    indicator: str
    low: float
    high: float
    source: str
    tolerance: float | None = None
    facilities: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()

    def value(self, kpis: pa.Table) -> float:
        """Return what one replication shows: the sum over the target's cells."""
        key = next((key for key in PARTS if getattr(self, key)), None)
        chosen = pc.equal(kpis["indicator"], self.indicator)
        for name in DIMENSIONS:
            column = kpis[name]
            if key is not None and name == PARTS[key]:
                wanted = pc.is_in(column, pa.array(getattr(self, key), pa.string()))
            else:
                wanted = pc.is_null(column)
            chosen = pc.and_(chosen, wanted)
        return float(pc.sum(kpis.filter(chosen)["value"]).as_py() or 0.0)

    def distance(self, value: float) -> float:
        """Return the relative distance from the published span; 0 inside it."""
        nearest = min(max(value, self.low), self.high)
        return value / nearest - 1.0


def read_targets(network: str) -> list[Target]:
    """Return the targets of a network, in the order of its file."""
    text = (config_dir() / "targets" / f"{network}.yaml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = yaml.safe_load(text)
    return TypeAdapter(list[Target]).validate_python(rows)


def row(target: Target, values: Sequence[float]) -> str:
    """Return one line of the table."""
    mean = float(np.mean(values))
    error = float(np.std(values, ddof=1)) / math.sqrt(len(values)) if len(values) > 1 else math.nan
    off = target.distance(mean)
    verdict = "reported"
    if target.tolerance is not None:
        verdict = "yes" if abs(off) <= target.tolerance else "**no**"
    digits = 3 if target.high < 1.0 else 0
    span = f"{target.low:,.{digits}f}"
    if target.high > target.low:
        span += f" to {target.high:,.{digits}f}"
    within = "" if target.tolerance is None else f"{target.tolerance:.0%}"
    return (
        f"| {target.name} | {span} | {mean:,.{digits}f} | {error:,.{digits}f} | {off:+.1%} "
        f"| {within} | {verdict} | {target.source} |"
    )


def main(arguments: Sequence[str]) -> int:
    """Run the scenario and print or write the table; 1 if a target is missed."""
    return carried_out(lambda: _met(*parted(Words, arguments)))


def _met(words: Words, overrides: Sequence[str]) -> int:
    scenario = sim.load("scenario=today", *overrides)
    targets = read_targets("jiangmen")
    _check(targets, scenario)
    study = sim.compare({"today": scenario}, replications=scenario.run.replications)
    kpis = [
        study.kpis.filter(pc.equal(study.kpis["replication"], number))
        for number in range(scenario.run.replications)
    ]
    values = [[target.value(table) for table in kpis] for target in targets]
    lines = [
        "| a year | published | model | standard error | difference | within | met | source |",
        "|---|---|---|---|---|---|---|---|",
        *(row(target, shown) for target, shown in zip(targets, values, strict=True)),
    ]
    text = "\n".join(lines) + "\n"
    if words.out is not None:
        leave(text, words.out)
    leave(text, None)
    return int("**no**" in text)


def _check(targets: Sequence[Target], scenario: Scenario) -> None:
    """Raise :class:`~sim.system.faults.Faults` for targets of facilities that there are not."""
    here = scenario.system.network.facilities
    named = dict.fromkeys(name for target in targets for name in target.facilities)
    faults = [
        Fault("network", name, "a network with this facility, of which targets are published")
        for name in named
        if name not in here
    ]
    if faults:
        raise Faults(tuple(faults))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
