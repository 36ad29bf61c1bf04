"""How long a study will take."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sim.cohort import draw
from sim.study.estimate import estimated_seconds, in_words, seconds_a_job
from tests.study import fakes

if TYPE_CHECKING:
    from sim.replication import Run
    from sim.scenario import Keep, Scenario


@dataclass
class Stopwatch:
    """An engine on a clock of its own: some seconds once a job, some a day, some at the start."""

    once: float
    daily: float
    loading: float = 0.0
    now: float = 0.0
    played: list[float] = field(default_factory=list)

    def play(self, scenario: Scenario, replication: int, record: Keep) -> Run:
        """Let the time pass."""
        days = scenario.run.days + scenario.run.warmup_days
        self.now += self.once + self.daily * days + (0.0 if self.played else self.loading)
        self.played.append(days)
        return fakes.play(scenario, replication, record)

    def read(self) -> float:
        """The time."""
        return self.now


def year() -> Scenario:
    scenario = fakes.scenarios()["today"]
    return replace(scenario, run=replace(scenario.run, days=365.0, warmup_days=28.0))


def test_what_a_job_costs_once_is_counted_once() -> None:
    watch = Stopwatch(once=0.25, daily=0.03125)
    assert seconds_a_job(year(), watch.play, watch.read) == pytest.approx(0.25 + 393 * 0.03125)
    assert watch.played == [1 / 24, 1.0, 8.0]


def test_what_a_process_loads_once_is_not_counted() -> None:
    watch = Stopwatch(once=0.25, daily=0.03125, loading=20.0)
    assert seconds_a_job(year(), watch.play, watch.read) == pytest.approx(0.25 + 393 * 0.03125)


def test_on_a_busy_machine_what_a_job_costs_once_is_not_counted_once_a_day() -> None:
    """A year of jiangmen beside other work was announced as 1.9 hours, and took 9 minutes."""
    watch = Stopwatch(once=1.5, daily=0.05)
    assert seconds_a_job(year(), watch.play, watch.read) == pytest.approx(1.5 + 393 * 0.05)


def test_of_a_slow_engine_one_day_is_enough() -> None:
    watch = Stopwatch(once=0.0, daily=5.0)
    assert seconds_a_job(year(), watch.play, watch.read) == pytest.approx(393 * 5.0)
    assert watch.played == [1 / 24, 1.0]


def test_short_studies_are_not_timed() -> None:
    scenario = fakes.scenarios()["today"]
    assert estimated_seconds(scenario, 10, 2, fakes.never_play) is None


def test_workers_share_the_jobs() -> None:
    watch = Stopwatch(once=0.25, daily=0.03125)
    job = 0.25 + 393 * 0.03125
    assert estimated_seconds(year(), 90, 2, watch.play, watch.read) == pytest.approx(45 * job)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(130.0, "about 2 minutes"), (5399.0, "about 90 minutes"), (9000.0, "about 2.5 hours")],
)
def test_in_words(seconds: float, words: str) -> None:
    assert in_words(seconds) == words


def draw_and_play(scenario: Scenario, replication: int, record: Keep) -> Run:
    """Read the file of arrivals, as an engine does, before anything is played."""
    draw(scenario.system, scenario.demand, scenario.until, scenario.run.seed, replication)
    return fakes.play(scenario, replication, record)


def test_a_file_with_nobody_in_the_first_hour_is_not_timed_and_not_refused(tmp_path: Path) -> None:
    path = tmp_path / "arrivals.csv"
    path.write_text("time,home,condition\n9,home_1,common_cold\n")
    late = replace(year(), demand=replace(year().demand, path=str(path)))
    assert estimated_seconds(late, 20, 1, draw_and_play) is None
    path.write_text("time,home,condition\n0,home_1,common_cold\n")
    assert estimated_seconds(late, 20, 1, draw_and_play) is not None
