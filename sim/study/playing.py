"""Playing: plays jobs in several processes, and writes the tables of each job."""

from __future__ import annotations

import math
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from rich.progress import Progress

from sim.study.digest import arrivals
from sim.study.plan import Job, Plan, Play
from sim.study.room import crew
from sim.study.store import Store
from sim.study.telling import lines, tell
from sim.workers import Done, Lost, shared

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from sim.scenario import Scenario

Work = Callable[[Sequence["Job"]], list["Failure"]]
"""A function that plays jobs, one after the other."""


@dataclass(frozen=True)
class Failure:
    """A job that raised an error."""

    job: Job
    error: str
    """The last line of the traceback; the results folder has all of it."""


@dataclass(frozen=True)
class Played:
    """How the jobs ended."""

    failures: list[Failure]
    """The jobs that failed, in order."""
    killed: list[str]
    """A sentence on each worker that died."""


def play_all(plan: Plan, play: Play, store: Store, jobs: Sequence[Job], console: Console) -> Played:
    """Say what will be played, play the jobs and write their tables.

    If a worker is killed, mostly because memory is short, fewer workers play its jobs again.
    """
    work = partial(_play_batch, dict(plan.scenarios), play, store)
    here = crew(plan, len(jobs))
    tell(plan, play, len(jobs), here, console)
    count, left = here.workers, jobs
    failures: list[Failure] = []
    killed: list[str] = []
    while left:
        bar = Bar(plan, store, jobs, console)
        with bar, lines(console, len(jobs), bar.done):
            ended, lost = _round(work, left, count, alone=bool(killed))
        failures += ended
        failed = {one.job for one in failures}
        left = [job for job in left if job not in failed and not is_done(plan, store, job)]
        if not lost:
            break
        count = max(1, count - len(lost))
        killed += [_sentence(one, count, len(left)) for one in lost]
        console.print(killed[-1], soft_wrap=True)
        store.remove_temporary()
    return Played(sorted(failures, key=lambda one: jobs.index(one.job)), killed)


def is_done(plan: Plan, store: Store, job: Job) -> bool:
    """Return whether the tables of a job are there, and its record if one is asked for."""
    return store.done(job, recorded=job.replication == 0 and plan.run.record != "none")


def _round(
    work: Work, jobs: Sequence[Job], count: int, *, alone: bool
) -> tuple[list[Failure], list[Lost[Sequence[Job]]]]:
    """Play jobs in some processes; return failures, and jobs lost with their worker.

    A single worker is this process, unless a worker was killed before: then the jobs are played one
    by one, and a job that is lost alone has failed.
    """
    if count == 1 and not alone:
        return work(jobs), []
    tasks = [[job] for job in jobs] if count == 1 else list(batches(jobs, count))
    failures: list[Failure] = []
    lost: list[Lost[Sequence[Job]]] = []
    with closing(shared(work, tasks, count)) as ended:
        for one in ended:
            if isinstance(one, Done):
                failures += one.result
            elif count == 1 and len(one.task) == 1:
                failures.append(Failure(one.task[0], _how(one)))
                lost.append(one)
            else:
                lost.append(one)
    return failures, lost


def _sentence(lost: Lost[Sequence[Job]], count: int, left: int) -> str:
    """A sentence on how a worker ended, and on its jobs."""
    by = "1 worker plays" if count == 1 else f"{count} workers play"
    return f"A worker {_how(lost)}; {by} the {left} jobs that are left."


def _how(lost: Lost[Any]) -> str:
    """How a worker ended."""
    if lost.code >= 0:
        return f"ended by itself (exit code {lost.code})"
    return f"was killed (signal {-lost.code}; with 9 it is mostly the memory that is short)"


def batches(jobs: Sequence[Job], workers: int) -> Iterator[Sequence[Job]]:
    """Yield batches of jobs for one worker each, in the order of the jobs.

    A batch has whole replications where possible: their patients are then drawn once. Batches
    become shorter towards the end, because a long last one would leave other workers idle (guided
    self-scheduling, Polychronopoulos and Kuck 1987, IEEE Transactions on Computers C-36:1425).
    """
    first = 0
    while first < len(jobs):
        last = first + math.ceil((len(jobs) - first) / (2 * workers))
        whole = [n for n in range(first + 1, last + 1) if _begins_a_replication(jobs, n)]
        last = whole[-1] if whole else last
        yield jobs[first:last]
        first = last


def _begins_a_replication(jobs: Sequence[Job], number: int) -> bool:
    """Whether a job is the first of its replication; the end counts too."""
    return number == len(jobs) or jobs[number].replication != jobs[number - 1].replication


def _play_batch(
    scenarios: Mapping[str, Scenario], play: Play, store: Store, jobs: Sequence[Job]
) -> list[Failure]:
    """In a worker, play jobs one after the other; return those that failed."""
    ended = (_play_job(job, scenarios[job.scenario], play, store) for job in jobs)
    return [failure for failure in ended if failure is not None]


def _play_job(job: Job, scenario: Scenario, play: Play, store: Store) -> Failure | None:
    """Play one job and write its tables."""
    try:
        kept = scenario.run.record if job.replication == 0 else "none"
        run = play(scenario, job.replication, kept)
        _check_arrivals(scenario, store)
        if kept != "none":
            store.write_journeys(job, run.record)
        store.write_part(job, run)
    except Exception as error:  # the other jobs must go on
        with suppress(OSError):  # the disk may be full
            store.write_error(job, traceback.format_exc())
        return Failure(job, f"{type(error).__name__}: {error}")
    return None


def _check_arrivals(scenario: Scenario, store: Store) -> None:
    """Raise RuntimeError if the file of arrivals has changed since the study began."""
    for name, held in arrivals(scenario).items():
        if store.rests_on.get(name) != held:
            raise RuntimeError(f"{name} was changed while the study ran")


class Bar(Progress):
    """A bar that counts done jobs in the results folder each time it is drawn."""

    def __init__(self, plan: Plan, store: Store, jobs: Sequence[Job], console: Console) -> None:
        """Show how many of the jobs are done."""
        self._plan, self._store, self._left, self._total = plan, store, list(jobs), len(jobs)
        unseen = not console.is_terminal
        super().__init__(console=console, transient=True, refresh_per_second=2, disable=unseen)
        self.add_task("Simulating", total=len(jobs))

    def done(self) -> int:
        """Return how many of the jobs are done."""
        self._left = [job for job in self._left if not is_done(self._plan, self._store, job)]
        return self._total - len(self._left)

    def get_renderables(self) -> Iterable[RenderableType]:
        """Return what is drawn."""
        for task in self.tasks:
            self.update(task.id, completed=self.done())
        return super().get_renderables()
