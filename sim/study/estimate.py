"""How long a study will take: one short job is timed, the rest is proportion."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, Final

from sim.outcomes import outcomes

if TYPE_CHECKING:
    from sim.scenario import Scenario
    from sim.study.plan import Play

WORTH_SAYING_SECONDS: Final = 120.0
"""Below this nobody needs to be told."""

WORTH_TIMING_DAYS: Final = 500.0
"""Simulated days, all jobs together, below which timing a day would only cost time."""

_SAY_HOURS_FROM: Final = 5400.0


def seconds_a_day(scenario: Scenario, play: Play) -> float:
    """Return the seconds that one simulated day takes, outcomes included, measured on one day."""
    one_day = replace(scenario, run=replace(scenario.run, days=1.0, warmup_days=0.0))
    begun = perf_counter()
    outcomes(play(one_day, 0))
    return perf_counter() - begun


def estimated_seconds(scenario: Scenario, jobs: int, workers: int, play: Play) -> float | None:
    """Return the seconds that so many jobs will take; None if they are too short to be timed."""
    days = jobs * (scenario.run.days + scenario.run.warmup_days)
    if days < WORTH_TIMING_DAYS:
        return None
    return seconds_a_day(scenario, play) * days / workers


def in_words(seconds: float) -> str:
    """Return a duration as one would say it: ``about 3 minutes``."""
    if seconds < _SAY_HOURS_FROM:
        return f"about {max(round(seconds / 60), 1)} minutes"
    return f"about {seconds / 3600:.1f} hours"
