"""The page's own command runs the same study again, whatever was typed."""

from __future__ import annotations

import html
import json
import re
import shlex
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sim.cli import main
from sim.page import write

OWN = Path(__file__).parents[1] / "own"
SMALL = (
    "network=village", "conditions=few", "care=short", "practice=plain", "run.days=0.5",
    "run.warmup_days=0", "run.replications=2", "run.workers=1",
)  # fmt: skip


@pytest.fixture
def planner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a planner, with a folder of their own in it whose name has a blank."""
    shutil.copytree(OWN, tmp_path / "张三 项目", ignore=shutil.ignore_patterns("not_a_lever.yaml"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def repeated(out: Path) -> list[str]:
    """The words of the command that the page of a results folder gives."""
    text = (out / "report.html").read_text("utf-8")
    (command,) = re.findall(r"<code>(tierflow .*ANOTHER_FOLDER)</code>", text)
    return shlex.split(html.unescape(command))


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ("compare", "policy=[training]", "policy.training.gain=0.1,0.2", "scenario=none"),
        ("compare", "policy=[training]", "network.label='两地 & \\\"two\\\"'"),
        ("run", "policy=[training]", "policy.training.gain=0.3"),
    ],
)
def test_the_command_of_the_page_runs_the_same_again(words: tuple[str, ...], planner: Path) -> None:
    command, *mine = words
    assert main([command, "--config-dir", "张三 项目", *SMALL, *mine, "out=first"]) == 0
    write(planner / "first")
    tierflow, *again = repeated(planner / "first")
    assert tierflow == "tierflow"
    assert main([word.replace("ANOTHER_FOLDER", "second") for word in again]) == 0
    first, second = (pq.read_table(planner / out / "kpis.parquet") for out in ("first", "second"))
    assert first.num_rows > 0
    assert first.equals(second)


def test_results_made_in_python_have_no_command(folder: Path) -> None:
    study = json.loads((folder / "study.json").read_text("utf-8"))
    assert "command" not in study
    text = write(folder).read_text("utf-8")
    assert "made from Python" in text
    assert "ANOTHER_FOLDER" not in text
