"""What surrounds every command line: faults in one line, and streams that cost no results."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sim import sweep
from sim.command import FailedError, begun, carried_out
from sim.system.faults import Fault, Faults

ROOT = Path(__file__).parents[1]
FULL = Path("/dev/full")
HAS_FULL = FULL.exists() and stat.S_ISCHR(FULL.stat().st_mode)


def raising(error: BaseException) -> Callable[[], int]:
    def work() -> int:
        raise error

    return work


def started(out: Path, error: OSError) -> Callable[[], int]:
    def work() -> int:
        with begun(out):
            raise error

    return work


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (Faults((Fault("run.days", "-1", "more than 0"),)), 2, "1 fault in the input"),
        (PermissionError(errno.EACCES, "x", "/a/b.yaml"), 2, "/a/b.yaml: Permission denied; name"),
        (OSError("no usable\nthing"), 2, "no usable thing"),
        (OSError(errno.EMFILE, "x"), 2, "Too many open files; let more files be open (ulimit"),
        (FailedError("2 jobs failed"), 1, "2 jobs failed"),
        (MemoryError(), 1, "not enough memory; fewer workers"),
        (KeyboardInterrupt(), 130, "interrupted; the same command goes on"),
    ],
)
def test_whatever_is_wrong_is_said_in_a_line(
    error: BaseException, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert carried_out(raising(error)) == code
    first, *rest = capsys.readouterr().err.splitlines()
    assert first.startswith(f"tierflow: {said}")
    assert len(rest) == (1 if isinstance(error, Faults) else 0)


def test_a_folder_that_becomes_full_fails_the_run_and_names_the_way_out(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert carried_out(started(tmp_path, OSError(errno.ENOSPC, "Error writing bytes"))) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"tierflow: {tmp_path}: No space left on device; free some space")


def test_a_folder_of_somebody_else_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert carried_out(started(tmp_path, PermissionError(errno.EACCES, "x", "/a"))) == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith(f"out = {tmp_path}: expected a folder that you may write to")


def test_a_job_of_a_sweep_on_a_full_disk_is_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "Error writing bytes")

    monkeypatch.setattr(sweep, "load", lambda *_, **__: None)
    monkeypatch.setattr(sweep, "one", full)
    assert sweep._job(["run.seed=1"], None, tmp_path / "1") == []
    err = capsys.readouterr().err
    assert f"{tmp_path / '1'}: No space left on device; free some space" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("name", ["new", "new/below"])
def test_a_folder_that_cannot_be_made_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert carried_out(started(tmp_path / name, PermissionError(errno.EACCES, "x"))) == 2
    assert "expected a folder that you may write to" in capsys.readouterr().err


PRINTS = """
import os, sys
from pathlib import Path
from sim.command import carried_out, printing
def work():
    sys.stderr.write("begun\\n")
    with printing():
        sys.stdout.write("onset ‡ 东区 é\\n" * 5000)
    Path("open").write_text(str([os.get_inheritable(n) for n in (0, 1, 2)]))
    return 0
raise SystemExit(carried_out(work))
"""


def prints(folder: Path, redirection: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Print by a command whose streams are led elsewhere by a shell."""
    (folder / "prints.py").write_text(PRINTS, encoding="utf-8")
    command = f'"{sys.executable}" -W error prints.py {redirection}'
    paths = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=paths | more,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        *(("ascii", b"onset ? ?? ?"), ("gbk", "onset ? 东区 é".encode("gbk"))),
        *(("cp1252:strict", "onset ‡ ?? é".encode("cp1252")), ("utf-8", "onset ‡ 东区 é".encode())),
    ],
)
def test_what_a_terminal_lacks_is_replaced(tmp_path: Path, encoding: str, shown: bytes) -> None:
    done = prints(tmp_path, "", PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == shown
    assert done.stderr == b"begun\n"


@pytest.mark.parametrize(
    "closed", [">&-", "2>&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-", "<&- 2>&-", "<&- >&-"]
)
def test_closed_streams_cost_nothing_and_are_open_for_workers(tmp_path: Path, closed: str) -> None:
    done = prints(tmp_path, closed)
    assert done.returncode == 0
    assert (tmp_path / "open").read_text() == "[True, True, True]"
    assert done.stderr == (b"" if "2>&-" in closed else b"begun\n")


@pytest.mark.parametrize("reader", ["| head -1", "| true", "2>&1 | head -1", "2>&1 | true"])
def test_a_reader_that_goes_ends_nothing(tmp_path: Path, reader: str) -> None:
    done = prints(tmp_path, reader)
    assert done.returncode == 0
    assert (tmp_path / "open").exists()
    assert done.stderr == (b"" if "2>&1" in reader else b"begun\n")


@pytest.mark.skipif(not HAS_FULL, reason="there is no device that is always full")
def test_a_full_device_is_one_line(tmp_path: Path) -> None:
    done = prints(tmp_path, "> /dev/full")
    assert done.returncode == 1
    assert done.stderr.decode() == (
        "begun\ntierflow: nothing can be printed: No space left on device\n"
    )
    assert prints(tmp_path, "2> /dev/full").returncode == 0
    assert (tmp_path / "open").exists()
