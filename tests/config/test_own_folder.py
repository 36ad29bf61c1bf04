"""A planner's own folder: wherever it lies, whatever its names, and data only."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim import config
from sim.config.compose import option_of
from sim.config.source import OwnSource, search_path
from sim.scenario import Scenario
from sim.system.faults import Fault, Faults

OWN = Path(__file__).parents[1] / "own"
REST = ("conditions=few", "care=short", "practice=plain")
FOLDERS = [
    "张三 项目",
    "it's",
    "a+b",
    "50%",
    "%41",
    "a,b=c",
    "${x}",
    "[1] {2}",
    "a#b?c",
    'say "hi"',
]
CHINESE = {
    "centre:": "东区1号:", "{centre:": "{东区1号:", "[centre": "[东区1号", " centre": " 东区1号",
    "hospital": "县医院", "village:": "1村（新）:",
}  # fmt: skip


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of a planner's folder."""
    return Path(shutil.copytree(OWN, tmp_path / "own"))


@pytest.fixture
def chinese(own: Path) -> Path:
    """A folder in which places and people have Chinese names, and so has the file."""
    text = (own / "network" / "village.yaml").read_text("utf-8")
    for english, name in CHINESE.items():
        text = text.replace(english, name)
    (own / "network" / "双塔 县.yaml").write_text(text, "utf-8")
    return own


def load(own: Path | str, *words: str, network: str = "village") -> Scenario:
    return config.load(f"network={network}", *REST, *words, config_dir=own)


def refused(own: Path, *words: str, network: str = "village") -> list[Fault]:
    with pytest.raises(Faults) as caught:
        load(own, *words, network=network)
    return list(caught.value.faults)


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_may_lie_anywhere(name: str, tmp_path: Path) -> None:
    own = shutil.copytree(OWN, tmp_path / name / "own")
    assert list(load(own).system.network.homes) == ["village"]


def test_the_home_folder_may_be_written_short(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(own.parent))
    monkeypatch.setenv("USERPROFILE", str(own.parent))
    assert load("~/own") == load(own)
    found = load("~/own", "demand=file", "demand.path=~/到达.csv").demand.path
    assert found == str(own.parent / "到达.csv")


def test_the_file_that_stands_for_a_group_is_known_by_its_name(chinese: Path) -> None:
    assert option_of("network", [], None) == "jiangmen"
    assert option_of("network", ["network=village", *REST], chinese) == "village"
    assert option_of("network", ["network=双塔 县", *REST], chinese) == "双塔 县"


def test_names_of_any_alphabet_are_keys_and_values(chinese: Path) -> None:
    words = (
        "network.facilities.东区1号.capability=0.5",
        "network.facilities.县医院.clinics.general.doctors=7",
        "network.homes.1村（新）.travel_minutes={东区1号: 3, 县医院: 4}",
        "+network.homes.1村（新）.mix={cough: 2}",
        "policy=[training]",
        "policy.training.at=东区1号",
    )
    network = load(chinese, *words, network="双塔 县").system.network
    assert network.facilities["东区1号"].capability == pytest.approx(0.6)
    assert network.facilities["县医院"].clinics["general"].doctors == 7
    home = network.homes["1村（新）"]
    assert home.travel_minutes == {"东区1号": 3, "县医院": 4}
    assert home.first_contact.suited == {"东区1号": 0.7, "县医院": 0.3}


def test_a_misspelt_chinese_name_is_answered_in_the_same_words(chinese: Path) -> None:
    (fault,) = refused(chinese, "network.facilities.东区2号.capability=0.5", network="双塔 县")
    assert fault.key == "network.facilities.东区2号.capability"
    assert fault.nearest == "东区1号"
    fault = refused(chinese, network="双塔县")[0]
    assert (fault.key, fault.value, fault.nearest) == ("network", "双塔县", "双塔 县")


def test_a_lever_with_a_chinese_name_is_a_lever(own: Path) -> None:
    text = (own / "policy" / "training.yaml").read_text("utf-8")
    (own / "policy" / "培训.yaml").write_text(text.partition("\n")[2], "utf-8")
    scenario = load(own, "policy=[培训]", "policy.培训.gain=0.2")
    assert scenario.name == "today+培训"
    assert scenario.system.network.facilities["centre"].capability == pytest.approx(0.8)


def test_a_file_may_build_on_one_with_a_chinese_name(chinese: Path) -> None:
    text = "defaults: [双塔 县, _self_]\nnetwork: {facilities: {东区1号: {capability: 0.2}}}\n"
    (chinese / "network" / "mine.yaml").write_text(text, "utf-8")
    found = load(chinese, network="mine").system.network.facilities
    assert (found["东区1号"].capability, len(found)) == (0.2, 2)


def without_header(own: Path, name: str) -> None:
    file = own / name
    text = file.read_text("utf-8")
    assert text.startswith("# @package")
    file.write_text("# Ours.\n" + text.partition("\n")[2], "utf-8")


def test_a_file_needs_no_header(own: Path) -> None:
    with_headers = load(own, "policy=[training]")
    for name in ("network/village.yaml", "policy/training.yaml", "practice/plain.yaml"):
        without_header(own, name)
    assert load(own, "policy=[training]") == with_headers


def test_a_part_of_the_configuration_may_stand_alone_in_its_file(own: Path) -> None:
    text = "defaults: [village, _self_]\nhomes: {village: {population: 5}}\n"
    (own / "network" / "mine.yaml").write_text(text)
    assert load(own, network="mine").system.network.homes["village"].population == 5
    (own / "run").mkdir()
    (own / "run" / "mine.yaml").write_text("run: {days: 3, replications: 4}\n")
    (own / "scenario").mkdir()
    (own / "scenario" / "mine.yaml").write_text("access: {search_days: 3}\n")
    scenario = load(own, "run=mine", "scenario=mine")
    assert (scenario.run.replications, scenario.name) == (4, "mine")
    assert scenario.system.access.search_days == 3


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("hydra: {callbacks: {x: {_target_: shutil.copy}}}\n", 1, "a key of the model; how Hydra"),
        ("network: {}\nhydra: {sweeper: {_target_: os.mkdir}}\n", 2, "a key of the model"),
        ("# @package hydra.callbacks\nx: {_target_: os.mkdir}\n", 1, "a key of the model"),
        ("defaults:\n  - override /hydra/launcher: joblib\n", 2, "a key of the model"),
        ("defaults:\n  - village\n  - village@hydra.callbacks\n", 3, "a key of the model"),
        ("network:\n  homes:\n    _target_: os.mkdir\n", 3, "to stand in a lever only"),
        ("policy: {x: {y: {_target_: os.mkdir}}}\n", 1, "to stand in a lever only"),
        ("network:\n  label: ${oc.env:HOME}\n", 2, "nothing is asked of the machine"),
        ("network:\n  label: a ${${x}:HOME} b\n", 2, "nothing is asked of the machine"),
        ("network:\n  label: '${oc.env:{a: b}}'\n", 2, "nothing is asked of the machine"),
        ("network:\n  ${oc.env:HOME}: 1\n", 2, "nothing is asked of the machine"),
        ("defaults: ['${oc.env:HOME}']\n", 1, "nothing is asked of the machine"),
        ("# @package a b\nnetwork: {}\n", 1, "# @package and one name"),
    ],
)
def test_a_file_is_data_and_nothing_else(own: Path, text: str, line: int, expected: str) -> None:
    (own / "network" / "mine.yaml").write_text(text)
    (search,) = search_path(own)
    with pytest.raises(Faults) as caught:
        OwnSource("own", search.split("'")[1]).load_config("network/mine")
    fault = caught.value.faults[0]
    assert fault.key == f"network/mine.yaml, line {line}"
    assert expected in fault.expected


def test_faults_of_files_and_of_overrides_come_at_once(own: Path) -> None:
    (own / "network" / "mine.yaml").write_text("a:\n\tb: 1\n")
    (own / "run").mkdir()
    (own / "run" / "mine.yaml").write_text("days: 1\ndays: 2\n")
    keys = {fault.key for fault in refused(own, "run=mine", "access.search_dys=3", network="mine")}
    assert {"network/mine.yaml, line 2", "run/mine.yaml, line 2", "access.search_dys"} <= keys


def test_what_asks_the_machine_or_changes_hydra_is_refused_with_all_else(own: Path) -> None:
    words = ("hydra.sweep.subdir=../../x", "network.label=${oc.env:HOME}", "access.search_dys=3")
    assert [fault.key for fault in refused(own, *words)] == [word.split("=")[0] for word in words]


def test_a_reference_to_another_key_is_followed(chinese: Path) -> None:
    found = load(chinese, "run.days=${run.replications}", "run.replications=3", network="双塔 县")
    assert found.run.days == 3
    word = "network.facilities.县医院.capability=${network.facilities.东区1号.capability}"
    places = load(chinese, word, network="双塔 县").system.network.facilities
    assert places["县医院"].capability == places["东区1号"].capability == 0.6


@pytest.mark.slow
def test_the_program_itself_may_lie_anywhere(tmp_path: Path) -> None:
    place, root = tmp_path / "it's a+b 50% 项目", Path(__file__).parents[2]
    for part in ("sim", "configs", "tests/own"):
        shutil.copytree(root / part, place / part)
    words = ["network=village", *REST]
    code = f"import sim; print(sim.load(*{words}, config_dir='tests/own').name, sim.__file__)"
    env = os.environ | {"PYTHONPATH": str(place)}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=place, env=env, text=True, encoding="utf-8", capture_output=True, check=False,
    )  # fmt: skip
    assert done.stdout.strip() == f"today {place / 'sim' / '__init__.py'}", done.stderr
