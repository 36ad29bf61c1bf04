"""Plays jobs in as many processes as there are cores, and keeps what each of them shows."""

from __future__ import annotations

import math
import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import joblib
from rich.progress import Progress

from sim.study.plan import Job, Plan, Play
from sim.study.store import Store

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from sim.scenario import Scenario


@dataclass(frozen=True)
class Failure:
    """A job that raised something."""

    job: Job
    error: str
    """The last line of the traceback; all of it lies in the results folder."""


def play_all(
    plan: Plan, play: Play, store: Store, jobs: Sequence[Job], console: Console
) -> list[Failure]:
    """Play jobs, write their tables and return those that failed, in the order of the jobs."""
    if not jobs:
        return []
    count = workers(plan, len(jobs))
    work = (
        joblib.delayed(_play_batch)(
            {job: plan.scenarios[job.scenario] for job in batch}, play, store
        )
        for batch in batches(jobs, count)
    )
    pool = joblib.Parallel(n_jobs=count, batch_size=1, return_as="generator_unordered")
    with Bar(store, jobs, console):
        failures = [failure for ended in pool(work) for failure in ended]
    return sorted(failures, key=lambda one: jobs.index(one.job))


def workers(plan: Plan, jobs: int) -> int:
    """Return how many processes to use: those asked for, or one a core; never more than jobs."""
    return max(1, min(plan.run.workers or joblib.cpu_count(), jobs))


def batches(jobs: Sequence[Job], workers: int) -> Iterator[Sequence[Job]]:
    """Yield jobs that one worker does one after the other, in the order of the jobs.

    They are whole replications where possible, whose patients are then drawn once. Batches become
    shorter towards the end, so that no worker is left with a long one while others rest (guided
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
    """Whether a job, or the end, comes after another replication."""
    return number == len(jobs) or jobs[number].replication != jobs[number - 1].replication


def _play_batch(jobs: dict[Job, Scenario], play: Play, store: Store) -> list[Failure]:
    """Play jobs one after the other and return those that failed; in a worker."""
    ended = (_play_job(job, scenario, play, store) for job, scenario in jobs.items())
    return [failure for failure in ended if failure is not None]


def _play_job(job: Job, scenario: Scenario, play: Play, store: Store) -> Failure | None:
    """Play one job and write its tables."""
    try:
        kept = scenario.run.record if job.replication == 0 else "none"
        run = play(scenario, job.replication, kept)
        if kept != "none":
            store.write_journeys(job, run.record)
        store.write_part(job, run)
    except Exception as error:  # one job's failure must not lose the others
        store.write_error(job, traceback.format_exc())
        return Failure(job, f"{type(error).__name__}: {error}")
    return None


class Bar(Progress):
    """A bar that looks into the results folder whenever it is drawn, since batches end late."""

    def __init__(self, store: Store, jobs: Sequence[Job], console: Console) -> None:
        """Show how many of the jobs are done."""
        self._store, self._jobs = store, jobs
        unseen = not console.is_terminal
        super().__init__(console=console, transient=True, refresh_per_second=2, disable=unseen)
        self.add_task("Simulating", total=len(jobs))

    def get_renderables(self) -> Iterable[RenderableType]:
        """Return what is drawn."""
        for task in self.tasks:
            self.update(task.id, completed=sum(map(self._store.done, self._jobs)))
        return super().get_renderables()
