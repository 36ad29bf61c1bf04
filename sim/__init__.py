"""Tierflow: patient flow in tiered-care consortia, simulated event by event.

The public face is five functions, and the classes that they take, return and raise. Each imports
what it needs when it is called: a program that only reads results loads neither Hydra nor an
engine. :mod:`sim.levers` has what your own levers need.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from numbers import Integral
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sim.policies.base import Policy
    from sim.replication import Run
    from sim.scenario import Keep, Scenario
    from sim.study import Study
    from sim.system.faults import Faults

__version__ = "0.1.0"
__all__ = [
    "Faults",
    "Policy",
    "Run",
    "Scenario",
    "Study",
    "compare",
    "load",
    "open",
    "report",
    "run",
]

_CLASSES: Final = {
    "Faults": "sim.system.faults",
    "Policy": "sim.policies.base",
    "Run": "sim.replication",
    "Scenario": "sim.scenario",
    "Study": "sim.study",
}
_SCENARIO = 'a scenario, which sim.load makes, as in sim.load("network=three_tier")'


def __getattr__(name: str) -> Any:
    """Return a class of the public face, imported when it is used."""
    if name not in _CLASSES:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    return getattr(import_module(_CLASSES[name]), name)


def __dir__() -> list[str]:
    """Return all names, also those not imported yet."""
    return sorted({*globals(), *__all__})


def load(*overrides: str, config_dir: Path | str | None = None) -> Scenario:
    """Return the scenario that the shipped configuration and Hydra overrides describe.

    ``config_dir`` is a folder of your own, laid out like ``configs``. Raises
    :class:`sim.system.faults.Faults` with everything that is wrong.
    """
    from sim.config import load as load_scenario

    example = 'overrides, each a text of its own: sim.load("network=three_tier", "run.days=7")'
    _wanted(all(isinstance(one, str) for one in overrides), "load", overrides, example)
    _wanted(isinstance(config_dir, str | Path | None), "config_dir", config_dir, "a folder")
    return load_scenario(*overrides, config_dir=config_dir)


def run(
    scenario: Scenario,
    *,
    seed: int | None = None,
    replication: int = 0,
    engine: str | None = None,
    record: Keep = "full",
) -> Run:
    """Return one replication as tables: journeys, episodes, counts, stocks, kpis, flows, weekly.

    ``record`` says which journeys and episodes are kept: ``full``, a ``sample`` of the patients
    (the scenario's ``run.sample_share``), or ``none``. Nothing else depends on it.
    """
    from sim.replication import run as run_once
    from sim.scenario import ENGINES, KEPT, Scenario

    _wanted(isinstance(scenario, Scenario), "scenario", scenario, _SCENARIO)
    _wanted(engine in (None, *ENGINES), "engine", engine, f"one of {', '.join(ENGINES)}")
    _wanted(record in KEPT, "record", record, f"one of {', '.join(KEPT)}")
    _wanted(_whole(replication, 0), "replication", replication, "a whole number from 0")
    _wanted(seed is None or _whole(seed, 0), "seed", seed, "a whole number from 0")
    if seed is not None:
        scenario = replace(scenario, run=replace(scenario.run, seed=seed))
    return run_once(replace(scenario, engine=engine or scenario.engine), replication, record)


def compare(
    scenarios: Mapping[str, Scenario],
    *,
    replications: int | None = None,
    baseline: str | None = None,
    out: Path | str | None = None,
) -> Study:
    """Return paired differences of scenarios from the baseline (``today``, or the first).

    With ``out`` the results folder is kept; without it, only the tables are.
    """
    from sim.scenario import Scenario
    from sim.study import compare as compare_scenarios

    example = '{"today": sim.load(), "more beds": …}'
    there = isinstance(scenarios, Mapping) and len(scenarios) > 0
    _wanted(there, "scenarios", scenarios, f"at least one by its name, as in {example}")
    for name, scenario in scenarios.items():
        _wanted(isinstance(name, str), "scenarios", name, f"names that are texts, as in {example}")
        _wanted(isinstance(scenario, Scenario), f"scenarios.{name}", scenario, _SCENARIO)
    fits = replications is None or _whole(replications, 1)
    _wanted(fits, "replications", replications, "a whole number from 1")
    return compare_scenarios(scenarios, _folder(out), baseline=baseline, replications=replications)


def open(folder: Path | str) -> Study:  # noqa: A001  (sim.open, as one opens a file)
    """Return the results that a comparison, a run or a job of a sweep has left in a folder.

    ``about`` is the content of ``study.json``; the Arrow tables are ``kpis`` (one row a
    replication, indicator and cell), ``levels``, ``differences``, ``weekly``, ``flows`` and
    ``drift`` (docs/results.md explains their columns). Raises :class:`sim.system.faults.Faults` for
    a folder without finished results.
    """
    from sim.study import reopened

    _wanted(isinstance(folder, str | Path), "folder", folder, "a results folder")
    found = _folder(folder)
    assert found is not None
    return reopened(found)


def report(folder: Path | str) -> Path:
    """Draw the page of a results folder (again), and return its path; nothing is run.

    The same results give the same bytes. Raises :class:`sim.system.faults.Faults` for a folder
    without finished results.
    """
    from sim.page import write

    _wanted(isinstance(folder, str | Path), "folder", folder, "a results folder")
    found = _folder(folder)
    assert found is not None
    return write(found)


def _folder(folder: Path | str | None) -> Path | None:
    """A folder; ``~`` stands for the home folder."""
    if folder is None:
        return None
    return Path(os.path.expanduser(folder))  # noqa: PTH111  (Path's raises where there is none)


def _wanted(fits: bool, key: str, value: object, expected: str) -> None:
    """Raise an error that says what was expected, unless the value fits."""
    from sim.system.faults import Fault, Faults

    if not fits:
        raise Faults((Fault(key, repr(value)[:60], expected),))


def _whole(value: object, least: int) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool) and int(value) >= least
