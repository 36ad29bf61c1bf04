"""Sentences on what drifts."""

from __future__ import annotations

from typing import Any

from sim.outcomes.indicators import INDICATORS
from sim.outcomes.unsettled import MEANING, SETTLED, TOO_SHORT, Names, drifting, meaning
from sim.study import compare
from sim.study.terminal import settled
from tests.study import fakes

NAMES = Names(scenario=str, measure=lambda name, tier: f"{name} {tier}", place=str)
LONG = {"days": 28.0}


def row(kind: str, indicator: str, first: float, last: float, **facts: Any) -> dict[str, Any]:
    usual = {"scenario": "today", "tier": None, "facility": None, "station": None}
    ends = {"first": first, "last": last, "unit": INDICATORS[indicator].unit}
    return usual | {"kind": kind, "indicator": indicator} | ends | facts


def test_scenarios_that_rise_and_those_that_fall_are_told_apart() -> None:
    rows = [
        row("level", "bypass", 0.3, 0.4, tier="base"),
        row("level", "bypass", 0.3, 0.2, tier="base", scenario="more"),
    ]
    (sentence,) = drifting(rows, NAMES)
    assert sentence == (
        "Bypass base: rising from 30.0 % in the first half to 40.0 % in the second under today; "
        "falling from 30.0 % in the first half to 20.0 % in the second under more."
    )


def test_every_queue_is_named_and_the_fastest_with_numbers() -> None:
    stations = [f"lead/{name}" for name in "abcdefg"]
    rows = [
        row("queue", "queue", 1.0, 10.0 * number, station=name, scenario=scenario)
        for number, name in enumerate(stations, start=1)
        for scenario in ("today", "more")
    ]
    told = drifting(rows, NAMES)
    assert len(told) == 6
    assert "The queue at lead/g grows to the end, from 1 patients on average" in told[0]
    assert told[0].endswith("to 70 in the last quarter under today, and likewise under more.")
    assert told[-1] == (
        "So do the queue at lead/b (under today and more) and "
        "the queue at lead/a (under today and more)."
    )


def test_the_meaning_names_what_the_calendar_does() -> None:
    rows = [row("level", "bypass", 0.3, 0.4)]
    assert meaning(LONG, rows) == MEANING
    calendar = {"holidays": ["2023-05-01"], "seasonal": True, "programme": True}
    told = meaning(LONG | {"calendar": calendar}, rows)
    assert "a public holiday lies in the run (2023-05-01)" in told
    assert "demand changes with the months" in told
    assert meaning(LONG, []) == SETTLED
    assert meaning({"days": 20.9}, []) == TOO_SHORT


def test_a_study_says_whether_it_is_settled_and_keeps_its_weeks() -> None:
    study = compare(fakes.scenarios(), play=fakes.play)
    assert settled(study) == [TOO_SHORT]
    assert study.about["calendar"] == {"holidays": [], "seasonal": False, "programme": False}
    assert set(study.weekly["scenario"].to_pylist()) == {"today", "more"}
    assert study.drift.num_rows == 0
