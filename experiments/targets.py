"""Does a network land on its published volumes? A table of target, model, difference.

``python -m experiments.targets [--config-dir FOLDER] [OVERRIDES] [out=FILE.md]`` runs the network
that the overrides choose for the days and replications of ``run``, and prints Markdown. What is
published stands in ``targets/NETWORK.yaml``. Volumes are a year's, so a run that is not a whole
year shows the season and weekdays that it saw.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence

import numpy as np

from experiments.chosen import chosen, played
from experiments.published import Target, read_targets
from experiments.words import Words, leave, own_folder_apart, parted
from sim.command import carried_out

HEAD = (
    "| a year | published | model | standard error | difference | within | met | source |",
    "|---|---|---|---|---|---|---|---|",
)


def row(target: Target, values: Sequence[float]) -> str:
    """Return one line of the table."""
    mean = float(np.mean(values))
    error = float(np.std(values, ddof=1)) / math.sqrt(len(values)) if len(values) > 1 else math.nan
    return (
        f"| {cell(target.name)} | {target.span} | {target.told(mean)} | {target.told(error)} "
        f"| {off(target, mean)} | {within(target)} | {verdict(target, mean)} "
        f"| {cell(target.source)} |"
    )


def cell(text: str) -> str:
    """Return a text as it may stand in a table."""
    return " ".join(text.split()).replace("|", "\\|")


def off(target: Target, value: float) -> str:
    """Return how far a value is from what is published, as a percentage."""
    return "–" if math.isnan(value) else f"{target.distance(value):+.1%}"


def within(target: Target) -> str:
    """Return the distance that is accepted."""
    return "" if target.tolerance is None else f"{target.tolerance:.0%}"


def verdict(target: Target, value: float) -> str:
    """Return whether a value will do."""
    met = target.met(value)
    return "reported" if met is None else "yes" if met else "**no**"


def main(arguments: Sequence[str]) -> int:
    """Run the scenario and print or write the table; 1 if a target is missed."""
    return carried_out(lambda: _met(arguments))


def _met(arguments: Sequence[str]) -> int:
    own, rest = own_folder_apart(arguments)
    words, overrides = parted(Words, rest)
    network = chosen(overrides, own)
    targets = read_targets(network)
    kpis = played(network.scenario)
    values = [[target.value(table) for table in kpis] for target in targets]
    lines = [row(target, shown) for target, shown in zip(targets, values, strict=True)]
    text = "\n".join([*HEAD, *lines]) + "\n"
    if words.out is not None:
        leave(text, words.out)
    leave(text, None)
    missed = [
        target.met(float(np.mean(shown))) is False
        for target, shown in zip(targets, values, strict=True)
    ]
    return int(any(missed))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
