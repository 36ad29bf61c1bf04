"""Move assumed keys, within their ranges only, until `today` lands on the published volumes.

``python -m experiments.calibrate [OVERRIDES] [rounds=4] [out=FILE.md]`` plays ``today`` of
``jiangmen``, multiplies the keys of each entry of ``configs/calibration/jiangmen.yaml`` by target
over model, and plays again. It prints which keys it moved, and changes no file: the values belong
into the YAML, beside their origin. A run of a year is needed for what has a season.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.compute as pc
import yaml
from omegaconf import OmegaConf
from pydantic import TypeAdapter

import sim
from experiments.targets import Target, read_targets
from experiments.words import Count, Words, leave, parted
from sim.command import carried_out
from sim.config import config_dir
from sim.system.faults import Fault, Faults

NETWORK = "jiangmen"


@dataclass(frozen=True, kw_only=True)
class Fit:
    """Keys that are moved together for one target."""

    target: str
    keys: tuple[str, ...]
    low: float
    high: float
    balance: str | None = None
    """Member of a key's group that takes what the others leave."""

    def moved(self, values: Mapping[str, float], factor: float) -> dict[str, float]:
        """Return the keys times a factor, none of them beyond its bounds."""
        return {key: min(max(values[key] * factor, self.low), self.high) for key in self.keys}

    def balanced(self, moved: Mapping[str, float], config: Any) -> dict[str, float]:
        """Return the balancing members of the groups whose keys have moved."""
        if self.balance is None:
            return {}
        found = {}
        for key, value in moved.items():
            group, _, name = key.rpartition(".")
            shares = OmegaConf.select(config, group)
            others = sum(v for k, v in shares.items() if k not in (name, self.balance))
            found[f"{group}.{self.balance}"] = 1.0 - others - value
        return found


def read_fits(network: str) -> list[Fit]:
    """Return the entries of a network's file, in order."""
    text = (config_dir() / "calibration" / f"{network}.yaml").read_text(encoding="utf-8")
    return TypeAdapter(list[Fit]).validate_python(yaml.safe_load(text))


def volumes(overrides: Sequence[str], targets: Sequence[Target]) -> dict[str, float]:
    """Return what `today` shows for each target: the mean over the replications."""
    scenario = sim.load("scenario=today", *overrides)
    study = sim.compare({"today": scenario}, replications=scenario.run.replications)
    tables = [
        study.kpis.filter(pc.equal(study.kpis["replication"], number))
        for number in range(scenario.run.replications)
    ]
    return {
        target.name: float(np.mean([target.value(table) for table in tables])) for target in targets
    }


def calibrated(overrides: Sequence[str], rounds: int) -> tuple[dict[str, float], dict[str, float]]:
    """Return the keys as they were, and as they land on the targets."""
    targets = {target.name: target for target in read_targets(NETWORK)}
    fits = read_fits(NETWORK)
    config = OmegaConf.create(yaml.safe_load(sim.load(*overrides).resolved))
    before = {key: _number(config, key) for fit in fits for key in fit.keys}
    values, balance = dict(before), dict[str, float]()
    for _ in range(rounds):
        now = [f"{key}={value!r}" for key, value in (values | balance).items()]
        found = volumes([*overrides, *now], list(targets.values()))
        for fit in fits:
            factor = 1.0 / (1.0 + targets[fit.target].distance(found[fit.target]))
            moved = fit.moved(values, factor)
            values |= moved
            balance |= fit.balanced(moved, config)
        sys.stderr.write(f"{_worst(targets, found)}\n")
    return before, values | balance


def _number(config: Any, key: str) -> float:
    """What stands under a key; raises :class:`~sim.system.faults.Faults` for a key without."""
    value = OmegaConf.select(config, key)
    if value is None:
        expected = f"a key of the network: configs/calibration/{NETWORK}.yaml moves it"
        raise Faults((Fault(key, "(nothing)", expected),))
    return float(value)


def _worst(targets: Mapping[str, Target], found: Mapping[str, float]) -> str:
    """Say which target is missed most."""
    off = {name: target.distance(found[name]) for name, target in targets.items()}
    name = max(off, key=lambda one: abs(off[one]))
    return f"{name}: {off[name]:+.1%}"


def table(before: Mapping[str, float], after: Mapping[str, float]) -> str:
    """Return the keys that moved, as Markdown."""
    bounds = {key: (fit.low, fit.high) for fit in read_fits(NETWORK) for key in fit.keys}
    lines = ["| key | before | fitted | range |", "|---|---|---|---|"]
    for key, value in after.items():
        span = "balances its group"
        if key in bounds:
            span = f"{bounds[key][0]:g} to {bounds[key][1]:g}"
        was = f"{before[key]:.4g}" if key in before else ""
        lines.append(f"| `{key}` | {was} | {value:.4g} | {span} |")
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, kw_only=True)
class Options(Words):
    """How long is fitted."""

    rounds: Count = 4


def main(arguments: Sequence[str]) -> int:
    """Fit, print the table, and write it."""
    return carried_out(lambda: _fitted(*parted(Options, arguments)))


def _fitted(options: Options, overrides: Sequence[str]) -> int:
    text = table(*calibrated(overrides, options.rounds))
    if options.out is not None:
        leave(text, options.out)
    leave(text, None)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
