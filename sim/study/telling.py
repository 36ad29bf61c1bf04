"""Telling: says on stderr what will run, how long it will take, and how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from sim import replication
from sim.study.estimate import WORTH_SAYING_SECONDS, estimated_seconds, in_words

if TYPE_CHECKING:
    from rich.console import Console

    from sim.study.plan import Plan, Play
    from sim.study.room import Crew

EVERY: Final = 30.0
"""Seconds between two lines on progress, where no bar is drawn."""


def tell(plan: Plan, play: Play, jobs: int, crew: Crew, console: Console) -> None:
    """Say what will run, compile if needed, and say how long it will take."""
    if not jobs:
        return
    scenario, run = plan.scenarios[plan.baseline], plan.run
    told = [
        _counted(len(plan.scenarios), "scenario"),
        _counted(run.replications, "replication"),
        f"{_counted(run.days + run.warmup_days, 'day')} each",
    ]
    where = f"; results go to {plan.out}" if plan.out else ""
    console.print(f"{', '.join(told)}: {_counted(jobs, 'run')} to do{where}", soft_wrap=True)
    if crew.remark:
        console.print(crew.remark, soft_wrap=True)
    if play is replication.run:
        if replication.compiles(scenario):
            console.print("Compiling the engine, once on this machine: a minute or two …")
        replication.prepare(scenario)
    seconds = estimated_seconds(scenario, jobs, crew.workers, play)
    if seconds is not None:
        soon = seconds <= WORTH_SAYING_SECONDS
        console.print("It will take less than two minutes" if soon else _how_long(seconds))


def _counted(number: float, what: str) -> str:
    return f"{number:g} {what}{'' if number == 1 else 's'}"


def _how_long(seconds: float) -> str:
    return f"It will take {in_words(seconds)}"


@contextmanager
def lines(console: Console, total: int, done: Callable[[], int]) -> Iterator[None]:
    """Say from time to time how many jobs are done, where no bar can be drawn."""
    if console.is_terminal:
        yield
        return
    stopped = Event()

    def say() -> None:
        while not stopped.wait(EVERY):
            console.print(f"{done()} of {total} runs are done")

    teller = Thread(target=say, daemon=True)
    teller.start()
    try:
        yield
    finally:
        stopped.set()
        teller.join()
