"""Whatever a configuration holds: a scenario that can be played, or faults; nothing else, and soon.

``TIERFLOW_EXAMPLES`` says how many are drawn, as for ten thousand now and then.
"""

from __future__ import annotations

import os
import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from sim import config
from sim.keeping import recorded
from sim.replication import prepare
from sim.scenario import Scenario
from sim.sweep import check_demand
from sim.system.faults import Faults
from tests.config.fuzz import Drawn, drawn
from tests.records import what_happened

SECONDS = 60.0
FEW, MANY = (int(os.environ.get("TIERFLOW_EXAMPLES", usual)) for usual in ("100", "400"))
RELAXED = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def accepted(raw: dict[str, Any]) -> Scenario | None:
    """The scenario of a configuration, unless it has faults."""
    try:
        scenario = config.scenario_from(raw)
        check_demand(scenario)
    except Faults:
        return None
    return scenario


@given(drawn())
@settings(RELAXED, max_examples=FEW)
def test_a_configuration_is_a_scenario_or_has_faults(case: Drawn) -> None:
    scenario = accepted(case.raw)
    if scenario is not None:
        prepare(scenario)
        assert config.scenario_from(case.raw) == scenario


@pytest.mark.heavy
@pytest.mark.slow
@given(drawn())
@settings(RELAXED, max_examples=MANY)
def test_what_is_accepted_is_played_alike_by_both_engines(case: Drawn) -> None:
    begin = time.monotonic()
    scenario = accepted(case.raw)
    if scenario is not None:
        both = [recorded(replace(scenario, engine=name), 0) for name in ("simpy", "compiled")]
        assert what_happened(both[0]) == what_happened(both[1])
    assert time.monotonic() - begin < SECONDS
