"""The documents: every command is run, every example written to disk and used."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml

from tests import examples
from tests.examples import ROOT, Command

pytestmark = pytest.mark.slow

EXTENDING = "docs/extending.md"
RESULTS = "docs/results.md"
ALL = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("docs/**/*.md"))
GUIDES = [document for document in ALL if document.startswith("docs/guides/")]
MODEL = [document for document in ALL if document.startswith("docs/model/")]
SHOWING = "docs/guides/calibrating.md"
"""The guide that shows what its commands print: test_calibrating_guide.py runs them."""


def test_examples_stand_where_they_are_run() -> None:
    """So that whoever adds one elsewhere is told to run it here."""
    found = {
        document
        for document in ALL
        for language in ("sh", "python", "yaml", "bash", "console")
        if examples.blocks(document, language)
    }
    assert found - set(GUIDES) == {EXTENDING, RESULTS, *MODEL}
    for guide in GUIDES:
        assert not examples.blocks(guide, "python")
        spelt_out = (*examples.blocks(guide, "yaml"), *examples.blocks(guide, "csv"))
        assert set(spelt_out) == set(examples.files(guide).values())
    for page in MODEL:
        assert not any(examples.blocks(page, kind) for kind in ("yaml", "bash", "console"))


@pytest.mark.parametrize("page", [page for page in MODEL if examples.blocks(page, "python")])
def test_every_example_of_the_model_prints_what_it_says(
    page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for code in examples.blocks(page, "python"):
        said = re.findall(r"^print\(.+\)  # (.+)$", code, re.MULTILINE)
        exec(code, {})
        assert said
        assert capsys.readouterr().out.splitlines() == said


COMMANDED = [page for page in [*GUIDES, *MODEL] if page != SHOWING and examples.commands(page)]


@pytest.mark.parametrize("guide", COMMANDED)
def test_every_command_of_a_guide_does_what_it_says(guide: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "configs", tmp_path / "configs")
    write_files(guide, tmp_path)
    for command in examples.commands(guide):
        ended = examples.run(command, tmp_path, *examples.shortened(command))
        assert ended.returncode == 0, f"{command}\n{ended.stderr}"
        outs = [word.removeprefix("out=") for word in command.words if word.startswith("out=")]
        assert all((tmp_path / out / "kpis.parquet").is_file() for out in outs)


def test_the_county_of_the_guide_is_short_and_fits() -> None:
    (county,) = examples.files("docs/guides/county.md").values()
    assert len(county.splitlines()) < 60
    facilities = yaml.safe_load(county)["network"]["facilities"]
    assert len(facilities) == 8


def test_the_query_of_the_page_on_results_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("network=three_tier", "run.days=7", "run.warmup_days=0", "run.levers=[gatekeeping]")
    command = Command((examples.COMMAND, "compare", *words, "run.replications=2"))
    assert examples.run(command, tmp_path).returncode == 0
    (code,) = examples.blocks(RESULTS, "python")
    names: dict[str, Any] = {}
    monkeypatch.chdir(tmp_path)
    exec(code, names)
    assert "today+gatekeeping" in {row[0] for row in names["found"]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The planner's own folder, with the files that the page spells out."""
    folder = tmp_path_factory.mktemp("own")
    write_files(EXTENDING, folder)
    return folder


def write_files(document: str, folder: Path) -> None:
    """Write the files that a document spells out."""
    for name, content in examples.files(document).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")


def test_every_block_of_the_page_is_a_file_or_a_command() -> None:
    written = set(examples.files(EXTENDING).values())
    fenced = {b for kind in ("python", "yaml") for b in examples.blocks(EXTENDING, kind)}
    assert written == fenced
    assert len(examples.commands(EXTENDING)) == 1


@pytest.mark.slow
def test_the_lever_of_the_page_runs_and_changes_results(folder: Path) -> None:
    (command,) = examples.commands(EXTENDING)
    words = ("run.days=0.6", "run.warmup_days=0", "run.replications=1", "run.workers=1")
    ended = examples.run(command, folder, *words)
    assert ended.returncode == 0, ended.stderr
    more = pq.read_table(folder / "results/more/kpis.parquet")
    without = run_without_lever(command, folder, *words)
    assert set(more["scenario"].to_pylist()) == {"today+more_doctors"}
    assert more["value"].to_pylist() != without["value"].to_pylist()


@pytest.mark.slow
def test_the_lever_of_the_page_is_idle_at_a_dose_of_zero(folder: Path) -> None:
    (command,) = examples.commands(EXTENDING)
    words = (*examples.SHORT, "policy.more_doctors.doctors=0", "out=results/idle")
    ended = examples.run(command, folder, *words)
    assert ended.returncode == 0, ended.stderr
    idle = pq.read_table(folder / "results/idle/kpis.parquet")
    without = run_without_lever(command, folder, *examples.SHORT, "out=results/still")
    assert idle["value"].to_pylist() == without["value"].to_pylist()


def run_without_lever(command: Command, folder: Path, *words: str) -> pq.Table:
    """The results of the page's command without its lever."""
    kept = tuple(w for w in command.words if not w.startswith(("policy=", "out=")))
    out = next((w for w in words if w.startswith("out=")), "out=results/without")
    ended = examples.run(replace(command, words=(*kept, out)), folder, *words)
    assert ended.returncode == 0, ended.stderr
    return pq.read_table(folder / out.removeprefix("out=") / "kpis.parquet")


@pytest.mark.parametrize("document", ALL)
def test_the_files_that_a_page_names_exist(document: str) -> None:
    named = re.findall(r"`((?:sim|configs|docs|tests|rules)/[\w/.]+)`", examples.text(document))
    paths = [f"sim/{name}" if name.startswith("rules/") else name for name in named]
    missing = [name for name in paths if "NAME" not in name and not (ROOT / name).exists()]
    assert missing == []
