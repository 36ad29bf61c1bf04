"""What a planner means: an entry set to null is not there, and true is no number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sim import config
from sim.config.document import Document
from sim.config.schema import meant
from sim.config.size import beyond_reason
from sim.scenario import Scenario
from sim.system.faults import Faults

OWN = Path(__file__).parents[1] / "own"
REST = ("conditions=few", "care=short", "practice=plain")


def load(*words: str, own: Path = OWN, network: str = "village") -> Scenario:
    return config.load(f"network={network}", *REST, *words, config_dir=own)


def test_entries_that_are_null_are_left_out_and_values_that_may_be_null_are_kept() -> None:
    raw: dict[str, Any] = {
        "network": {"facilities": {"a": None, "b": {"stations": {"x": None}, "ward": None}}},
        "demand": {"path": None},
        "policy": {"training": None},
    }
    assert meant(Document, raw) == {
        "network": {"facilities": {"b": {"stations": {}, "ward": None}}},
        "demand": {"path": None},
        "policy": {"training": None},
    }


def test_true_is_no_number_wherever_it_stands() -> None:
    raw: dict[str, Any] = {
        "run": {"replications": True, "days": False},
        "conditions": {"cough": {"acuity": [True, 0, 0, 0], "suited_to_base": True}},
        "demand": {"planned": {"hours": [False]}},
    }
    assert meant(Document, raw) == {
        "run": {"replications": "true", "days": "false"},
        "conditions": {"cough": {"acuity": ["true", 0, 0, 0], "suited_to_base": True}},
        "demand": {"planned": {"hours": ["false"]}},
    }


def test_what_a_file_inherits_can_be_taken_away(tmp_path: Path) -> None:
    (tmp_path / "network").mkdir()
    text = "network: {facilities: {central: {wards: {surgical: null}}}}\n"
    (tmp_path / "network" / "ours.yaml").write_text(f"defaults: [three_tier, _self_]\n{text}")
    found = config.load("network=ours", config_dir=tmp_path).system.network.facilities["central"]
    assert found.wards == {}
    word = "network.facilities.central.wards.surgical=null"
    assert config.load("network=three_tier", word).system.network.facilities["central"] == found


@pytest.mark.parametrize("name", ["no", "010", "1", "1:30", "true", "null", "2023-03-06"])
def test_a_name_is_what_is_written(name: str, tmp_path: Path) -> None:
    for part in ("conditions/few", "care/short", "practice/plain", "network/village"):
        (tmp_path / part).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / f"{part}.yaml").write_text((OWN / f"{part}.yaml").read_text("utf-8"))
    text = (OWN / "network" / "village.yaml").read_text("utf-8")
    value = f"'{name}'" if name in ("true", "null") else name
    text = text.replace("base: centre", f"base: {value}")
    for before, after in (("    centre:", f"    {name}:"), ("{centre:", f"{{{name}:")):
        text = text.replace(before, after)
    (tmp_path / "network" / "ours.yaml").write_text(text)
    network = load(own=tmp_path, network="ours").system.network
    assert list(network.facilities) == [name, "hospital"]
    assert network.homes["village"].base == name


def test_a_new_entry_without_a_plus_is_told_how() -> None:
    with pytest.raises(Faults, match=r"put \+ in front: \+network\.homes\.hill\.population=…"):
        load("network.homes.hill.population=5")


def test_tuples_and_numbers_for_names_in_data_from_python_are_no_matter() -> None:
    scenario = load()
    raw = yaml.safe_load(scenario.resolved)
    raw["network"]["facilities"]["centre"]["refers_to"] = ("hospital",)
    assert config.scenario_from(raw) == scenario
    raw["network"]["facilities"][1] = raw["network"]["facilities"]["centre"]
    raw["network"]["facilities"]["hospital"]["steps_down_to"] = [1, "centr"]
    with pytest.raises(Faults, match="did you mean 'centre'"):
        config.scenario_from(raw)


def test_a_run_that_no_machine_can_hold_is_refused_with_its_size() -> None:
    scenario = load("demand.scale=2", "run.days=3650")
    assert beyond_reason(scenario.system, scenario.demand, scenario.run) == []
    with pytest.raises(Faults, match=r"demand\.scale = 1\.97e\+06 episodes a day, 1\.97e\+08 in"):
        load("demand.scale=1000", "network.homes.village.population=360000", "run.days=100",
             "run.warmup_days=0")  # fmt: skip


def test_a_long_name_is_refused_with_a_way_out() -> None:
    with pytest.raises(Faults, match=r"at most 200 bytes.*give a short one: name=…"):
        load(f"name={'区' * 70}")
