"""How long a study will take."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.study.estimate import estimated_seconds, in_words, seconds_a_day
from tests.study import fakes


def test_short_studies_are_not_timed() -> None:
    scenario = fakes.scenarios()["today"]
    assert estimated_seconds(scenario, 10, 2, fakes.never_play) is None


def test_long_ones_are_in_proportion_to_one_day() -> None:
    scenario = fakes.scenarios()["today"]
    year = replace(scenario, run=replace(scenario.run, days=350.0, warmup_days=50.0))
    seconds = estimated_seconds(year, 10, 2, fakes.play)
    assert seconds is not None
    day = seconds / (10 * 400.0 / 2)
    assert day == pytest.approx(seconds_a_day(year, fakes.play), rel=0.9)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(130.0, "about 2 minutes"), (5399.0, "about 90 minutes"), (9000.0, "about 2.5 hours")],
)
def test_in_words(seconds: float, words: str) -> None:
    assert in_words(seconds) == words
