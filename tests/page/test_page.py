"""The page as text: its parts, its names, and the same bytes each time."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from markupsafe import escape

from sim.page import write
from sim.page.assembly import CONTENTS
from sim.system.faults import Faults


def test_the_same_results_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    first = write(folder).read_bytes()
    elsewhere = Path(shutil.copytree(folder, tmp_path / "other name"))
    assert write(folder).read_bytes() == first
    assert write(elsewhere).read_bytes() == first


@pytest.mark.parametrize("name", ["g[1]", "g*", "g?", "days=2", "{g1,g2}", "张三's 50%"])
def test_a_page_shows_its_own_folder_whatever_that_is_called(
    folder: Path, tmp_path: Path, name: str
) -> None:
    shutil.copytree(folder, tmp_path / "g1")
    (tmp_path / "g1" / "levels.parquet").write_bytes(b"another study's")
    own = Path(shutil.copytree(folder, tmp_path / name))
    assert write(own).read_bytes() == write(folder).read_bytes()


def test_every_part_is_there_in_order(folder: Path) -> None:
    text = write(folder).read_text(encoding="utf-8")
    places = [text.index(f'<section id="{anchor}">') for anchor, _ in CONTENTS]
    assert places == sorted(places)
    assert len(places) == 13


def test_a_hostile_name_is_never_markup(folder: Path, hostile: str) -> None:
    text = write(folder).read_text(encoding="utf-8")
    assert hostile not in text
    assert str(escape(hostile)) in text


def test_remarks_stand_above_the_answer(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "remarked"))
    study = json.loads((copy / "study.json").read_text(encoding="utf-8"))
    told = "demand.path: 3 of 5 rows <lie> outside."
    (copy / "study.json").write_text(json.dumps(study | {"remarks": [told]}), encoding="utf-8")
    text = write(copy).read_text(encoding="utf-8")
    places = [
        text.index(part)
        for part in ('<div class="warn">', str(escape(told)), '<div class="answer">')
    ]
    assert places == sorted(places)
    assert str(escape(told)) not in write(folder).read_text(encoding="utf-8")


def test_a_worker_that_was_lost_is_told_with_the_inputs(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "lost"))
    study = json.loads((copy / "study.json").read_text(encoding="utf-8"))
    told = "A worker was killed (signal 9); 1 worker plays the 3 jobs that <are> left."
    (copy / "study.json").write_text(json.dumps(study | {"killed": [told]}), encoding="utf-8")
    text = write(copy).read_text(encoding="utf-8")
    assert text.index('<section id="inputs">') < text.index(str(escape(told)))
    assert "A worker was lost" not in write(folder).read_text(encoding="utf-8")


def test_every_chart_is_forbidden_to_send_itself_anywhere(folder: Path) -> None:
    text = write(folder).read_text(encoding="utf-8")
    drawings = text.count('class="plotly-graph-div"')
    assert drawings > 10
    assert text.count('"showSendToCloud": false') == drawings


def test_plotly_is_in_the_page_once(folder: Path) -> None:
    text = write(folder).read_text(encoding="utf-8")
    assert text.count("plotly.js v") == 1
    assert "<script src" not in text
    assert "<link" not in text


def test_a_folder_without_results_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(Faults, match=r"it has no study\.json, levels\.parquet"):
        write(tmp_path)
    with pytest.raises(Faults, match="there is no such folder"):
        write(tmp_path / "nowhere")


def test_an_unfinished_study_is_a_fault(folder: Path, tmp_path: Path) -> None:
    begun = Path(shutil.copytree(folder, tmp_path / "begun"))
    study = json.loads((begun / "study.json").read_text(encoding="utf-8"))
    (begun / "study.json").write_text(json.dumps(study | {"complete": False}), encoding="utf-8")
    with pytest.raises(Faults, match="a finished study"):
        write(begun)


def test_drawing_again_runs_nothing(folder: Path) -> None:
    code = (
        "import sys, sim\nprint(sim.report(sys.argv[1]))\n"
        "assert not {'simpy', 'hydra', 'numba'} & set(sys.modules), 'runs something'"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert run.stderr == ""
    assert run.returncode == 0
    assert run.stdout == f"{folder / 'report.html'}\n"


def test_a_wrong_folder_on_the_command_line_is_one_message_and_status_2(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "sim", "report", str(tmp_path / "nowhere")],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr.count("\n") == 2
    assert "there is no such folder" in run.stderr


def test_a_single_scenario_is_drawn_without_comparisons(folder: Path, tmp_path: Path) -> None:
    alone = Path(shutil.copytree(folder, tmp_path / "alone"))
    study = json.loads((alone / "study.json").read_text(encoding="utf-8"))
    study["scenarios"] = study["scenarios"][:1]
    (alone / "study.json").write_text(json.dumps(study), encoding="utf-8")
    text = write(alone).read_text(encoding="utf-8")
    assert "There is one scenario, so nothing is compared." in text
    assert "Nothing to compare it with." in text
