"""How long a study will take: two short jobs are timed, the rest is proportion."""

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
"""Below this nobody needs to be told."""

WORTH_TIMING_DAYS: Final = 500.0
"""Simulated days, all jobs together, below which timing some would only cost time."""

SLOW_SECONDS: Final = 4.0
"""A day that takes longer than this is not worth eight: what does not grow with days (tenths of a
second, a second or two on a busy machine) is lost in it."""

_HOUR: Final = 1.0 / HOURS_PER_DAY  # in days
_WEEK: Final = 7.0  # days; weekends are quicker
_SAY_HOURS_FROM: Final = 5400.0


def seconds_a_job(
    scenario: Scenario, play: Play, clock: Callable[[], float] = perf_counter
) -> float:
    """Return the seconds that a job will take, from a day and, where that is quick, a week more.

    So what a job costs once, whatever its length, is not counted once a day. An hour goes before
    them, uncounted, for what a process loads only once.
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
    """Return the seconds that so many jobs will take; None if they cannot be timed.

    They may be too short for it, or a file of arrivals may have nobody in the hours that are timed.
    """
    days = jobs * (scenario.run.days + scenario.run.warmup_days)
    if days < WORTH_TIMING_DAYS:
        return None
    try:
        return seconds_a_job(scenario, play, clock) * jobs / workers
    except Faults:  # those of the whole file were told before
        return None


def in_words(seconds: float) -> str:
    """Return a duration as one would say it: ``about 3 minutes``."""
    if seconds < _SAY_HOURS_FROM:
        return f"about {max(round(seconds / 60), 1)} minutes"
    return f"about {seconds / 3600:.1f} hours"


def _seconds(days: float, scenario: Scenario, play: Play, clock: Callable[[], float]) -> float:
    """Seconds of a job of so many days."""
    short = replace(scenario, run=replace(scenario.run, days=days, warmup_days=0.0))
    begun = clock()
    play(short, 0, "none")
    return clock() - begun
