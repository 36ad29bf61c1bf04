"""What is said on stderr at once, redirected or not: what will be run, how long, how far."""

from __future__ import annotations

from pathlib import Path
from time import sleep

import pytest
from rich.console import Console

from sim import replication
from sim.replication import Run
from sim.scenario import Keep, Scenario
from sim.study import compare, telling
from sim.study.plan import Plan
from sim.study.room import Crew
from tests.study import fakes


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


def test_what_will_be_run_is_said_at_once_and_where_it_goes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    compare(fakes.scenarios(), out, play=fakes.play)
    first, *_ = said(capsys)
    assert first == f"2 scenarios, 2 replications, 7 days each: 4 runs to do; results go to {out}"
    compare(fakes.scenarios(), out, play=fakes.play)
    assert said(capsys) == [f"{out} holds this very study already: nothing to run"]


def test_compiling_is_said_before_it_begins(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = fakes.scenarios(1)["today"]
    plan = Plan({"today": scenario}, "today")
    order: list[str] = []
    monkeypatch.setattr(replication, "compiles", lambda _: True)
    monkeypatch.setattr(replication, "prepare", lambda _: order.extend(said(capsys)))
    monkeypatch.setattr(telling, "estimated_seconds", lambda *_: 300.0)
    telling.tell(plan, replication.run, 1, Crew(1), Console(stderr=True))
    assert order == [
        "1 scenario, 1 replication, 7 days each: 1 run to do",
        "Compiling the engine, once on this machine: a minute or two …",
    ]
    assert said(capsys) == ["It will take about 5 minutes"]


def test_how_far_it_is_is_said_where_no_bar_is_drawn(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(telling, "EVERY", 0.02)
    compare(fakes.scenarios(), play=slow)
    lines = [line for line in said(capsys) if "runs are done" in line]
    assert lines[-1] in {f"{n} of 4 runs are done" for n in range(5)}


def slow(scenario: Scenario, number: int, record: Keep) -> Run:
    """Play after a while."""
    sleep(0.2)
    return fakes.play(scenario, number, record)
