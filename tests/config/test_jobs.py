"""The jobs of a sweep: each checked before the first is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.config.compose import settled
from sim.config.jobs import wrong_jobs
from sim.scenario import Scenario

OWN = Path(__file__).parents[1] / "own"
VILLAGE = ("network=village", "conditions=few", "care=short", "practice=plain")


def checked(*words: str) -> tuple[list[str], list[tuple[int, str]]]:
    """The faults of a sweep, and the seed and name of each of its jobs that can be run."""
    fit: list[tuple[int, str]] = []

    def note(scenario: Scenario) -> None:
        fit.append((scenario.run.seed, scenario.name))

    lines, faults = settled([*VILLAGE, *words], OWN, sweep=True)
    return [*map(str, faults or wrong_jobs(lines, OWN, note))], fit


def test_every_combination_is_checked() -> None:
    faults, fit = checked("run.seed=range(1,3)", "policy=[],[training]")
    assert faults == []
    assert fit == [(1, "today"), (2, "today"), (1, "today+training"), (2, "today+training")]


def test_a_fault_is_told_once_with_the_job_that_has_it() -> None:
    faults, fit = checked("policy=[training]", "policy.training.gain=0.5,0.1", "run.seed=1,2")
    (fault,) = faults
    assert fault.startswith("policy.training = capability of 1.1: expected")
    assert fault.endswith("(job 0: policy.training.gain=0.5 run.seed=1)")
    assert len(fit) == 2


def test_faults_of_the_demand_are_of_the_job() -> None:
    words = ("demand=file", "demand.path=东.csv,西.csv")
    lines, _ = settled([*VILLAGE, *words], OWN, sweep=True)
    paths: list[str | None] = []
    assert wrong_jobs(lines, OWN, lambda one: paths.append(one.demand.path)) == []
    assert paths == ["东.csv", "西.csv"]


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("run.seed=range(0,1000000)", "--multirun = 1000000 jobs: expected 1 to 10000 jobs"),
        ("run.seed=range(1,1)", "--multirun = 0 jobs: expected 1 to 10000 jobs"),
        ("run.seed=interval(1,2)", "run.seed = interval(1,2): expected values that are listed"),
        ("run=glob(nix*)", "run = nix*: expected one of full, programme, quick"),
        ("hydra/launcher=nope", "hydra/launcher = nope: expected what can be composed"),
        ("hydra.sweeper.nix=3", "hydra.sweeper.nix = 3: expected what can be composed"),
        ("hydra.sweeper.params={run.seed: '1,2'}", "hydra.sweeper.params = "),
        ("policy=[],[trainin]", "policy = trainin: expected one of"),
    ],
)
def test_what_fits_no_job_is_refused(word: str, message: str) -> None:
    faults, _ = checked(word)
    assert faults[0].startswith(message)


def test_a_pattern_stands_for_the_files_that_it_fits() -> None:
    faults, fit = checked("policy=glob(tr*)")
    assert (faults, fit) == ([], [(1, "today+training")])
