"""The scenarios of the main job: no programmes, today's, each lever on top, all together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sim.config import levers, scenario_from
from sim.config.compose import compose
from sim.scenario import Scenario
from sim.system.faults import Fault, Faults

BASELINE = "today"
"""What everything is compared with."""

_MIXES = "none and today are compared"

Composed = tuple[dict[str, Any], list[Fault]]
"""A configuration, and the faults of the overrides that it was made without."""


def scenarios(
    overrides: Sequence[str], config_dir: Path | str | None = None
) -> dict[str, Scenario]:
    """Return the scenarios to compare by name, the baseline among them.

    An override of ``policy`` gives one mix of levers to compare instead of each and all. Raises
    :class:`~sim.system.faults.Faults` with what is wrong in any of them.
    """
    found: dict[str, Scenario] = {}
    faults = [
        Fault(text.partition("=")[0], text.partition("=")[2], f"to be left out: {_MIXES}")
        for text in overrides
        if text.startswith(("scenario=", "name="))
    ]
    for config, refused in _composed(overrides, config_dir):
        try:
            scenario = scenario_from(config, refused)
        except Faults as wrong:
            faults += wrong.faults
        else:
            found[scenario.name] = scenario
    if faults:
        raise Faults(tuple(dict.fromkeys(faults)))
    return found


def _composed(overrides: Sequence[str], config_dir: Path | str | None) -> Iterator[Composed]:
    """The configurations to compare: composing takes half a second, so what is alike is shared."""
    mixed = any(text.startswith("policy=") for text in overrides)
    plain = [text for text in overrides if not text.startswith("policy")]
    every = () if mixed else (f"policy=[{','.join(levers(config_dir))}]",)
    yield compose([*plain, "scenario=none"], config_dir)
    whole, refused = compose([*overrides, *every, f"scenario={BASELINE}"], config_dir)
    chosen = whole.get("policy") or {}
    singles = [] if mixed else [{name: lever} for name, lever in chosen.items()]
    for mix in ({}, *singles):
        yield {**whole, "policy": mix, "name": "+".join([BASELINE, *mix])}, refused
    if mixed or len(chosen) > 1:
        yield (whole if mixed else {**whole, "name": f"{BASELINE}+all"}), refused
