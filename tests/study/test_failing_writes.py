"""Whichever write or flush fails, and however: the same command again gives the same bytes.

Or one line says what is wrong. A disk is full or taken away at the n-th flush, a name cannot be
given, the power fails between the two, and files are empty or cut off afterwards.
"""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from sim import files
from sim.command import FailedError
from sim.study import compare
from sim.system.faults import Faults
from tests.study import fakes
from tests.study.test_opening import contents, recorded

MOST = 200
"""More files than the study writes."""


class PowerError(BaseException):
    """The power has failed: nothing goes on, and no exception is caught."""


@dataclass
class Disk:
    """What happens to the n-th file that is written, and to all that come after it."""

    number: int
    fault: str
    seen: int = 0

    def flush(self, file: int) -> None:
        """Flush a file, unless the disk is full or taken away."""
        self.seen += 1
        if self.seen >= self.number and self.fault in {"space", "permission"}:
            code = errno.ENOSPC if self.fault == "space" else errno.EACCES
            raise OSError(code, os.strerror(code))
        HONEST_FLUSH(file)

    def rename(self, path: Path, name: Path) -> Path:
        """Give a file its name; with some faults it does not keep what was written."""
        hit = self.seen == self.number
        if hit and self.fault == "unnamed":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(name))
        if hit and self.fault in {"empty", "half"}:
            os.truncate(path, 0 if self.fault == "empty" else path.stat().st_size // 2)
        named = HONEST_RENAME(path, name)
        if hit and self.fault in {"empty", "half", "power"}:
            raise PowerError
        if hit and self.fault == "half, unnoticed":
            os.truncate(name, name.stat().st_size // 2)
        return named


HONEST_FLUSH: Callable[[int], None] = os.fsync
HONEST_RENAME: Callable[[Path, Path], Path] = Path.replace
FAULTS = ("space", "permission", "unnamed", "empty", "half", "power", "half, unnoticed")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of the study that nothing disturbs."""
    out = tmp_path_factory.mktemp("whole")
    compare(recorded(), out, play=fakes.play)
    return contents(out)


def disturbed(out: Path, fault: str, number: int) -> bool:
    """Whether the n-th write of a study happened, and was disturbed."""
    disk = Disk(number, fault)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files.os, "fsync", disk.flush)
        patch.setattr(Path, "replace", lambda path, name: disk.rename(path, name))  # noqa: PLW0108
        with suppress(Faults, FailedError, OSError, PowerError):  # each of them is said in a line
            compare(recorded(), out, play=fakes.play)
    return disk.seen >= number


def check(out: Path, whole: dict[str, bytes], fault: str, number: int) -> bool:
    """Whether there was an n-th write; after the same command again everything is there."""
    met = disturbed(out, fault, number)
    compare(recorded(), out, play=fakes.play)
    assert contents(out) == whole, (fault, number)
    return met


@pytest.mark.parametrize("fault", FAULTS)
def test_a_write_that_fails_costs_nothing(
    tmp_path: Path, whole: dict[str, bytes], fault: str
) -> None:
    number = random.Random(fault).randint(1, len(whole) + 1)
    assert check(tmp_path / "out", whole, fault, number)


@pytest.mark.heavy
@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_any_write_that_fails_costs_nothing(
    tmp_path: Path, whole: dict[str, bytes], fault: str
) -> None:
    number = 1
    while check(tmp_path / str(number), whole, fault, number):
        number += 1
        assert number < MOST
    assert number > len(whole)
