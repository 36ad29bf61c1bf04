"""The documents: every command is run, every example written to disk and used."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests import examples
from tests.examples import ROOT, Command

pytestmark = pytest.mark.slow

EXTENDING = "docs/extending.md"
ALL = sorted(f"docs/{path.name}" for path in ROOT.glob("docs/*.md"))


def test_only_the_page_on_extending_has_examples_to_run() -> None:
    """So that whoever adds one elsewhere is told to run it here."""
    found = {
        document
        for document in ALL
        for language in ("sh", "python", "yaml", "bash", "console")
        if examples.blocks(document, language)
    }
    assert found == {EXTENDING}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The planner's own folder, with the files that the page spells out."""
    folder = tmp_path_factory.mktemp("own")
    for name, content in examples.files(EXTENDING).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


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
    named = re.findall(r"`((?:sim|configs|docs|tests)/[\w/.]+)`", examples.text(document))
    missing = [name for name in named if "NAME" not in name and not (ROOT / name).exists()]
    assert missing == []
