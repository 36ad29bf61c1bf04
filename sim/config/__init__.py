"""Configuration: from YAML files and overrides to a checked Scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.config.compose import compose
from sim.config.document import scenario_and_faults
from sim.config.folders import config_dir, options
from sim.config.limits import assumptions
from sim.config.notes import NOTES
from sim.config.origin import placed
from sim.scenario import Scenario
from sim.system.faults import Fault, Faults

__all__ = ["config_dir", "levers", "load", "scenario_from"]


def load(*overrides: str, config_dir: Path | str | None = None) -> Scenario:
    """Return the scenario that the shipped configuration and the overrides describe.

    Overrides are written as on the command line: ``load("run=full", "policy=[outreach]")``.
    ``config_dir`` is a planner's own folder, laid out like the shipped one. Raises
    :class:`~sim.system.faults.Faults` with all that is wrong at once.
    """
    config, refused = compose(overrides, config_dir)
    try:
        return scenario_from(config, refused)
    except Faults as wrong:
        raise Faults(placed(wrong.faults, overrides, config_dir)) from None


def scenario_from(config: Mapping[str, Any], refused: Sequence[Fault] = ()) -> Scenario:
    """Return the scenario of a resolved configuration, such as a results folder keeps.

    Raises :class:`~sim.system.faults.Faults`, those of the overrides that were ``refused`` on the
    way to the configuration among them.
    """
    known, notes = {fault.key for fault in refused}, config.get(NOTES, ())
    config = {key: part for key, part in config.items() if key != NOTES}
    scenario, faults = scenario_and_faults(config)
    found, beyond = assumptions(config, notes)
    if refused or faults or beyond or scenario is None:
        more = (fault for fault in (*faults, *beyond) if fault.key not in known)
        raise Faults(tuple(dict.fromkeys((*refused, *more))))
    return replace(scenario, assumptions=found)


def levers(config_dir: Path | str | None = None) -> tuple[str, ...]:
    """Return the names of the policy levers that there are, in alphabetical order."""
    return options("policy", config_dir)
