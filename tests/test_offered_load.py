"""Offered load: what comes to a station over what it has, on cases that can be worked out."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

import sim
from sim.offered_load import SAMPLES, Load, offered_loads

pytestmark = pytest.mark.slow


def load_of(station: str, *overrides: str) -> Load:
    loads = {one.station: one for one in offered_loads(sim.load(*overrides))}
    return loads[station]


@pytest.mark.parametrize(
    ("case", "load"), [("mm1", 0.8), ("mmc", 2.0 / 3.0), ("priority", 44.0 / 48.0)]
)
def test_the_cases_of_theory_have_their_loads_within_sampling_error(case: str, load: float) -> None:
    """The mean of exponential times has the relative error 1 / sqrt(samples)."""
    found = load_of("hospital/emergency_consultation", f"case={case}")
    assert found.load == pytest.approx(load, rel=3.0 / math.sqrt(SAMPLES))


FIXED = (
    "care.flows.queue=[{service: emergency_consultation, minutes: {mean: 60}},"
    " {service: decision, kind: decision}]"
)


def test_with_fixed_times_it_is_exact() -> None:
    """0.8 an hour times an hour each, in a year of 8760 hours; a week is 168 hours of 8766."""
    found = load_of("hospital/emergency_consultation", "case=mm1", FIXED)
    assert found.capacity_hours_week == 168.0
    assert found.offered_hours_week == pytest.approx(0.8 * 168.0, rel=1e-3)


def test_demand_and_servers_scale_it() -> None:
    servers = "network.facilities.hospital.stations.emergency_consultation.servers=4"
    one = load_of("hospital/emergency_consultation", "case=mm1", FIXED)
    other = load_of("hospital/emergency_consultation", "case=mm1", FIXED, servers, "demand.scale=3")
    assert other.offered_hours_week == pytest.approx(3.0 * one.offered_hours_week)
    assert other.capacity_hours_week == 4.0 * one.capacity_hours_week


def test_the_same_question_has_the_same_answer() -> None:
    scenario = sim.load("network=three_tier")
    assert offered_loads(scenario) == offered_loads(scenario)


def test_a_station_without_servers_is_overloaded_by_any_work_and_by_no_other() -> None:
    assert Load("lead/ecg", 0.1, 0.0).load == math.inf
    assert Load("lead/ecg", 0.0, 0.0).load == 0.0
    assert Load("lead/ecg", 3.0, 4.0).load == 0.75


def test_a_lever_moves_load() -> None:
    """Readings of the members go to the hub's readers, the cases are as many as before."""
    before = load_of("central/ecg_reading", "network=three_tier", "scenario=none")
    after = load_of(
        "central/ecg_reading", "network=three_tier", "scenario=none", "policy=[remote_diagnosis]"
    )
    assert after.offered_hours_week > 1.5 * before.offered_hours_week
    assert after.capacity_hours_week == before.capacity_hours_week


def test_an_empty_system_teaches_no_waits_and_sends_nobody_away_at_night() -> None:
    small = ("network=three_tier", "access.choice.memory_days=1")
    plain = sim.load(
        *small, "access.choice.wait_per_hour=0", "access.closed_to_emergency=[0,0,0,0]"
    )
    heavy = sim.load(
        *small, "access.choice.wait_per_hour=-9", "access.closed_to_emergency=[1,1,1,1]"
    )
    assert offered_loads(heavy) == offered_loads(plain)


def test_with_a_file_it_is_the_load_of_the_file(tmp_path: Path) -> None:
    """Twenty patients of an hour each in two days, of whom synthetic demand knows nothing."""
    path = tmp_path / "arrivals.csv"
    rows = [f"{hour},town,illness" for hour in range(8, 28)]
    path.write_text("\n".join(["time,home,condition", *rows, "9999,town,illness"]))
    words = ("case=mm1", FIXED, f"+demand.path={path}", "run.days=7", "run.warmup_days=0")
    found = load_of("hospital/emergency_consultation", *words)
    assert found.offered_hours_week == pytest.approx(20.0 * 7.0 / 2.0)
