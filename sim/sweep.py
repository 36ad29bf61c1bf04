"""Sweep: Hydra's multirun over scenarios; a job that fails does not stop the others."""

from __future__ import annotations

import json
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from hydra._internal.utils import run_and_report
from hydra.core.hydra_config import HydraConfig
from omegaconf import DictConfig

from sim import cohort, study
from sim.command import FailedError, begun, in_words
from sim.config import load
from sim.config.compose import settled
from sim.config.jobs import wrong_jobs
from sim.config.source import search_path, shipped
from sim.config.words import quoted, shown
from sim.files import remove_temporary, write_text
from sim.scenario import Scenario
from sim.study.claim import TakenError, claimed, holder, told
from sim.system.faults import Fault, Faults

FAILED = 1
REFUSED = 2

_OWN: Final = re.compile(
    r"\d+(\.json)?|\.?sweep\.json(\.\d+\.tmp)?|multirun\.yaml|\.claim|\.DS_Store|Thumbs\.db|desktop\.ini"
)
"""Names in a sweep's folder that are written by the sweep, by Hydra or by the system."""


@dataclass(frozen=True)
class Words:
    """The words of the command, for the record."""

    overrides: tuple[str, ...]
    """Words KEY=VALUE, without those for the results folder."""
    config_dir: str | None = None
    """A planner's own configuration folder."""

    def command(self, name: str) -> tuple[str, ...]:
        """Return the words before the overrides of the same command."""
        return (name, *(("--config-dir", self.config_dir) if self.config_dir else ()))


def one(scenario: Scenario, words: Words, folder: Path, *, overwrite: bool = False) -> study.Study:
    """Run one scenario, write its results to a folder, and return them."""
    check_demand(scenario)
    return study.compare(
        {scenario.name: scenario},
        folder,
        command=words.command("run"),
        overrides=words.overrides,
        overwrite=overwrite,
    )


def check_demands(scenarios: Iterable[Scenario]) -> None:
    """Do :func:`check_demand` once for each different demand. Raises the same."""
    done: list[tuple[object, ...]] = []
    for one in scenarios:
        before = one.before.network.facilities, one.before.access.choice
        what = one.demand, one.system.conditions, one.system.network.homes, *before
        if what not in done:
            check_demand(one)
            done.append(what)


def check_demand(scenario: Scenario) -> None:
    """Check a demand: draw the patients in beds, or read the whole file of real arrivals.

    So all faults of the demand are told before anything runs. Raises
    :class:`~sim.system.faults.Faults`.
    """
    demand = scenario.demand
    until = demand.calendar.begin if demand.path is None else scenario.until
    cohort.draw_for(scenario, until, 0)


def sweep(overrides: Sequence[str], extra: str | None, folder: Path) -> int:
    """Run all combinations of the values that the overrides list; return the worst exit code.

    Job N has its results in ``folder/N``, and how it ended in ``folder/N.json``. The same command
    again does only what is not done. Before anything runs, raises
    :class:`~sim.system.faults.Faults` for overrides that fit no job, and for a folder with another
    sweep; if that shows only after some jobs, raises :class:`~sim.command.FailedError`.
    """
    lines, faults = settled(overrides, extra, sweep=True)
    faults = faults or wrong_jobs(lines, extra, check_demand)
    if faults:
        raise Faults(tuple(faults))
    refused: list[Fault] = []
    noted: list[str] = []

    def task(_: DictConfig) -> None:
        job = HydraConfig.get()
        if not refused:
            words, number = [*map(shown, job.overrides.task)], str(job.job.num)
            was_done = _noted(folder / f"{number}.json").get("code") == 0
            refused.extend(_job(words, extra, folder / number))
            if not (refused or was_done):
                noted.append(number)

    place = f"hydra.sweep.dir={quoted(folder.resolve().as_posix())}"
    with _held(folder, [*overrides]):
        code = _multirun(task, [*search_path(extra), place, *lines])
    if refused and noted:
        raise FailedError(f"{refused[0]}; run before that: job {', '.join(noted)}")
    if refused:
        raise Faults(tuple(refused))
    codes: list[int] = [_noted(path).get("code", 0) for path in folder.glob("[0-9]*.json")]
    return max([code, *codes])


@contextmanager
def _held(folder: Path, overrides: list[str]) -> Iterator[None]:
    """Hold a folder that is new or has this sweep, and note the sweep in it."""
    note = folder / "sweep.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        expected = f"a folder that can be written to ({in_words(error)})"
        raise Faults((Fault("out", str(folder), expected),)) from error
    try:
        with claimed(folder):
            _admit(folder, overrides)
            _write(note, {"overrides": overrides, "runs": holder()})
            yield
            _write(note, {"overrides": overrides})
    except TakenError:
        who = told(_noted(note).get("runs"))
        expected = f"a folder that nobody writes to now, unlike this one ({who})"
        raise Faults((Fault("out", str(folder), expected),)) from None


def _admit(folder: Path, overrides: list[str]) -> None:
    """Refuse a folder with another sweep or anything else; each job checks its own folder."""
    known = _noted(folder / "sweep.json").get("overrides")
    others = {path.name for path in folder.iterdir() if not _OWN.fullmatch(path.name)}
    if known is None and others:
        raise Faults((Fault("out", str(folder), "a new folder; it holds something else"),))
    if known not in (None, overrides):
        raise Faults((Fault("out", str(folder), "a new folder; it holds another sweep"),))
    remove_temporary(folder)


def _multirun(task: Callable[[DictConfig], None], words: list[str]) -> int:
    """Let Hydra run a task for each job; return its exit code."""
    words = [*words, "hydra.mode=MULTIRUN"]
    with shipped() as hydra:
        try:
            run_and_report(lambda: hydra.multirun("config", task, words))
        except SystemExit as stop:  # Hydra has told the error on stderr
            return REFUSED if stop.code else 0
    return 0


def _job(overrides: list[str], extra: str | None, folder: Path) -> list[Fault]:
    """Do one job, unless it is done, and note how it ended.

    Returns faults if the sweep's folder cannot be used: the job was done, but with other inputs.
    """
    try:
        with begun(folder):
            one(load(*overrides, config_dir=extra), Words(tuple(overrides), extra), folder)
    except study.RefusedError as error:
        expected = f"a new folder; in that of job {folder.name} {error.why}"
        return [Fault("out", str(folder.parent), expected)]
    except Faults as faults:
        code, why = REFUSED, str(faults)
    except FailedError as error:
        code, why = FAILED, str(error)
    except Exception:  # the other jobs must go on
        code, why = FAILED, traceback.format_exc()
    else:
        code, why = 0, ""
    if why:
        sys.stderr.write(f"tierflow: job {folder.name} ({' '.join(overrides)}) failed\n{why}\n")
    note = folder.with_name(f"{folder.name}.json")
    try:
        _write(note, {"overrides": overrides, "code": code, "error": why})
    except OSError as error:
        expected = f"a folder that can be written to ({in_words(error)})"
        return [Fault("out", str(folder.parent), expected)]
    return []


def _noted(path: Path) -> dict[str, Any]:
    """The content of a note; empty if it cannot be read."""
    with suppress(OSError, ValueError):
        found = json.loads(path.read_text("utf-8"))
        return found if isinstance(found, dict) else {}
    return {}


def _write(path: Path, content: object) -> None:
    write_text(json.dumps(content, ensure_ascii=False, indent=1), path)
