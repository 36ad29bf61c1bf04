"""Whole command lines on machines that lack something: one line, and nothing lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
VILLAGE = (
    f"--config-dir '{ROOT / 'tests' / 'own'}' network=village conditions=few care=short "
    "practice=plain run.days=1 run.warmup_days=0 run.replications=1"
)


def shell(folder: Path, line: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command line, in which ``tierflow`` is this Python's."""
    command = line.replace("tierflow", f'"{sys.executable}" -W error -m sim', 1)
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | more,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("encoding", ["gbk"])
def test_results_and_page_come_before_a_table_that_cannot_be_shown(
    tmp_path: Path, encoding: str
) -> None:
    run = "run.days=1 run.warmup_days=0 run.replications=1 run.levers=[gatekeeping]"
    line = f"tierflow compare network=three_tier {run} out=out > shown"
    done = shell(tmp_path, line, PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "report.html").is_file()
    assert "out/report.html" in (tmp_path / "shown").read_text(encoding)


def test_closed_streams_cost_no_results(tmp_path: Path) -> None:
    done = shell(tmp_path, f"tierflow run {VILLAGE} run.workers=2 out=out <&- >&- 2>&-")
    assert done.returncode == 0
    assert (tmp_path / "out" / "kpis.parquet").is_file()


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("ulimit -f 8", "File too large"),
        ("ulimit -n 12", "Too many open files; let more files be open"),
    ],
)
def test_a_limit_is_named_in_one_line_and_the_same_command_goes_on(
    tmp_path: Path, limit: str, said: str
) -> None:
    line = f"tierflow run {VILLAGE} run.workers=2 run.replications=2 engine=simpy out=out"
    done = shell(tmp_path, f"{limit}; {line}")
    assert done.returncode == 1
    told = done.stderr.decode().splitlines()
    assert said in told[-1]
    assert not any("Traceback" in one for one in told)
    assert shell(tmp_path, line).returncode == 0


@pytest.mark.parametrize("sweep", ["", "-m"])
@pytest.mark.parametrize("name", ["proc", "file/below"])
def test_a_folder_that_cannot_be_written_to_is_refused(
    tmp_path: Path, name: str, sweep: str
) -> None:
    (tmp_path / "file").touch()
    out = {"proc": "/proc/results"}.get(name, name)
    done = shell(tmp_path, f"tierflow run {sweep} {VILLAGE} out={out}")
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-1].startswith(f"out = {out}: expected a folder")
