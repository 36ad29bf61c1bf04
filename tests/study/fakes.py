"""Small honest engines: they play no medicine, but what they record depends on the luck."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass, replace
from functools import cache
from math import nan
from pathlib import Path
from typing import TYPE_CHECKING

from sim import config, luck
from sim.outcomes.tally import tally_of
from sim.replication import Run
from tests.outcomes.stories import Story

if TYPE_CHECKING:
    from sim.scenario import Keep, Scenario

CLINIC = "lead/consultation.internal"
MINUTES = {"today": 30.0, "more": 20.0}


@cache
def _shipped() -> Scenario:
    run = ("run.days=7", "run.warmup_days=0")
    found = config.load("network=three_tier", "scenario=today", *run)
    central = found.system.network.facilities["central"]
    facilities = {**found.system.network.facilities, "lead": central}  # of the stories
    network = replace(found.system.network, facilities=facilities, lead="lead")
    return replace(found, system=replace(found.system, network=network))


def scenarios(
    replications: int = 2, workers: int = 1, record: Keep = "none"
) -> dict[str, Scenario]:
    """Two scenarios of the shipped network, which differ in their names only."""
    base = _shipped()
    run = replace(base.run, replications=replications, workers=workers, record=record)
    return {
        name: replace(base, name=name, run=run, resolved=f"name: {name}\nrun: {{seed: 1}}\n")
        for name in MINUTES
    }


def play(scenario: Scenario, replication: int, record: Keep) -> Run:
    """Forty patients who wait at a clinic as long as their luck and the scenario want."""
    key = luck.stream_key(scenario.run.seed, replication, "hill")
    story = Story()
    for number in range(40):
        minutes = MINUTES.get(scenario.name, 30.0) * luck.uniform(key, luck.COMPLEXITY, 0, number)
        patient = story.patient(first_facility="lead", base_could=True, left=nan)
        story.step(patient, "travel", "lead", 8.0, 8.0, 9.0)
        start = 9.0 + minutes / 60.0
        story.step(patient, "consultation", CLINIC, 9.0, start, start + 0.2)
    told = story.record()
    tally = tally_of(told)
    return Run(told, tally.kpis(), tally.flows(), tally.weekly())


def play_and_say_where(scenario: Scenario, replication: int, record: Keep) -> Run:
    """Say which process played, in the place of the engine's name."""
    run = play(scenario, replication, record)
    return replace(run, record=replace(run.record, engine=f"process {os.getpid()}"))


def play_but_fail_once(scenario: Scenario, replication: int, record: Keep) -> Run:
    """Fail in the second replication of one scenario."""
    if (scenario.name, replication) == ("more", 1):
        raise RuntimeError("the beds are on fire")
    return play(scenario, replication, record)


def play_until_killed(scenario: Scenario, replication: int, record: Keep) -> Run:
    """Be killed in the second replication of one scenario."""
    if (scenario.name, replication) == ("more", 1):
        os.kill(os.getpid(), signal.SIGKILL)
    return play(scenario, replication, record)


@dataclass(frozen=True)
class OnceKilled:
    """Be killed the first time that the second replication of one scenario is played."""

    folder: Path

    def __call__(self, scenario: Scenario, replication: int, record: Keep) -> Run:
        """Play, or be killed."""
        mark = self.folder.with_name("killed.once")
        if (scenario.name, replication) == ("more", 1) and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return play(scenario, replication, record)


def never_play(scenario: Scenario, replication: int, record: Keep) -> Run:
    """Refuse to run."""
    raise AssertionError(f"{scenario.name} {replication} was to be there already")


def files(folder: Path) -> set[str]:
    """All files of a folder, by their names in it."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
