"""The scenario none: what the programmes do, nobody does; what it cannot take away, it says."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.config.comparison import comparison
from sim.engines import world
from sim.outcomes.indicators import DIMENSIONS
from sim.page import write
from sim.study import below, compare
from sim.system.referral import Referral
from tests.study import fakes

NETWORKS = ("jiangmen", "three_tier")
ABSENT = (
    *("referred_up", "received_up", "referred_down", "stepped_down", "step_down_days"),
    *("remote_readings", "spared_moves", "critical_findings", "critical_up", "green_channel"),
    *("expert_treated", "expert_hours", "day_surgery_share", "mutual_recognition"),
)
"""Indicators of what the consortium's programmes do."""
SEEN = ("referred_up", "referred_down", "stepped_down", "remote_readings")
"""Of these, what each network shows today in a week."""


@cache
def played(network: str, *more: str) -> dict[str, Any]:
    """The whole of each indicator in a week of a network."""
    run = sim.run(sim.load(f"network={network}", "run.days=7", "run.warmup_days=0", *more))
    return {
        row["indicator"]: row["value"]
        for row in run.kpis.to_pylist()
        if all(row[name] is None for name in DIMENSIONS)
    }


@pytest.mark.parametrize("network", NETWORKS)
def test_no_programme_does_anything(network: str) -> None:
    today, found = played(network), played(network, "scenario=none")
    assert all(today[name] > 0.0 for name in SEEN)
    assert {name: found[name] for name in ABSENT if found.get(name)} == {}


@pytest.mark.parametrize("network", NETWORKS)
def test_nobody_is_called_in_to_a_follow_up(network: str) -> None:
    assert played(network)["chronic_followed"] > 0.0
    assert played(network, "scenario=none").get("chronic_followed") is None


@pytest.mark.parametrize("network", [*NETWORKS, "county"])
def test_nothing_is_kept_or_held_for_anybody(network: str) -> None:
    none = sim.load(f"network={network}", "scenario=none", "run.days=1")
    bare = replace(none, system=replace(none.system, referral=Referral()))
    found, wanted = (world(one, 0).tables for one in (none, bare))
    assert (
        found.stations.reserve == wanted.stations.reserve
    )  # what surge beds leave free, and no more
    assert [one.tickets for one in found.tickets.session] == [
        one.tickets for one in wanted.tickets.session
    ]
    assert {one.kept for one in found.tickets.session} == {0}


def test_terminal_and_page_say_once_what_it_takes_away_and_what_it_cannot(tmp_path: Path) -> None:
    mixes = comparison(["network=three_tier", "run.levers=[outreach]"]).scenarios
    none = mixes["none"].says
    assert "programmes are off" in none
    assert "cannot take away" in none
    assert mixes["today+outreach"].says == mixes["today"].says != none
    hostile = none + " <script>alert(1)</script>"
    today, more = fakes.scenarios().values()
    both = {"today": today, "more": replace(more, says=hostile)}
    study = compare(both, tmp_path / "out", play=fakes.play)
    assert [text for text in below(study) if hostile in text] == [f"more: {hostile}"]
    page = write(tmp_path / "out").read_text("utf-8")
    assert page.count(escape(hostile)) == 1
    assert "<script>alert(1)" not in page


def test_a_scenario_of_ones_own_may_say_something(tmp_path: Path) -> None:
    (tmp_path / "scenario").mkdir()
    path = tmp_path / "scenario" / "ours.yaml"
    for text, said in (("says: ours\n", "ours"), ("referral: {acceptance: 1}\n", "")):
        path.write_text(f"# @package _global_\n{text}", "utf-8")
        assert sim.load("scenario=ours", config_dir=tmp_path).says == said
