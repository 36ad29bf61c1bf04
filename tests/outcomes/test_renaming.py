"""Renaming: what a service or a facility is does not hang on how it is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import yaml

import sim
from sim import config
from sim.outcomes.indicators import DIMENSIONS
from sim.scenario import Scenario

DAYS = ("run.days=3", "run.warmup_days=0", "run.replications=1")
ENOUGH = 200
"""Events that another luck leaves as many, to a fifth."""


def renamed(part: Any, names: Mapping[str, str]) -> Any:
    """A configuration with every service called something else, wherever it is named."""
    if isinstance(part, dict):
        return {
            names.get(key, key): value if key == "kind" else renamed(value, names)
            for key, value in part.items()
        }
    if isinstance(part, list):
        return [renamed(value, names) for value in part]
    return names.get(part, part) if isinstance(part, str) else part


def found(scenario: Scenario) -> dict[tuple[Any, ...], tuple[float, int]]:
    """Values and events of what everybody, and each tier, has."""
    split = [name for name in DIMENSIONS if name != "tier"]
    return {
        (row["indicator"], row["tier"]): (row["value"], row["events"])
        for row in sim.run(scenario, record="none").kpis.to_pylist()
        if all(row[name] is None for name in split)
    }


def test_services_may_be_called_anything() -> None:
    """The luck of a service hangs on its name, so that numbers are alike and not the same."""
    scenario = sim.load("network=three_tier", *DAYS)
    lines = [line for flow in scenario.system.care.flows.values() for line in flow]
    services = list(dict.fromkeys(line.service for line in lines))
    names = {name: f"thing_{number}" for number, name in enumerate(services)}
    assert {"consultation", "ecg_reading"} <= set(names)
    other = config.scenario_from(renamed(yaml.safe_load(scenario.resolved), names))
    before, after = found(scenario), found(other)
    many = {cell for cell, (_, events) in before.items() if events > ENOUGH}
    assert {("visits", None), ("own_reading_mean", None), ("primary_share", None)} <= many
    assert after["remote_readings", None][1] > 0
    for cell in many:
        assert after[cell][1] == pytest.approx(before[cell][1], rel=0.2), cell
    for indicator in ("visits", "primary_share", "visit_wait_mean", "first_contact_base"):
        value = before[indicator, None][0]
        assert after[indicator, None][0] == pytest.approx(value, rel=0.05), indicator


def test_a_facility_may_be_called_anything_and_its_stocks_are_called_so() -> None:
    scenario = sim.load("network=three_tier", "run.days=0.2", "run.warmup_days=0")
    names = {"central": "中心医院"}
    other = config.scenario_from(renamed(yaml.safe_load(scenario.resolved), names))
    before, after = (sim.run(one, record="none").stocks.to_pylist() for one in (scenario, other))
    assert len(before) == len(scenario.system.network.facilities)
    assert after == [row | {"facility": names.get(name := row["facility"], name)} for row in before]
