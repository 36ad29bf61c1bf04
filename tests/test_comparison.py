"""The scenarios of the main job: which levers are put side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.config import config_dir, levers
from sim.config.comparison import comparison
from sim.system.faults import Faults


def compared(*overrides: str, own: Path | None = None) -> list[str]:
    return list(comparison(["network=three_tier", *overrides], own).scenarios)


def test_the_levers_of_the_run_are_compared_one_by_one_and_all_together() -> None:
    chosen = "run.levers=[outreach,step_down]"
    assert compared(chosen) == [
        *("none", "today", "today+outreach", "today+step_down", "today+all"),
    ]


def test_without_a_choice_every_lever_is() -> None:
    every = [f"today+{lever}" for lever in levers()]
    assert compared("run.levers=[]") == ["none", "today", *every, "today+all"]


def test_a_mix_is_compared_instead() -> None:
    assert compared("policy=[outreach]")[2:] == ["today+outreach"]


def test_levers_of_ones_own_are_compared_too(tmp_path: Path) -> None:
    shipped = (config_dir() / "policy" / "outreach.yaml").read_text("utf-8")
    (tmp_path / "policy").mkdir()
    (tmp_path / "policy" / "ours.yaml").write_text(shipped.replace(".outreach", ".ours", 1))
    assert compared("run.levers=[step_down]", own=tmp_path)[2:] == [
        *("today+step_down", "today+ours", "today+all"),
    ]


def test_a_lever_that_there_is_not_is_refused_with_the_nearest() -> None:
    with pytest.raises(Faults) as refused:
        compared("run.levers=[outreech]")
    assert [str(fault) for fault in refused.value.faults] == [
        "run.levers = outreech: expected a lever (did you mean 'outreach'?)"
    ]
