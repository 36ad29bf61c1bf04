"""How fast is it? Both engines, other simulators on the same work, growth, and two workers.

``python -m experiments.benchmark [case=jiangmen,three_tier,growth,sweep] [out=FILE.json]`` prints
a table and writes its rows. Every system has a process of its own; they take turns, each warm again
after the others' turns. ``repeats``, ``patients``, ``sizes`` (of ``growth``), ``days``
(of ``jiangmen``) and ``replications`` (of ``sweep``) can be given in the same way.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from statistics import median
from typing import Final, get_args

from rich.console import Console
from rich.table import Table

from experiments.peers.measuring import (
    ENGINES,
    PEERS,
    Case,
    Measured,
    Task,
    installed,
    measure,
)
from experiments.words import Count, Days, Words, asked, leave
from sim.command import carried_out, printing

WARM: Final = 0.1
"""Share of the work that is done before each measurement."""


@dataclass(frozen=True, kw_only=True)
class Options(Words):
    """What is measured, and how much of it."""

    case: tuple[Case, ...] = get_args(Case)
    repeats: Count = 3
    patients: Count = 200_000
    sizes: tuple[Count, ...] = (100_000, 1_000_000, 10_000_000)
    days: Days = 14.0
    replications: Count = 40


@dataclass(frozen=True)
class Row:
    """The medians of a task; the memory is that of its first measurement."""

    case: str
    system: str
    patients_per_second: float
    ratio_to_plain_simpy: float | None
    """None where no plain model does the same work."""
    peak_mib: float
    patients: float
    workers: int
    scenarios_per_minute: float | None
    """Replications of a scenario with their indicators, in ``sweep`` only."""


def tasks(options: Options) -> Iterator[list[Task]]:
    """Return what takes turns, case by case."""
    work = {
        "jiangmen": [Task("jiangmen", engine, options.days) for engine in ENGINES],
        "three_tier": [Task("three_tier", name, options.patients) for name in (*ENGINES, *PEERS)],
        "growth": [Task("growth", "compiled", size) for size in options.sizes],
        "sweep": [Task("sweep", "compiled", options.replications, workers) for workers in (1, 2)],
    }
    for case in options.case:
        yield [task for task in work[case] if installed(task.system)]


def in_turns(work: Sequence[Task], repeats: int) -> list[list[Measured]]:
    """Return the measurements of each task, one after the other."""
    spawn = multiprocessing.get_context("spawn")
    with ExitStack() as stack:
        pools = [stack.enter_context(ProcessPoolExecutor(1, spawn)) for _ in work]
        turns = [
            [_warm(pool, task, seed) for pool, task in zip(pools, work, strict=True)]
            for seed in range(1, repeats + 1)
        ]
    return [list(measured) for measured in zip(*turns, strict=True)]


def _warm(pool: ProcessPoolExecutor, task: Task, seed: int) -> Measured:
    """Measure a task right after a share of it: code that lay idle may have left the memory."""
    pool.submit(measure, task, WARM, 0).result()
    return pool.submit(measure, task, 1.0, seed).result()


def rows_of(work: Sequence[Task], found: Sequence[Sequence[Measured]]) -> list[Row]:
    """Return the medians of tasks that took turns."""
    speed = [median(one.patients / one.seconds for one in measured) for measured in found]
    plain = {task.system: rate for task, rate in zip(work, speed, strict=True)}.get("plain_simpy")
    return [
        Row(
            task.case,
            task.system,
            rate,
            rate / plain if plain else None,
            measured[0].peak_mib,
            median(one.patients for one in measured),
            task.workers,
            60.0 * task.size / median(one.seconds for one in measured)
            if task.case == "sweep"
            else None,
        )
        for task, rate, measured in zip(work, speed, found, strict=True)
    ]


def table(rows: Sequence[Row]) -> Table:
    """Return the rows as they are printed."""
    shown = Table(box=None, pad_edge=False, collapse_padding=True)
    for name in ("case", "system"):
        shown.add_column(name, no_wrap=True)
    for name in ("patients", "workers", "a second", "x plain", "MiB", "plays/min"):
        shown.add_column(name, justify="right", no_wrap=True)
    for row in rows:
        ratio, sweep = row.ratio_to_plain_simpy, row.scenarios_per_minute
        shown.add_row(
            row.case,
            row.system,
            f"{row.patients:,.0f}",
            str(row.workers),
            f"{row.patients_per_second:,.0f}",
            "" if ratio is None else f"{ratio:.2f}",
            f"{row.peak_mib:,.0f}",
            "" if sweep is None else f"{sweep:,.1f}",
        )
    return shown


def main(arguments: Sequence[str]) -> int:
    """Measure, print the table, and write the rows."""
    return carried_out(lambda: _measured(asked(Options, arguments)))


def _measured(options: Options) -> int:
    rows: list[Row] = []
    for work in tasks(options):
        rows += rows_of(work, in_turns(work, options.repeats))
    if options.out is not None:
        leave(json.dumps([asdict(row) for row in rows], indent=2) + "\n", options.out)
    with printing():
        console = Console()
        console.print(table(rows))
        console.print(
            "a second: patients. x plain: times plain SimPy. MiB: peak of the largest process."
        )
        for system in filter(lambda name: not installed(name), (*ENGINES, *PEERS)):
            console.print(f"{system} is not installed, and left out")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
