"""Workers are as many as cores and free memory allow."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import joblib
import psutil
import pytest

import sim
from sim.study import compare, room
from sim.study.plan import Plan
from sim.study.room import Crew, crew, free_bytes, needed
from tests.study import fakes

GB = 1e9


def plan(workers: int = 0) -> Plan:
    one = fakes.scenarios()["today"]
    return Plan({"today": replace(one, run=replace(one.run, workers=workers))}, "today")


@pytest.fixture
def four_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joblib, "cpu_count", lambda: 4)
    monkeypatch.setattr(room, "needed", lambda _: 1.5 * GB)


def free(monkeypatch: pytest.MonkeyPatch, gigabytes: float) -> None:
    monkeypatch.setattr(room, "free_bytes", lambda: gigabytes * GB)


@pytest.mark.usefixtures("four_cores")
def test_with_room_for_all_there_is_one_a_core_and_never_more_than_jobs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    free(monkeypatch, 6.0)
    assert crew(plan(), 9) == Crew(4)
    assert crew(plan(), 3) == Crew(3)
    assert crew(plan(workers=2), 9) == Crew(2)


@pytest.mark.usefixtures("four_cores")
def test_short_of_memory_they_are_fewer_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    free(monkeypatch, 4.0)
    short = "a worker needs some 1.5 GB of memory, and 4.0 GB are free"
    assert crew(plan(), 9) == Crew(2, f"2 of 4 workers, since {short}")
    asked = crew(plan(workers=3), 9)
    cure = "fewer workers (run.workers) would need less"
    assert asked == Crew(3, f"Memory may be too short: {short}; {cure}")


@pytest.mark.usefixtures("four_cores")
def test_what_will_not_fit_at_all_is_said_before_it_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    free(monkeypatch, 1.0)
    assert (crew(plan(), 9).workers, crew(plan(workers=3), 9).workers) == (1, 3)
    compare(fakes.scenarios(), play=fakes.play)
    _, second, *_ = capsys.readouterr().err.splitlines()
    short = "a worker needs some 1.5 GB of memory, and 1.0 GB are free"
    cure = "fewer days (run.days) or run.record=none would need less"
    assert second == f"Memory may be too short: {short}; {cure}"


def test_more_patients_and_kept_journeys_need_more() -> None:
    scenario = sim.load("network=three_tier", "run.days=100", "run.warmup_days=0")
    longer = replace(scenario, run=replace(scenario.run, days=200.0))
    kept = replace(scenario, run=replace(scenario.run, record="full"))
    assert needed(scenario) < needed(longer) < needed(kept)


def test_a_container_may_take_less_than_the_machine_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "GROUP", tmp_path)
    machine = float(psutil.virtual_memory().available)
    assert free_bytes() == pytest.approx(machine, rel=0.2)  # there is no container
    for name, text in (("max", "max"), ("current", "300"), ("stat", "anon 9\ninactive_file 50\n")):
        (tmp_path / f"memory.{name}").write_text(text)
    assert free_bytes() == pytest.approx(machine, rel=0.2)  # nor a bound
    (tmp_path / "memory.max").write_text("1000\n")
    assert free_bytes() == 750.0
    (tmp_path / "memory.max").write_text("100\n")
    assert free_bytes() == 0.0
