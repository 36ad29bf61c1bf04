"""A fault of a planner's own file says where in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sim import config
from sim.config.comparison import comparison
from sim.system.faults import Faults

SHIPPED = Path(__file__).parents[1] / "own"
SMALL = ("network=village", "conditions=few", "care=short", "practice=plain")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A planner's folder with a scenario, and another network that is not chosen."""
    folder = tmp_path / "ours"
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns("not_a_lever.yaml"))
    (folder / "scenario").mkdir()
    shutil.copy(folder / "network" / "village.yaml", folder / "network" / "another.yaml")
    return folder


def edited(file: Path, before: str, after: str) -> int:
    """Put something else into a file; the number of the line."""
    text = file.read_text("utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, after), encoding="utf-8")
    return text[: text.index(before)].count("\n") + 1


def told(own: Path, *words: str) -> list[str]:
    with pytest.raises(Faults) as refused:
        config.load(*SMALL, *words, config_dir=own)
    return [str(fault) for fault in refused.value.faults]


def test_a_wrong_value_and_a_key_that_there_is_not(own: Path) -> None:
    line = edited(own / "network" / "village.yaml", "beds: 20", "beds: -20")
    other = edited(own / "policy" / "training.yaml", "gain:", "gaim:")
    assert told(own, "policy=[training]") == [
        f"network/village.yaml, line {line}: network.facilities.hospital.ward.beds = -20: expected "
        "greater than or equal to 0",
        "policy/training.yaml, line 1: policy.training.gain = (missing): expected to be given",
        f"policy/training.yaml, line {other}: policy.training.gaim = 0.1: expected a key that is "
        "known (did you mean 'gain'?)",
    ]


def test_what_was_typed_is_not_the_files(own: Path) -> None:
    (fault,) = told(own, "network.facilities.hospital.ward.beds=-3", "run.days=3")
    assert fault.startswith("network.facilities.hospital.ward.beds = -3: ")
    (shipped,) = told(own, "run.days=-3")
    assert shipped.startswith("run.days = -3: ")


def test_the_scenario_counts_before_the_network(own: Path) -> None:
    edited(own / "network" / "village.yaml", "beds: 20", "beds: -20")
    text = "says: More.\nnetwork:\n  facilities:\n    hospital: {ward: {beds: -30}}\n"
    (own / "scenario" / "more.yaml").write_text(text, encoding="utf-8")
    (fault,) = told(own, "scenario=more")
    assert fault.startswith("scenario/more.yaml, line 4: network.facilities.hospital.ward.beds = ")


def test_a_comparison_says_it_too(own: Path) -> None:
    text = "network: {facilities: {hospital: {stations: {ecgg: 3}}}}\n"
    (own / "scenario" / "加.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Faults) as refused:
        comparison([*SMALL, "policy=[]"], own)
    (fault,) = map(str, refused.value.faults)
    assert fault.startswith(
        "scenario/加.yaml, line 1: network.facilities.hospital.stations.ecgg = "
    )
    assert "expected keys with values (" in fault


def test_an_item_of_a_list(own: Path) -> None:
    line = edited(own / "conditions" / "few.yaml", "acuity: [0, 0,", "acuity: [x, 0,")
    assert all(one.startswith(f"conditions/few.yaml, line {line}: ") for one in told(own))
