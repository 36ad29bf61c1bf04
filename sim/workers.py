"""Workers: processes that take one task after the other, and end with the main process.

Each worker holds one end of a pipe, the main process the other. However the main process ends, the
system closes its end; then the worker ends at once, unless it is writing a file. There are no
semaphores and no shared memory: nothing can be left behind.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Final, Generic, TypeVar

from joblib.externals.loky.backend.context import get_context
from joblib.externals.loky.backend.reduction import dumps

WRITING: Final = threading.Lock()
"""Held while a file is written; no worker ends meanwhile."""

_PATIENCE: Final = 5.0
"""Seconds in which a worker may finish its file, and for which the main process waits."""
_THREADS: Final = ("OMP", "OPENBLAS", "MKL", "NUMBA")
"""Variables of libraries that would start a thread for each core in each worker."""

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Done(Generic[Result]):
    """A task that was done."""

    result: Result


@dataclass(frozen=True)
class Lost(Generic[Task]):
    """A task whose worker has died."""

    task: Task
    worker: int
    """Number of the process."""
    code: int
    """Its exit code; below zero: the signal that ended it."""


@dataclass(frozen=True)
class _Worker:
    process: BaseProcess
    tasks: Connection
    lifeline: Connection


def shared(
    work: Callable[[Task], Result], tasks: Iterable[Task], count: int
) -> Generator[Done[Result] | Lost[Task], None, None]:
    """Do tasks in several processes; yield how each task ended, as soon as it does.

    A worker that dies is not replaced; when the last one has died, the other tasks are not begun.
    An error in the work ends its worker too.
    """
    given = iter(tasks)
    busy: dict[Connection, tuple[_Worker, Task]] = {}
    with ExitStack() as stack:
        for worker in [stack.enter_context(_worker()) for _ in range(count)]:
            with suppress(OSError):  # it is dead, which shows below
                worker.tasks.send_bytes(dumps(work))
            _give(worker, given, busy)
        while busy:
            ready = wait(list(busy))
            for pipe in [one for one in busy if one in ready]:
                worker, task = busy.pop(pipe)
                try:
                    ended: Result = worker.tasks.recv()
                except (EOFError, OSError):
                    yield Lost(task, worker.process.pid or 0, _code(worker.process))
                else:
                    _give(worker, given, busy)
                    yield Done(ended)


def _give(
    worker: _Worker, left: Iterator[Task], busy: dict[Connection, tuple[_Worker, Task]]
) -> None:
    """Give a worker the next task, if there is one."""
    for task in left:
        with suppress(OSError):
            worker.tasks.send_bytes(dumps(task))
        busy[worker.tasks] = worker, task
        return


def _code(process: BaseProcess) -> int:
    process.join(_PATIENCE)
    return process.exitcode if process.exitcode is not None else 0


@contextmanager
def _worker() -> Iterator[_Worker]:
    """A process that waits for work, and is ended afterwards."""
    context = get_context("loky")
    tasks, theirs = context.Pipe()
    held, lifeline = context.Pipe(duplex=False)
    env = {f"{name}_NUM_THREADS": "1" for name in _THREADS}
    process = context.Process(target=_serve, args=(theirs, held), env=env)
    try:
        with _deaf():
            process.start()
        theirs.close()
        held.close()
        yield _Worker(process, tasks, lifeline)
    finally:
        for end in (tasks, theirs, held, lifeline):
            end.close()
        if process.pid is not None:
            process.join(2 * _PATIENCE)
            if process.exitcode is None:  # it did not end
                _kill(process.pid)
            process.join()


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):  # Windows ends a process for any signal
        os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))


@contextmanager
def _deaf() -> Iterator[None]:
    """Start processes that ignore interrupts: they end with the main process."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {one: signal.signal(one, signal.SIG_IGN) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _serve(tasks: Connection, lifeline: Connection) -> None:
    """In a worker, do the tasks that come."""
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.SIG_IGN)
    threading.Thread(target=_leave_with, args=(lifeline,), daemon=True).start()
    with suppress(EOFError, OSError):
        work = tasks.recv()
        while True:
            tasks.send(work(tasks.recv()))


def _leave_with(lifeline: Connection) -> None:
    """Wait until the other end is closed, then end the process."""
    with suppress(EOFError, OSError):
        lifeline.recv_bytes()
    WRITING.acquire(timeout=_PATIENCE)
    os._exit(0)
