"""A sweep: Hydra's multirun over scenarios, in which a job that fails loses nothing but itself."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import hydra
from hydra.core.hydra_config import HydraConfig
from omegaconf import DictConfig

from sim import cohort, study
from sim.config import config_dir, load
from sim.config.compose import settled
from sim.config.source import search_path
from sim.config.words import quoted, shown
from sim.scenario import Scenario
from sim.system.faults import Fault, Faults

FAILED = 1
REFUSED = 2


def one(
    scenario: Scenario, overrides: Sequence[str], folder: Path, *, overwrite: bool = False
) -> study.Study:
    """Run one scenario, leave its results in a folder and return them."""
    check_demand(scenario)
    chosen = {scenario.name: scenario}
    return study.compare(chosen, folder, overrides=overrides, overwrite=overwrite)


def check_demand(scenario: Scenario) -> None:
    """Draw who is there when a run begins, or read the whole file of real arrivals.

    So that all that is wrong with the demand is told before anything is run. Raises
    :class:`~sim.system.faults.Faults`.
    """
    demand = scenario.demand
    until = demand.calendar.begin if demand.path is None else scenario.until
    cohort.draw(scenario.system, demand, until, scenario.run.seed, 0)


def sweep(overrides: Sequence[str], extra: str | None, folder: Path) -> int:
    """Run all combinations of the values that the overrides list; return the worst exit code.

    Job N leaves its results in ``folder/N`` and how it ended in ``folder/N.json``. The same command
    again does only what is not done. Raises :class:`~sim.system.faults.Faults`, before anything
    is run, for overrides that fit no job and for a folder that holds another sweep.
    """
    lines, faults = settled(overrides, extra, sweep=True)
    if faults:
        raise Faults(tuple(faults))
    _claim(folder, [*overrides])

    def task(_: DictConfig) -> None:
        job = HydraConfig.get()
        _job([*map(shown, job.overrides.task)], extra, folder / str(job.job.num))

    place = f"hydra.sweep.dir={quoted(folder.resolve().as_posix())}"
    code = _multirun(task, ["--multirun", *search_path(extra), place, *lines])
    codes: list[int] = [_read(path)["code"] for path in folder.glob("[0-9]*.json")]
    return max([code, *codes])


def _claim(folder: Path, overrides: list[str]) -> None:
    """Note in a folder what sweep it belongs to."""
    note = folder / "sweep.json"
    if note.exists():
        if _read(note) != overrides:
            raise Faults((Fault("out", str(folder), "a new folder; it holds another sweep"),))
        return
    try:
        if folder.exists() and any(folder.iterdir()):
            raise Faults((Fault("out", str(folder), "a new folder; it holds something else"),))
        _write(note, overrides)
    except OSError as error:
        expected = f"a folder that can be written to ({error.strerror})"
        raise Faults((Fault("out", str(folder), expected),)) from error


def _multirun(task: object, words: list[str]) -> int:
    """Let Hydra run a task for each job; return its exit code."""
    before = sys.argv
    sys.argv = ["tierflow", *words]  # where Hydra looks
    try:
        start = hydra.main(version_base="1.3", config_path=str(config_dir()), config_name="config")
        start(task)()  # type: ignore[arg-type]
    except SystemExit as stop:  # Hydra has said on stderr what it does not take
        return REFUSED if stop.code else 0
    finally:
        sys.argv = before
    return 0


def _job(overrides: list[str], extra: str | None, folder: Path) -> None:
    """Do one job unless it is done, and note how it ended."""
    note = folder.with_name(f"{folder.name}.json")
    if note.exists() and _read(note)["code"] == 0:
        return
    try:
        one(load(*overrides, config_dir=extra), overrides, folder)
    except Faults as faults:
        code, error = REFUSED, str(faults)
    except Exception:  # whatever it is, the other jobs are to go on
        code, error = FAILED, traceback.format_exc()
    else:
        code, error = 0, ""
    if error:
        sys.stderr.write(f"tierflow: job {folder.name} ({' '.join(overrides)}) failed\n{error}\n")
    _write(note, {"overrides": overrides, "code": code, "error": error})


def _read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def _write(path: Path, content: object) -> None:
    """Write a file at once or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
    part.replace(path)
