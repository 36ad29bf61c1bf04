"""The jobs of a sweep: each checked before the first is run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product
from math import prod
from pathlib import Path

from hydra.core.override_parser.overrides_parser import OverridesParser

from sim.config import load
from sim.config.words import shown
from sim.scenario import Scenario
from sim.system.faults import Fault, Faults

MOST = 10_000
ENOUGH = 10
"""Wrong jobs after which the others are not looked at."""


def wrong_jobs(
    lines: Sequence[str], extra: Path | str | None, check: Callable[[Scenario], None]
) -> list[Fault]:
    """Return what is wrong with any job of a sweep, each fault once, with the job that has it."""
    values = [_values(line) for line in lines]
    if not 0 < (count := prod(map(len, values))) <= MOST:
        return [Fault("--multirun", f"{count} jobs", f"1 to {MOST} jobs")]
    swept = [len(one) > 1 for one in values]
    found: dict[Fault, str] = {}
    wrong = 0
    for number, words in enumerate(product(*values)):
        own = (
            shown(word).lstrip("+") for word, several in zip(words, swept, strict=True) if several
        )
        job = f"job {number}: {' '.join(own)}"
        faults = _faults([*map(shown, words)], extra, check)
        found |= {fault: job for fault in faults if fault not in found}
        wrong += bool(faults)
        if wrong == ENOUGH:
            break
    if not any(swept):
        return list(found)
    return [replace(fault, expected=f"{fault.expected} ({job})") for fault, job in found.items()]


def _values(line: str) -> list[str]:
    """The overrides that a line of a sweep stands for, one a value."""
    override = OverridesParser.create().parse_override(line)
    if not override.is_discrete_sweep():
        return [line]
    return [f"{override.get_key_element()}={value}" for value in override.sweep_string_iterator()]


def _faults(
    words: Sequence[str], extra: Path | str | None, check: Callable[[Scenario], None]
) -> tuple[Fault, ...]:
    try:
        check(load(*words, config_dir=extra))
    except Faults as faults:
        return faults.faults
    return ()
