"""Tierflow: patient flow in tiered-care consortia, simulated event by event.

The public face is three functions. Each imports what it needs when it is called, so that a program
which only reads results loads neither Hydra nor an engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.replication import Run
    from sim.scenario import Keep, Scenario
    from sim.study import Study

__version__ = "0.1.0"
__all__ = ["compare", "load", "run"]


def load(*overrides: str, config_dir: Path | str | None = None) -> Scenario:
    """Return the scenario that the shipped configuration and Hydra overrides describe.

    ``config_dir`` is a folder of your own, laid out like ``configs``. Raises
    :class:`sim.system.faults.Faults` with everything that is wrong.
    """
    from sim.config import load as load_scenario

    return load_scenario(*overrides, config_dir=config_dir)


def run(
    scenario: Scenario,
    *,
    seed: int | None = None,
    replication: int = 0,
    engine: str | None = None,
    record: Keep = "full",
) -> Run:
    """Return one replication: its journeys, episodes, counts, kpis, flows and weekly as tables.

    ``record`` says whose journeys and episodes are kept: ``full``, a ``sample`` of the patients
    (the scenario's ``run.sample_share``), or ``none``. Nothing else depends on it.
    """
    from sim.replication import run as run_once

    if seed is not None:
        scenario = replace(scenario, run=replace(scenario.run, seed=seed))
    return run_once(replace(scenario, engine=engine or scenario.engine), replication, record)


def compare(
    scenarios: Mapping[str, Scenario],
    *,
    replications: int | None = None,
    baseline: str | None = None,
    out: Path | None = None,
) -> Study:
    """Return paired differences of scenarios from the baseline (``today``, or the first).

    With ``out`` the results folder is kept; without, only the tables are.
    """
    from sim.study import compare as compare_scenarios

    return compare_scenarios(scenarios, out, baseline=baseline, replications=replications)
