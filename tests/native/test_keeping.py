"""Machine code on disk: what is torn is thrown away, and compiled again."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.native import compiling
from sim.native.compiling import usable
from sim.system.faults import Faults

pytestmark = pytest.mark.skipif(not usable(), reason="compiled code needs the extra fast")


def twice(number: int) -> int:
    """A program."""
    return 2 * number


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    """Makes a program as a new process would, with its code in a folder of its own."""
    import numba

    from sim.native.keeping import KeptCode

    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path))

    def make() -> Any:
        made = numba.njit(twice)
        made._cache = KeptCode(twice)
        return made

    return make


def played(program: Callable[[], Any]) -> tuple[int, int]:
    """What a new program computes, and how often it was compiled for that."""
    made = program()
    return made(21), sum(made.stats.cache_misses.values())


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flipped(content: bytes) -> bytes:
    at = len(content) * 3 // 4
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


@pytest.mark.parametrize("suffix", ["nbi", "nbc"])
@pytest.mark.parametrize(
    "damage", [lambda _: b"", cut, lambda content: bytes(len(content)), flipped, lambda _: b"\x80"]
)
def test_a_torn_file_is_thrown_away_and_compiled_again(
    program: Callable[[], Any],
    tmp_path: Path,
    suffix: str,
    damage: Callable[[bytes], bytes],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert played(program) == (42, 1)
    assert played(program) == (42, 0)
    (file,) = tmp_path.glob(f"**/*.{suffix}")
    file.write_bytes(damage(file.read_bytes()))
    assert played(program) == (42, 1)
    said = capsys.readouterr().err
    assert said.startswith("tierflow: kept code is thrown away and compiled again: ")
    assert str(file) in said
    assert played(program) == (42, 0)
    assert capsys.readouterr().err == ""


def test_code_of_a_full_disk_is_not_kept_and_runs(
    program: Callable[[], Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from sim.native import keeping

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(keeping._Sealed, "_save_data", full)
    assert played(program) == (42, 1)
    assert "compiled code is not kept: [Errno 28]" in capsys.readouterr().err


def test_a_user_without_a_home_keeps_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nowhere() -> Path:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr(compiling, "cache_folder", nowhere)
    assert not compiling._is_kept.__wrapped__()
    assert "NUMBA_CACHE_DIR=FOLDER names another folder" in capsys.readouterr().err


@pytest.mark.parametrize("threads", ["0", "-1", "many", ""])
def test_threads_that_numba_does_not_take_are_a_fault(
    monkeypatch: pytest.MonkeyPatch, threads: str
) -> None:
    monkeypatch.setenv("NUMBA_NUM_THREADS", threads)
    with pytest.raises(Faults, match=f"NUMBA_NUM_THREADS = {threads}: expected a number from 1"):
        usable()
