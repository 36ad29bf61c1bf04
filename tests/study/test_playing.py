"""How jobs are shared among workers, and what the bar says meanwhile."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from sim.study.plan import Job, Plan
from sim.study.playing import Bar, batches
from sim.study.store import Store
from tests.study import fakes


def jobs(scenarios: int, replications: int) -> list[Job]:
    return [Job(f"s{s}", r) for r in range(replications) for s in range(scenarios)]


@pytest.mark.parametrize("workers", [1, 2, 3, 8])
@pytest.mark.parametrize(("scenarios", "replications"), [(9, 10), (1, 40), (2, 1), (9, 2), (30, 3)])
def test_every_job_is_in_one_batch_and_in_order(
    scenarios: int, replications: int, workers: int
) -> None:
    shared = list(batches(jobs(scenarios, replications), workers))
    assert [job for batch in shared for job in batch] == jobs(scenarios, replications)
    assert min(map(len, shared)) > 0


def test_batches_are_whole_replications_until_the_end_comes_near() -> None:
    shared = list(map(len, batches(jobs(9, 10), 2)))
    assert shared == [18, 18, 9, 9, 9, 7, 2, 5, 4, 3, 2, 1, 1, 1, 1]


def test_a_worker_takes_several_replications_of_a_single_scenario() -> None:
    shared = list(map(len, batches(jobs(1, 40), 2)))
    assert shared == [10, 8, 6, 4, 3, 3, 2, 1, 1, 1, 1]


def test_fewer_replications_than_workers_leave_none_idle() -> None:
    shared = list(map(len, batches(jobs(9, 2), 8)))
    assert shared == [2, *(1,) * 16]


def test_what_is_left_of_an_interrupted_study_is_shared_alike() -> None:
    left = [job for job in jobs(3, 4) if job not in (Job("s0", 0), Job("s2", 0), Job("s1", 3))]
    shared = [list(batch) for batch in batches(left, 1)]
    assert shared[:2] == [[Job("s1", 0), *jobs(3, 2)[3:]], jobs(3, 3)[6:]]
    assert [job for batch in shared for job in batch] == left


def test_the_bar_counts_jobs_not_batches(tmp_path: Path) -> None:
    store, todo = Store(tmp_path, "d"), jobs(3, 1)
    plan = Plan(fakes.scenarios(), "today")
    console = Console(file=io.StringIO(), force_terminal=True)
    with Bar(plan, store, todo, console) as bar:
        for done, job in enumerate(todo):
            bar.refresh()
            assert (bar.tasks[0].completed, bar.tasks[0].total) == (done, 3)
            run = fakes.play(fakes.scenarios()["today"], 0, "none")
            store.write_part(job, run)
    bar.refresh()
    assert bar.finished
