"""The first hours of a planner: a folder with a Chinese name and a space, and no source file read.

What is typed here stands in the README and its guides; the checkout, the network, its names, the
arrivals and the results are all in the planner's own folder.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests import examples
from tests.examples import ROOT

pytestmark = pytest.mark.slow

SHORT = ("run.days=1", "run.warmup_days=0", "run.replications=2")
NETWORK = ("--config-dir", "我的 配置", "network=我县")
NAMES = {
    "county": "县医院",
    "tcm": "中医院",
    "north": "城北",
    "south": "城南",
    "east": "东河",
    "west": "西山1号",
    "seat": "城关",
    "city": "市医院",
}
"""What the planner calls the facilities of the guide; homes are called after them."""


@dataclass(frozen=True)
class Planner:
    """Somebody at a terminal, in a folder."""

    folder: Path

    def types(self, *words: str, fails: int = 0) -> str:
        """Run ``tierflow`` with some words; return what it prints."""
        env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        done = subprocess.run(
            [self.folder / ".venv" / "bin" / "tierflow", *words],
            cwd=self.folder, env=env, text=True, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == fails, done.stderr
        assert "Traceback" not in done.stderr
        return done.stderr if fails else done.stdout

    def study(self, out: str) -> list[str]:
        """The scenarios in a results folder."""
        about = json.loads((self.folder / out / "study.json").read_text("utf-8"))
        return [scenario["name"] for scenario in about["scenarios"]]


@pytest.fixture(scope="module")
def planner(tmp_path_factory: pytest.TempPathFactory) -> Planner:
    """A planner with a checkout, installed as the README says, and a county described."""
    folder = tmp_path_factory.mktemp("home") / "新建 文件夹" / "张三 项目"
    shutil.copytree(ROOT, folder, ignore=_not_theirs)
    _install(folder)
    _describe(folder / "我的 配置")
    return Planner(folder)


def _not_theirs(_: str, names: Sequence[str]) -> list[str]:
    """What a fresh copy of the repository has not."""
    own = {".git", ".venv", "results", "multirun", "tests", "docs"}
    return [name for name in names if name in own or name.endswith(("_cache", "__pycache__"))]


def _install(folder: Path) -> None:
    """Do what the README's first line does; the libraries are lent by this environment."""
    venv.create(folder / ".venv", with_pip=False, symlinks=True)
    places = {"base": str(folder / ".venv"), "platbase": str(folder / ".venv")}
    site = Path(sysconfig.get_path("purelib", "venv", places))
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    install = ("-m", "pip", "--python", str(folder / ".venv"), "install", "-q")
    offline = ("--no-deps", "--no-build-isolation", "--no-index")
    subprocess.run([sys.executable, *install, *offline, "-e", "."], cwd=folder, check=True)


def _describe(own: Path) -> None:
    """Write the county of the guide with Chinese names, and a what-if."""
    (text,) = examples.files("docs/guides/county.md").values()
    for name, theirs in NAMES.items():
        for before, after in ((f"{name}_people", f"{theirs}居民"), (f"{name}:", f"{theirs}:")):
            text = text.replace(f"    {before}", f"    {after}")
        text = text.replace(f": {name}", f": {theirs}")
        for left, right in ("[]", "[,", ", ", " ]", " ,"):
            text = text.replace(f"{left}{name}{right}", f"{left}{theirs}{right}")
    (own / "network").mkdir(parents=True)
    (own / "network" / "我县.yaml").write_text(text, encoding="utf-8")
    (own / "scenario").mkdir()
    beds = "says: 县医院增加床位100张。\nnetwork: {facilities: {县医院: {ward: {beds: 300}}}}\n"
    (own / "scenario" / "加床.yaml").write_text(beds, encoding="utf-8-sig")  # as Notepad saves it


def test_the_county_is_checked(planner: Planner) -> None:
    told = planner.types("check", *NETWORK)
    assert "县医院" in told
    assert told.splitlines()[-1].startswith("At 1 or above: ")


def test_a_misspelt_name_is_told_with_the_right_one(planner: Planner) -> None:
    told = planner.types("check", *NETWORK, "network.facilities.西山2号.capability=0.5", fails=2)
    assert "西山1号" in told


def test_policies_are_compared_and_the_page_and_the_spreadsheets_speak_chinese(
    planner: Planner,
) -> None:
    shown = planner.types("compare", *NETWORK, *SHORT, "out=结果/第一次 比较")
    out = planner.folder / "结果" / "第一次 比较"
    assert "today+all" in shown
    assert shown.splitlines()[-1] == "结果/第一次 比较/report.html"
    page = (out / "report.html").read_text("utf-8")
    assert "县人民医院" in page
    assert "我县紧密型医共体" in page
    assert (out / "levels.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (out / "levels.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["facility"] for row in csv.DictReader(file)} >= {"县医院", "西山1号"}
    with ZipFile(out / "results.xlsx") as book:
        texts = b"".join(book.read(name) for name in book.namelist() if name.endswith(".xml"))
    assert "等候".encode() in texts or "等待".encode() in texts


def test_own_doses_and_an_own_scenario_stand_beside_today(planner: Planner) -> None:
    beds = "network.facilities.县医院.ward.beds=220,260"
    planner.types("compare", *NETWORK, *SHORT, "policy=[]", "scenario=加床", beds, "out=结果/床位")
    assert planner.study("结果/床位") == [
        *("加床", "today", "today ward.beds 220", "today ward.beds 260"),
    ]
    assert "县医院增加床位100张" in (planner.folder / "结果/床位/report.html").read_text("utf-8")


def test_the_page_of_a_run_can_be_drawn_when_it_is_wanted(planner: Planner) -> None:
    planner.types("run", *NETWORK, *SHORT, "name=一次", "out=结果/一次")
    shown = planner.types("report", "结果/一次")
    assert shown.splitlines()[-1] == "结果/一次/report.html"
    assert "我县紧密型医共体" in (planner.folder / "结果/一次/report.html").read_text("utf-8")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig"])
def test_arrivals_that_excel_saved_are_read(planner: Planner, encoding: str) -> None:
    rows = ["time,home,condition,备注"]
    rows += [f"2023/3/6 {hour}:30,城北居民,common_cold,门诊" for hour in range(8, 12)]
    file = planner.folder / "到达(1).csv"
    file.write_text("\r\n".join(rows), encoding=encoding)
    out = f"结果/到达 {encoding}"
    words = ("demand=file", f"demand.path={file.name}", "demand.start=2023-03-06")
    planner.types("run", *NETWORK, *SHORT, *words, f"out={out}")
    page = json.loads((planner.folder / out / "study.json").read_text("utf-8"))
    assert page["inputs"]["demand_file"].endswith("到达(1).csv")
    assert any("备注" in remark for remark in page["remarks"])
