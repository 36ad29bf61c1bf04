"""Workers: every task is done or told to be lost, and nobody stays."""

from __future__ import annotations

import os
import signal
import sys
import time
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from sim.workers import Done, Lost, shared


def double(number: int) -> int:
    """Take a task."""
    return 2 * number


def end(task: tuple[str, int]) -> int:
    """End in some way, or say who works here."""
    how, code = task
    if how == "killed":
        os.kill(os.getpid(), code)
    elif how == "left":
        os._exit(code)
    return os.getpid()


def sleep(path: Path, seconds: float) -> None:
    """Say who works here, and take long."""
    path.write_text(str(os.getpid()))
    time.sleep(seconds)


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("tasks", [0, 1, 5])
def test_every_task_is_done_once(tasks: int, count: int) -> None:
    ended = list(shared(double, range(tasks), count))
    assert all(isinstance(one, Done) for one in ended)
    done = [one.result for one in ended if isinstance(one, Done)]
    assert sorted(done) == [2 * number for number in range(tasks)]


def test_what_is_no_function_of_a_module_can_be_done_too() -> None:
    base = 40
    (ended,) = shared(lambda task: task() + base, [lambda: 2], 1)
    assert ended == Done(42)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_a_task_is_lost_with_its_worker_and_the_others_go_on() -> None:
    tasks = [("killed", signal.SIGKILL), ("left", 3), *[("", 0)] * 4]
    ended = list(shared(end, tasks, 3))
    lost = {one.task: one.code for one in ended if isinstance(one, Lost)}
    assert lost == {("killed", signal.SIGKILL): -signal.SIGKILL, ("left", 3): 3}
    who = {one.result for one in ended if isinstance(one, Done)}
    assert len(ended) == 6
    assert len(who) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_with_the_last_worker_the_tasks_that_are_left_are_not_begun() -> None:
    (ended,) = shared(end, [("killed", signal.SIGKILL), ("", 0)], 1)
    assert isinstance(ended, Lost)


def test_who_does_not_wait_any_more_leaves_nobody_behind(tmp_path: Path) -> None:
    path = tmp_path / "who"
    begun = time.monotonic()
    work = partial(sleep, path)
    with closing(shared(work, [0.0, 600.0], 1)) as ended:
        assert next(ended) == Done(None)
    assert time.monotonic() - begun < 60.0
    with pytest.raises(OSError, match="No such process"):
        os.kill(int(path.read_text()), 0)
