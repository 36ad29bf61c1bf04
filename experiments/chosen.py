"""Chosen: the network that the words of a command line choose, and how it is played."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import yaml

import sim
from sim.config.compose import option_of
from sim.scenario import Scenario

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C where PyYAML was built with it


@dataclass(frozen=True)
class Chosen:
    """A network with the overrides that it is played with."""

    network: str
    """Its name, which the files about it have too."""
    scenario: Scenario
    """What is played."""
    overrides: tuple[str, ...]
    """How it was chosen."""
    own: str | None = None
    """A planner's own folder."""

    @property
    def config(self) -> Mapping[str, Any]:
        """The whole configuration as plain data."""
        found: dict[str, Any] = yaml.load(self.scenario.resolved, Loader=_LOADER)
        return found

    def moved(self, values: Mapping[str, float]) -> Scenario:
        """Return the same scenario with some keys at other values."""
        words = [f"{key}={value!r}" for key, value in values.items()]
        return sim.load(*self.overrides, *words, config_dir=self.own)


def chosen(overrides: Sequence[str], own: str | None = None) -> Chosen:
    """Return what the overrides choose.

    Raises :class:`~sim.system.faults.Faults` with all that is wrong with the configuration.
    """
    scenario = sim.load(*overrides, config_dir=own)
    return Chosen(option_of("network", overrides, own), scenario, tuple(overrides), own)


def played(scenario: Scenario) -> list[pa.Table]:
    """Return the indicators of each replication."""
    count = scenario.run.replications
    kpis = sim.compare({"today": scenario}, replications=count).kpis
    return [kpis.filter(pc.equal(kpis["replication"], number)) for number in range(count)]
