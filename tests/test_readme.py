"""The README: each of its commands and examples is run as it stands there, only shorter."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from sim import config
from tests import examples
from tests.examples import COMMAND, ROOT, Command

pytestmark = pytest.mark.slow

README = "README.md"
INSTALL = "python3 -m venv .venv && .venv/bin/pip install -q -e "
TYPED = [command for command in examples.commands(README) if not command.installs]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the README's commands use of a checkout, and the files that it spells out."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "configs", folder / "configs")
    for name, content in examples.files(README).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def done(folder: Path) -> dict[Command, CompletedProcess[str]]:
    """All commands, one after the other, since later ones read what earlier ones leave."""
    return {
        command: examples.run(command, folder, *examples.shortened(command)) for command in TYPED
    }


@pytest.mark.slow
@pytest.mark.parametrize("command", TYPED, ids=str)
def test_every_command_does_what_it_promises(
    command: Command, folder: Path, done: dict[Command, CompletedProcess[str]]
) -> None:
    ended = done[command]
    assert ended.returncode == 0, ended.stderr
    if command.words[0] != COMMAND:
        return
    last = (ended.stdout.splitlines() or [""])[-1]
    if command.words[1] == "check":
        assert last.startswith("At 1 or above: ")
    elif command.words[1] in {"compare", "report"}:
        assert (folder / last).read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype")
    elif "-m" not in command.words:
        assert (folder / last / "kpis.parquet").is_file()


@pytest.mark.slow
def test_the_sweeps_do_every_job(folder: Path, done: dict[Command, CompletedProcess[str]]) -> None:
    sweeps = [command for command in done if "-m" in command.words]
    notes = [json.loads(path.read_text()) for path in folder.glob("results/run/*/[0-9].json")]
    assert len(notes) == sum(map(jobs, sweeps)) > len(sweeps)
    assert {note["code"] for note in notes} == {0}


def jobs(sweep: Command) -> int:
    """How many combinations of values a sweep lists."""
    count = 1
    for word in sweep.words:
        _, _, values = word.partition("=")
        count *= len(re.findall(r",(?![^\[]*\])", values)) + 1
    return count


@pytest.mark.slow
def test_a_comparison_is_where_the_readme_says(
    folder: Path, done: dict[Command, CompletedProcess[str]]
) -> None:
    assert done
    named = {folder / word[4:] for c in done for word in c.words if word.startswith("out=")}
    assert {path.parent for path in folder.glob("results/*/kpis.parquet")} >= named
    assert (folder / "results/compare/report.html").is_file()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("out", "names"),
    [
        ("beds", ["more_beds", "today", "today+outreach", "today+all"]),
        ("doses", [f"today+outreach half_days {dose}" for dose in (10, 20, 40)]),
        ("ward", [f"today ward.beds {beds}" for beds in (106, 156)]),
    ],
)
def test_what_ifs_are_in_the_results(
    out: str, names: list[str], folder: Path, done: dict[Command, CompletedProcess[str]]
) -> None:
    assert done
    study = json.loads((folder / "results" / out / "study.json").read_text("utf-8"))
    assert {one["name"] for one in study["scenarios"]} >= set(names)


@pytest.mark.slow
@pytest.mark.parametrize("module", ["experiments.compare", "sim"])
def test_the_modules_that_the_readme_names_are_the_commands(module: str, tmp_path: Path) -> None:
    assert f"`python -m {module}`" in examples.text(README)
    command = Command(("python", "-m", module))
    words = (*examples.shortened(command), "policy=[remote_diagnosis]", "out=here")
    ended = examples.run(command, tmp_path, *words)
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "here" / "differences.parquet").is_file()


@pytest.mark.slow
def test_the_python_example_gives_what_its_comments_say() -> None:
    (code,) = examples.blocks(README, "python")
    assert code.count("run.days=2") == 2
    names: dict[str, object] = {}
    exec(code.replace("run.days=2", "run.days=0.5"), names)
    once, study = names["once"], names["study"]
    for table in re.findall(r"\.(\w+)", code.partition("# ")[2].partition("(")[0]):
        assert getattr(once, table).num_rows > 0, table
    assert set(study.differences["scenario"].to_pylist()) == {"remote"}  # type: ignore[attr-defined]


@pytest.mark.parametrize("setting", examples.settings(README))
def test_every_setting_in_the_text_is_one(setting: str) -> None:
    words = setting.split()
    if words[0].startswith(("out=", "overwrite=")):
        return  # the command line's own, tested with it
    levers = re.findall(r"^policy\.(\w+)", words[0])
    assert config.load(*[f"policy=[{lever}]" for lever in levers], *words)


def test_the_install_lines_have_the_form_that_ci_takes() -> None:
    lines = [line for block in examples.blocks(README, "sh") for line in block.splitlines()]
    main_job, tests = (line for line in lines if "venv .venv" in line)
    assert main_job == f"{INSTALL}'.[fast]' && {COMMAND} compare"
    assert tests == f"{INSTALL}'.[dev]' && .venv/bin/python -m pytest -q -n auto"
    script = (ROOT / ".ci" / "run").read_text()
    pattern = re.search(r"grep -m 1 -E '(.+)' README\.md", script)
    assert pattern is not None
    found = [line for line in examples.text(README).splitlines() if re.search(pattern[1], line)]
    assert found == [tests]


def test_the_levers_that_ship_are_those_of_the_table() -> None:
    table = examples.text(README).partition("| lever |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    assert sorted(rows) == sorted(config.levers())


def test_the_house_has_the_rooms_that_the_readme_lists() -> None:
    rows = re.findall(r"^\| (`(?:sim/|configs|experiments)[^|]*) \|", examples.text(README), re.M)
    rooms = [room for row in rows for room in re.findall(r"`([\w/.]+)`", row)]
    assert len(rooms) > 10
    assert [room for room in rooms if not (ROOT / room).exists()] == []
