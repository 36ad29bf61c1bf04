"""Whoever is killed at whatever moment: the same command again gives the same bytes.

And nothing of the study outlives it: no process, no half-written file, no shared memory.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from sim.study import compare
from sim.study.claim import PATIENCE
from sim.system.faults import Faults
from tests.study import fakes, killed
from tests.study.test_opening import contents

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

ROOT = Path(__file__).parents[2]
VICTIMS = ("parent", "told parent", "group", "worker")
SOON = 10.0
"""Seconds after which nothing of a study may be left."""
LASTS = 6.0
"""Seconds that the study lasts, about."""


def processes(mark: str) -> list[int]:
    """All processes with a mark in their environment, the oldest first."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (path / "environ").read_bytes():
                found.append(int(path.name))
        except OSError:  # it has gone meanwhile
            continue
    return sorted(found)


def shared_memory(process: int) -> list[str]:
    """What libraries for processes side by side have left in shared memory for one of them."""
    names = (path.name for path in Path("/dev/shm").iterdir())
    return [name for name in names if str(process) in re.split("[-_]", name)]


def gone(mark: str) -> bool:
    """Whether all processes with a mark end soon."""
    until = time.monotonic() + SOON
    while processes(mark):
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


@contextmanager
def begun(*words: str, **env: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A study that is under way, in a group of its own, and the mark of its processes."""
    mark = f"TIERFLOW_MARK={uuid4()}"
    name, _, value = mark.partition("=")
    env = os.environ | {name: value, "PYTHONPATH": str(ROOT)} | env
    pipe, command = subprocess.PIPE, [sys.executable, *words]
    with subprocess.Popen(
        command, env=env, stdout=pipe, stderr=pipe, start_new_session=True
    ) as study:
        try:
            yield study, mark
        finally:
            for one in processes(mark):
                os.kill(one, signal.SIGKILL)


def kill(study: subprocess.Popen[bytes], mark: str, victim: str) -> None:
    """Kill somebody."""
    workers = [one for one in processes(mark) if one != study.pid]
    if victim == "group":
        os.killpg(study.pid, signal.SIGKILL)
    elif victim == "worker" and workers:
        os.kill(random.choice(workers), signal.SIGKILL)
    else:
        study.send_signal(signal.SIGTERM if victim == "told parent" else signal.SIGKILL)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of the study that nobody disturbs."""
    out = tmp_path_factory.mktemp("whole")
    compare(killed.scenarios(), out, play=fakes.play)
    return contents(out)


def check_a_kill(out: Path, whole: dict[str, bytes], victim: str, seed: int) -> None:
    """Kill somebody at a moment that the seed says, and go on, at once or a little later."""
    luck = random.Random(f"{victim} {seed}")
    with begun("-m", "tests.study.killed", str(out)) as (study, mark):
        assert study.stdout is not None
        study.stdout.readline()
        time.sleep(luck.uniform(0.0, LASTS))
        kill(study, mark, victim)
        if victim == "worker":
            study.wait(60)
        else:
            time.sleep(luck.choice([0.0, 0.0, 1.0]))
        fakes_again(out)
        assert contents(out) == whole
        assert gone(mark)
    assert contents(out) == whole  # nobody has written since
    assert not shared_memory(study.pid)


def fakes_again(out: Path) -> None:
    """The same study again, beside workers whose parent has just died."""
    compare(killed.scenarios(), out, play=fakes.play)


@pytest.mark.parametrize("victim", ["parent", "worker"])
def test_a_kill_costs_nothing(tmp_path: Path, whole: dict[str, bytes], victim: str) -> None:
    check_a_kill(tmp_path / "out", whole, victim, seed=100)


@pytest.mark.heavy
@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("victim", VICTIMS)
def test_a_kill_at_any_moment_costs_nothing(
    tmp_path: Path, whole: dict[str, bytes], victim: str, seed: int
) -> None:
    check_a_kill(tmp_path / "out", whole, victim, seed)


def test_another_study_started_beside_orphans_has_none_of_their_parts(tmp_path: Path) -> None:
    other = fakes.scenarios(3)
    compare(other, tmp_path / "other", play=fakes.play)
    with begun("-m", "tests.study.killed", str(tmp_path / "out")) as (study, mark):
        while not list(tmp_path.glob("out/parts/*/*.kpis.parquet")):
            time.sleep(0.05)
        study.kill()
        study.wait(10)
        compare(other, tmp_path / "out", overwrite=True, play=fakes.play)
        assert gone(mark)
    assert contents(tmp_path / "out") == contents(tmp_path / "other")


def test_two_studies_at_once_do_not_mix(tmp_path: Path, whole: dict[str, bytes]) -> None:
    out = tmp_path / "out"
    moment = str(PATIENCE / 2.0)  # so that it goes on for longer than the other one waits
    with begun("-m", "tests.study.killed", str(out), MOMENT=moment) as (study, _):
        while not list(out.glob("parts/*/*.kpis.parquet")):
            time.sleep(0.05)
        with pytest.raises(Faults, match=f"process {study.pid} on .* since "):
            compare(fakes.scenarios(3), out, overwrite=True, play=fakes.never_play)
        assert study.wait(120) == 0
    assert contents(out) == whole


VILLAGE = (
    "--config-dir", str(ROOT / "tests" / "own"), "network=village", "conditions=few",
    "care=short", "practice=plain", "run.days=200", "run.replications=40", "run.workers=2",
    "run.warmup_days=0",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "code", "said"),
    [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "stopped")],
)
def test_who_interrupts_is_told_that_the_same_command_goes_on(
    tmp_path: Path, number: int, code: int, said: str
) -> None:
    out = tmp_path / "out"
    with begun("-m", "sim", "run", *VILLAGE, f"out={out}") as (study, mark):
        while study.poll() is None and not list(out.glob("parts/*/*.kpis.parquet")):
            time.sleep(0.05)
        os.killpg(study.pid, number)  # as a terminal does, or a container
        _, err = study.communicate(timeout=60)
        assert study.returncode == code
        assert err.decode().splitlines()[-1] == f"tierflow: {said}; the same command goes on"
        assert b"Traceback" not in err
        assert gone(mark)
    assert not list(out.rglob("*.tmp"))


@pytest.mark.slow
def test_who_compiles_leaves_too(tmp_path: Path) -> None:
    pytest.importorskip("numba")
    out, kept = tmp_path / "out", str(tmp_path / "kept")
    with begun("-m", "sim", "run", *VILLAGE, f"out={out}", NUMBA_CACHE_DIR=kept) as (study, mark):
        assert study.stderr is not None
        said = [study.stderr.readline() for _ in range(2)]
        assert any(b"ompiling" in line for line in said), said
        while len(processes(mark)) < 3:
            time.sleep(0.05)
        study.kill()
        assert gone(mark)
