"""Command lines of the experiments: every wrong word is a line with its key, and exit code 2."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import pytest

from experiments.words import Words, asked, leave, own_folder_apart, parted
from sim.command import FailedError
from sim.system.faults import Faults

ROOT = Path(__file__).parents[1]
OWN = ("assumptions", "benchmark", "coverage", "digests", "indicators", "keys", "schema")
"""Those whose words are all their own."""
PLAYING = ("calibrate", "settled", "targets")
"""Those that hand on overrides."""


def refused(name: str, words: Sequence[str], capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The faults that an experiment finds in its words."""
    assert import_module(f"experiments.{name}").main(words) == 2
    out, err = capsys.readouterr()
    first, *lines = err.splitlines()
    assert out == ""
    assert first.endswith("in the input; nothing was run")
    return lines


def test_every_experiment_is_tried() -> None:
    there = {path.stem for path in (ROOT / "experiments").glob("*.py")}
    mains = {name for name in there if "__main__" in (ROOT / f"experiments/{name}.py").read_text()}
    assert mains == {*OWN, *PLAYING, "compare"}


@pytest.mark.parametrize("name", OWN)
def test_an_unknown_key_is_refused(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    faults = refused(name, ["oot=x", "wrong"], capsys)
    assert any(line.startswith("oot = x: expected a key") and "'out'" in line for line in faults)
    assert any(line.startswith("word = wrong: expected KEY=VALUE") for line in faults)


@pytest.mark.parametrize("name", [*OWN, *PLAYING])
@pytest.mark.parametrize("out", ["", "nowhere/file.md", ".", "/proc/file.md"])
def test_a_file_that_cannot_be_written_is_refused_before_anything_is_run(
    name: str, out: str, capsys: pytest.CaptureFixture[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    if out == "/proc/file.md":
        monkeypatch.setattr("os.access", lambda *_: False)
    (line,) = refused(name, [f"out={out}"], capsys)
    assert line.startswith(f"out = {out or '(nothing)'}: expected a file in a folder")


@pytest.mark.parametrize(
    ("name", "word"),
    [
        *(("benchmark", "case=wrong"), ("benchmark", "repeats=many"), ("benchmark", "repeats=0")),
        *(("benchmark", "sizes=1,x"), ("benchmark", "days=-1"), ("benchmark", "days=nan")),
        *(("coverage", "studies=0"), ("coverage", "replications=8,1"), ("coverage", "studies=")),
        *(("coverage", "confidence=95"), ("digests", "engine=fast"), ("calibrate", "rounds=0")),
        *(("settled", "replications=x"), ("settled", "replications=2.5")),
    ],
)
def test_a_wrong_value_is_refused_with_its_key(
    name: str, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (line,) = refused(name, [word], capsys)
    key, _, value = word.partition("=")
    assert line.startswith(key)
    assert f" = {value.rpartition(',')[2]}: expected " in line


@pytest.mark.parametrize("name", [*PLAYING, "compare"])
@pytest.mark.parametrize("word", ["network=mars", "run.dayz=3", "run.days=many", "three_tier"])
def test_an_override_that_fits_nothing_is_refused(
    name: str, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert word.partition("=")[0] in "\n".join(refused(name, [word], capsys))


@pytest.mark.parametrize("name", ["calibrate", "targets"])
def test_a_network_without_what_is_published_is_refused(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = refused(name, ["network=three_tier"], capsys)
    assert "targets/three_tier.yaml" in lines[0]
    assert "docs/guides/calibrating.md" in lines[0]
    assert len(lines) == (2 if name == "calibrate" else 1)


@pytest.mark.parametrize("name", ["calibrate", "targets"])
@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["--config-dir"], "--config-dir = (nothing): expected a folder"),
        (["--config-dir", "nowhere"], "--config-dir = nowhere: expected a folder that exists"),
        (["--config-dri=x"], "word = --config-dri=x: expected KEY=VALUE, or --config-dir FOLDER"),
    ],
)
def test_a_folder_of_ones_own_that_there_is_not_is_refused(
    name: str, words: Sequence[str], fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (line,) = refused(name, words, capsys)
    assert line.startswith(fault)


def test_the_own_folder_is_parted_from_the_other_words() -> None:
    assert own_folder_apart(["a=1", "--config-dir", "my", "b"]) == ("my", ["a=1", "b"])
    assert own_folder_apart(["--config-dir=~/my"]) == ("~/my", [])
    assert own_folder_apart(["a=1"]) == (None, ["a=1"])


def test_a_lever_that_there_is_not_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = refused("settled", ["levers=gatekeping"], capsys)
    assert "'gatekeeping'" in line


def test_a_user_without_a_home_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.path.expanduser", str)
    with pytest.raises(Faults, match="a file in a folder"):
        asked(Words, ["out=~/nowhere/found.md"])


def test_own_words_are_parted_from_overrides(tmp_path: Path) -> None:
    out = tmp_path / "found.md"
    words, overrides = parted(Words, ["run.days=2", f"out={out}", "network=three_tier"])
    assert words.out == out
    assert overrides == ["run.days=2", "network=three_tier"]


def test_what_was_found_and_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="No such file or directory"):
        leave("found", tmp_path / "gone" / "found.md")
    with pytest.raises(Faults, match="a file in a folder"):
        asked(Words, [f"out={tmp_path}"])


@pytest.mark.slow
@pytest.mark.parametrize("name", [*OWN, *PLAYING, "compare"])
def test_no_traceback_reaches_the_terminal(name: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", f"experiments.{name}", "case=wrong", "out=a/b/c"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
