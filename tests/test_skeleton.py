"""The skeleton of a mechanism: put into a copy of the house, it works and changes nothing at 0."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.short_runs import ENGINES, played

ROOT = Path(__file__).parents[1]
SKELETON = ROOT / "docs" / "skeleton"
OF_THE_HOUSE = ("sim", "configs", "experiments", "tests", "pyproject.toml")
PAGES = ("README.md", "edits.yaml")
"""Files of the skeleton that no house has."""


@cache
def edits() -> list[dict[str, Any]]:
    """The edits of files that are there already."""
    found: list[dict[str, Any]] = yaml.safe_load((SKELETON / "edits.yaml").read_text("utf-8"))
    return found


def edited(text: str, edit: dict[str, Any]) -> str:
    """Return a file's text with the lines of an edit at their anchor."""
    (where,) = {"after", "before", "instead"} & set(edit)
    anchor, lines = edit[where], text.split("\n")
    if (times := lines.count(anchor)) != 1:
        raise LookupError(
            f"docs/skeleton/edits.yaml: {edit['file']} has this line {times} times, not once; "
            f"mend the edit, so that the skeleton can be copied: {anchor}"
        )
    at = lines.index(anchor)
    first, last = {"after": (at + 1, at + 1), "before": (at, at), "instead": (at, at + 1)}[where]
    return "\n".join([*lines[:first], *edit["lines"], *lines[last:]])


def build(folder: Path) -> None:
    """Copy the house, put the skeleton's files there, and edit what was there."""
    leave_out = shutil.ignore_patterns("__pycache__", *PAGES)
    for name in OF_THE_HOUSE:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    shutil.copytree(SKELETON, folder, ignore=leave_out, dirs_exist_ok=True)
    for edit in edits():
        path = folder / edit["file"]
        path.write_text(edited(path.read_text("utf-8"), edit), "utf-8")
    (folder / "tests" / "__init__.py").touch()  # these tests, and no others of that name


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a house with the mechanism."""
    folder = tmp_path_factory.mktemp("house")
    build(folder)
    return folder


def run(house: Path, *words: str) -> str:
    """Run Python in a house, without compiling anything; return what it prints."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    env = own | {"PYTHONPATH": str(house), "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(
        [sys.executable, *words], cwd=house, env=env, text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def test_an_anchor_that_is_gone_is_named() -> None:
    edit = {"file": "sim/a.py", "after": "b = 1", "lines": ["c = 2"]}
    assert edited("a = 0\nb = 1\n", edit) == "a = 0\nb = 1\nc = 2\n"
    with pytest.raises(LookupError, match=r"sim/a.py has this line 0 times, .+: b = 1$"):
        edited("a = 0\n", edit)


def test_the_page_names_every_file_of_the_skeleton_and_every_file_that_it_edits() -> None:
    page = (SKELETON / "README.md").read_text("utf-8")
    files = [path for path in SKELETON.rglob("*.*") if "__pycache__" not in path.parts]
    new = {path.relative_to(SKELETON).as_posix() for path in files} - set(PAGES)
    assert [name for name in sorted(new) if f"({name})" not in page] == []
    assert [name for name in {edit["file"] for edit in edits()} if f"`{name}`" not in page] == []


def test_the_story_is_true_and_care_asks_the_new_rules(house: Path) -> None:
    stories = ("tests/rules/test_discharge_talk.py", "tests/rules/test_care.py")
    assert " passed" in run(house, "-m", "pytest", "-q", "-p", "no:cacheprovider", *stories)


@pytest.mark.slow
def test_no_dose_changes_nothing_and_more_of_it_does_what_it_should(house: Path) -> None:
    shown = json.loads(run(house, "-m", "tests.short_runs"))
    assert shown["zero"] == {engine: played(engine).digests() for engine in ENGINES}
    assert shown["dosed"]["simpy"] == shown["dosed"]["plain"]
    assert shown["dosed"]["simpy"]["kpis"] != shown["zero"]["simpy"]["kpis"]
    low, middle, high = shown["values"]
    assert shown["moves"] == "up"
    assert 0.0 < low < middle < high
