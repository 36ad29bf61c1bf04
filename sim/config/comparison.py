"""The scenarios of the main job: no programmes, today's, each lever on top, all together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.config import levers, scenario_from
from sim.config.compose import compose
from sim.scenario import Scenario
from sim.system.faults import Fault, Faults
from sim.system.fields import nearest

BASELINE = "today"
"""What everything is compared with."""

_MIXES = "none and today are compared"

Composed = tuple[dict[str, Any], list[Fault]]
"""A configuration, and the faults of the overrides that it was made without."""


def scenarios(
    overrides: Sequence[str], config_dir: Path | str | None = None
) -> dict[str, Scenario]:
    """Return the scenarios to compare by name, the baseline among them.

    The levers are those of ``run.levers``. An override of ``policy`` gives one mix of levers to
    compare instead of each and all. Raises
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


def alone(
    scenario: Scenario, overrides: Sequence[str], config_dir: Path | str | None = None
) -> tuple[Scenario, dict[str, Scenario], dict[str, Faults]]:
    """Return a scenario without its levers, and with each of some levers alone, by its name.

    The levers are its own and those of ``run.levers``. Those that do not fit the system come last,
    with why. Raises :class:`~sim.system.faults.Faults` if ``run.levers`` names one that there is
    not.
    """
    mine = [text for text in overrides if not text.startswith("policy=")]
    chosen, unknown = _chosen({"run": {"levers": scenario.run.levers}}, config_dir)
    if unknown:
        raise Faults(tuple(unknown))
    every = dict.fromkeys([*scenario.policies, *chosen])
    whole, _ = compose([*mine, f"policy=[{','.join(every)}]"], config_dir)
    fitting: dict[str, Scenario] = {}
    others: dict[str, Faults] = {}
    for name, lever in (whole.get("policy") or {}).items():
        try:
            fitting[name] = scenario_from({**whole, "policy": {name: lever}})
        except Faults as faults:
            others[name] = faults
    plain = scenario_from({**whole, "policy": {}}) if scenario.policies else scenario
    return plain, fitting, others


def _composed(overrides: Sequence[str], config_dir: Path | str | None) -> Iterator[Composed]:
    """The configurations to compare: composing takes half a second, so what is alike is shared."""
    mixed = any(text.startswith("policy=") for text in overrides)
    plain = [text for text in overrides if not text.startswith("policy")]
    none, faults = compose([*plain, "scenario=none"], config_dir)
    chosen, unknown = ([], []) if mixed else _chosen(none, config_dir)
    yield none, faults + unknown
    every = () if mixed else (f"policy=[{','.join(chosen)}]",)
    whole, refused = compose([*overrides, *every, f"scenario={BASELINE}"], config_dir)
    mixes = whole.get("policy") or {}
    singles = [] if mixed else [{name: lever} for name, lever in mixes.items()]
    for mix in ({}, *singles):
        yield {**whole, "policy": mix, "name": "+".join([BASELINE, *mix])}, refused
    if mixed or len(mixes) > 1:
        yield (whole if mixed else {**whole, "name": f"{BASELINE}+all"}), refused


def _chosen(
    config: Mapping[str, Any], config_dir: Path | str | None
) -> tuple[list[str], list[Fault]]:
    """The levers to compare, and a fault for each that ``run.levers`` names and there is not.

    Whoever brings levers of their own wants to see them.
    """
    known = levers(config_dir)
    named = (config.get("run") or {}).get("levers") or known
    if not isinstance(named, list | tuple):
        return [], []  # said when the configuration is checked
    own = [name for name in known if name not in levers()]
    wanted = list(dict.fromkeys([*map(str, named), *own]))
    unknown = [name for name in wanted if name not in known]
    faults = [Fault("run.levers", one, "a lever", nearest(one, set(known))) for one in unknown]
    return [name for name in wanted if name in known], faults
