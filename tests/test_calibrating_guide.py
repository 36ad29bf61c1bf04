"""The guide to calibration: its files are used as they stand, and print what it shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import examples

pytestmark = pytest.mark.slow

GUIDE = "docs/guides/calibrating.md"
COMMANDS = examples.commands(GUIDE)
PRINTED = examples.blocks(GUIDE, "text")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the planner's own in it, as the guide spells it out."""
    folder = tmp_path_factory.mktemp("planner")
    for name, content in examples.files(GUIDE).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def test_the_guide_shows_what_each_command_prints() -> None:
    assert [command.words[2] for command in COMMANDS] == [
        "experiments.targets",
        "experiments.calibrate",
    ]
    assert len(PRINTED) == len(COMMANDS)
    assert [name.split("/")[1] for name in examples.files(GUIDE)] == [
        *("network", "targets", "calibration")
    ]


@pytest.mark.parametrize(("number", "code"), [(0, 1), (1, 0)])
def test_each_command_prints_what_the_guide_shows(number: int, code: int, folder: Path) -> None:
    """If it prints something else, the model has changed: put it into the guide, and read on."""
    ended = examples.run(COMMANDS[number], folder)
    assert ended.returncode == code, ended.stderr
    assert ended.stdout == PRINTED[number]


def test_the_text_says_what_the_tables_show() -> None:
    """Only the step-downs cannot be reached, and all other numbers with a tolerance are met."""
    rows = [line.split(" | ") for line in PRINTED[1].splitlines() if line.startswith("| ")]
    missed = [row[0].strip("| ") for row in rows if row[-1].startswith("**no**")]
    assert missed == ["Step-downs"]
    assert re.findall(r"^\* ([^:]+): .* cannot be reached", PRINTED[1], re.M) == missed
