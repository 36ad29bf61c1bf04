"""Estimate: how long a study will take, in proportion to two short jobs that are timed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, Final

from sim.clock import HOURS_PER_DAY
from sim.system.faults import Faults

if TYPE_CHECKING:
    from sim.scenario import Scenario
    from sim.study.plan import Play

WORTH_SAYING_SECONDS: Final = 120.0
"""Seconds below which no estimate is shown."""

WORTH_TIMING_DAYS: Final = 500.0
"""Simulated days of all jobs together below which timing would only cost time."""

SLOW_SECONDS: Final = 4.0
"""If a day takes more seconds than this, a week is not timed too: the fixed part (tenths of a
second, a second or two on a busy machine) hardly counts."""

_HOUR: Final = 1.0 / HOURS_PER_DAY  # in days
_WEEK: Final = 7.0  # days; weekends are quicker
_SAY_HOURS_FROM: Final = 5400.0


def seconds_a_job(
    scenario: Scenario, play: Play, clock: Callable[[], float] = perf_counter
) -> float:
    """Return the seconds that a job will take, from a day and, if that is quick, a week more.

    The week separates the fixed part of a job from the part that grows with days. An hour is played
    before, uncounted: a process loads some things only once.
    """
    days = scenario.run.days + scenario.run.warmup_days
    _seconds(_HOUR, scenario, play, clock)
    first = _seconds(1.0, scenario, play, clock)
    if first > SLOW_SECONDS:
        return first * days
    daily = max(_seconds(1.0 + _WEEK, scenario, play, clock) - first, 0.0) / _WEEK
    return max(first + daily * (days - 1.0), 0.0)


def estimated_seconds(
    scenario: Scenario,
    jobs: int,
    workers: int,
    play: Play,
    clock: Callable[[], float] = perf_counter,
) -> float | None:
    """Return the seconds that the jobs will take; None if they cannot be timed.

    They may be too short, or a file of arrivals may have no patients in the timed hours.
    """
    days = jobs * (scenario.run.days + scenario.run.warmup_days)
    if days < WORTH_TIMING_DAYS:
        return None
    try:
        return seconds_a_job(scenario, play, clock) * jobs / workers
    except Faults:  # faults of the whole file were reported before
        return None


def in_words(seconds: float) -> str:
    """Return a duration in words: ``about 3 minutes``."""
    if seconds < _SAY_HOURS_FROM:
        return f"about {max(round(seconds / 60), 1)} minutes"
    return f"about {seconds / 3600:.1f} hours"


def _seconds(days: float, scenario: Scenario, play: Play, clock: Callable[[], float]) -> float:
    """Seconds that a job of ``days`` takes."""
    short = replace(scenario, run=replace(scenario.run, days=days, warmup_days=0.0))
    begun = clock()
    play(short, 0, "none")
    return clock() - begun
