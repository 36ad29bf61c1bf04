"""Running: carries out a plan; plays the jobs not done yet, and compares the scenarios."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import pyarrow as pa
from rich.console import Console

from sim.command import FailedError
from sim.study.claim import holder
from sim.study.description import description
from sim.study.gathering import gather
from sim.study.opening import opened
from sim.study.passing import passing
from sim.study.places import main_rows
from sim.study.plan import Plan, Play
from sim.study.playing import Failure, Played, is_done, play_all
from sim.study.schemas import STUDY_KPIS
from sim.study.store import (
    DIFFERENCES,
    DRIFT,
    FLOWS,
    KPIS,
    LEVELS,
    WEEKLY,
    Store,
    UnreadableError,
)
from sim.system.faults import Fault, Faults

_ATTEMPTS: Final = 3
"""How often damaged parts are played again."""


@dataclass(frozen=True)
class Study:
    """The results of a plan."""

    about: dict[str, Any]
    """The content of ``study.json``."""
    flows: pa.Table
    """Flows of all jobs, schema ``STUDY_FLOWS``."""
    weekly: pa.Table
    """Indicators of all jobs week by week, schema ``STUDY_WEEKLY``."""
    differences: pa.Table
    """Paired differences from the baseline, schema ``DIFFERENCES``."""
    levels: pa.Table
    """Levels of each scenario, with intervals, schema ``LEVELS``."""
    drift: pa.Table
    """Changes within the run by more than luck, schema ``DRIFT``."""
    headlines: pa.Table
    """Outcomes of all jobs, for all patients, for tiers and for the lead, schema ``STUDY_KPIS``."""
    read_kpis: Callable[[], pa.Table]
    """Reads :attr:`kpis`."""

    @cached_property
    def kpis(self) -> pa.Table:
        """Outcomes of all jobs, schema ``STUDY_KPIS``; hundreds of MB, read only when used."""
        return self.read_kpis()


class JobsFailedError(FailedError):
    """Some jobs failed; the others are kept, and the same plan plays only the failed ones again."""

    def __init__(self, failures: Sequence[Failure]) -> None:
        """Keep the failures."""
        first = failures[0]
        super().__init__(
            f"{len(failures)} jobs failed; the first, {first.job.scenario} replication "
            f"{first.job.replication}: {first.error}"
        )
        self.failures = tuple(failures)


def carry_out(plan: Plan, play: Play) -> Study:
    """Play the jobs of a plan that are not done yet, and return the results of all.

    The results depend neither on the number of workers nor on the order of jobs. Raises
    :class:`~sim.system.faults.Faults` if the folder holds other results, and
    :class:`JobsFailedError`.
    """
    console = Console(stderr=True, markup=False)  # names may hold brackets
    with _folder(plan.out) as folder, opened(plan, folder) as store:
        about = store.study()
        if about.get("complete") and (there := _there(plan, store)) is not None:
            told = f"{folder} holds this very study already: nothing to run"
            console.print(told, soft_wrap=True)
            return there
        new = description(plan, store.digest) | {"started": _now(), "seconds": 0.0}
        about = new | (about if about.get("digest") == store.digest else {})
        _run(plan, play, store, about | {"rests_on": store.rests_on, "runs": holder()}, console)
        study = _read(store)
        if plan.out is None:
            _ = study.kpis  # read before the folder is removed
        return study


def reopened(folder: Path) -> Study:
    """Return the results in a folder.

    Raises :class:`~sim.system.faults.Faults` if there are none, or some are not finished or cannot
    be read.
    """
    store = Store(folder)
    about = store.study()
    if not about:
        raise Faults((Fault("folder", str(folder), "a results folder, with study.json in it"),))
    if not about.get("complete"):
        jobs = about.get("jobs", {})
        given = f"{folder} ({jobs.get('done', 0)} of {jobs.get('total', '?')} runs are done)"
        raise Faults((Fault("folder", given, "finished results; the same command goes on"),))
    try:
        return _read(store)
    except UnreadableError as error:
        expected = "whole results; the same command makes them again"
        raise Faults((Fault("folder", f"{folder}: {error}", expected),)) from error


def _there(plan: Plan, store: Store) -> Study | None:
    """The results of a complete study; None if any file is damaged."""
    written = all(store.has_scenario(name, one.resolved) for name, one in plan.scenarios.items())
    if written and all(is_done(plan, store, job) for job in plan.jobs()):
        with suppress(UnreadableError):
            return _read(store)
    return None


def _run(plan: Plan, play: Play, store: Store, about: dict[str, Any], console: Console) -> None:
    """Play what is not done, put the tables together, and note that in ``study.json``."""
    begun = perf_counter()
    store.write_study(about | _progress(plan, store, []))
    for name, scenario in plan.scenarios.items():
        store.write_scenario(name, scenario.resolved)
    for remark in about["remarks"]:
        console.print(remark, soft_wrap=True)
    played = _play_until_whole(plan, play, store, console)
    now = {
        "seconds": about["seconds"] + perf_counter() - begun,
        "killed": [*about.get("killed", []), *played.killed],
    }
    about = {key: value for key, value in about.items() if key != "runs"}
    store.write_study(about | now | _progress(plan, store, played.failures))
    if played.failures:
        raise JobsFailedError(played.failures)


def _play_until_whole(plan: Plan, play: Play, store: Store, console: Console) -> Played:
    """Play what is not done and put the tables together.

    Damage may show only when a part is read: then its job is played again.
    """
    killed: list[str] = []
    for _ in range(_ATTEMPTS):
        waiting = [job for job in plan.jobs() if not is_done(plan, store, job)]
        played = play_all(plan, play, store, waiting, console)
        killed += played.killed
        if played.failures:
            return Played(played.failures, killed)
        with suppress(UnreadableError):
            gather(plan, store)
            return Played([], killed)
    raise UnreadableError(f"{store.folder} cannot be read back: what is written there is damaged")


def _progress(plan: Plan, store: Store, failures: Sequence[Failure]) -> dict[str, Any]:
    jobs = plan.jobs()
    done = [job for job in jobs if is_done(plan, store, job)]
    return {
        "complete": len(done) == len(jobs) and store.put_together(),
        "engine": ", ".join(sorted({store.engine(job) for job in done})),
        "jobs": {"total": len(jobs), "done": len(done), "failed": len(failures)},
        "failures": [
            {"scenario": one.job.scenario, "replication": one.job.replication, "error": one.error}
            for one in failures
        ],
    }


def _read(store: Store) -> Study:
    about = store.study()
    found = (main_rows(some, about) for some in store.read_in_batches(KPIS))
    return Study(
        about=about,
        flows=store.read(FLOWS),
        weekly=store.read(WEEKLY),
        differences=store.read(DIFFERENCES),
        levels=store.read(LEVELS),
        drift=store.read(DRIFT),
        headlines=pa.concat_tables([STUDY_KPIS.empty_table(), *found]),
        read_kpis=partial(store.read, KPIS),
    )


@contextmanager
def _folder(out: Path | None) -> Iterator[Path]:
    """The results folder; if none was asked for, one that is removed afterwards."""
    if out is not None:
        yield out
        return
    with passing() as folder:
        yield folder


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
