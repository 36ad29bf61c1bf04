"""Settled: the length of a run does not make the answer, and the program that shows it."""

from __future__ import annotations

import statistics
from dataclasses import replace
from datetime import date, timedelta

import pytest

import sim
from experiments import settled
from experiments.settled import Seen, Window, cells, judged, ordinary_weeks, play
from sim.outcomes.headlines import HEADLINES, Headline
from sim.replication import Run, run

WAIT = Headline("visit_wait_mean")  # two minutes matter


def test_ordinary_weeks_hold_no_holiday_and_none_in_the_two_weeks_before() -> None:
    """From 6 February 2023: after Dragon Boat (24 June) until Mid-Autumn (29 September)."""
    scenario = sim.load("network=three_tier")
    days, warmup = ordinary_weeks(scenario)
    first = scenario.demand.start + timedelta(days=warmup)
    assert (first, days) == (date(2023, 7, 10), 77.0)
    last = first + timedelta(days=days)
    assert not any(first - timedelta(14) <= day < last for day in scenario.demand.holidays)


def test_without_ordinary_weeks_the_program_says_so() -> None:
    scenario = sim.load("network=three_tier")
    every = tuple(scenario.demand.start + timedelta(days=n) for n in range(0, 365, 20))
    with pytest.raises(ValueError, match="four weeks in a row without a holiday"):
        ordinary_weeks(replace(scenario, demand=replace(scenario.demand, holidays=every)))


@pytest.mark.parametrize(
    ("quick", "verdict"),
    [
        (Seen(101.0, 97.0, 105.0), "good"),
        (Seen(104.9, 100.0, 110.0), "good"),
        (Seen(101.0, 90.0, 112.0), "rough"),  # reaches further than a tenth
        (Seen(107.0, 98.0, 116.0), "rough"),  # 7 % away, which may be luck
        (Seen(120.0, 118.0, 122.0), "**off**"),
    ],
)
def test_a_quick_number_is_good_rough_or_off(quick: Seen, verdict: str) -> None:
    reference = Seen(100.0, 98.0, 102.0)
    assert judged(WAIT, reference, quick, reference) == verdict


def test_what_does_not_matter_to_a_planner_is_good_however_far_in_parts() -> None:
    reference = Seen(1.0, 0.9, 1.1)
    assert judged(WAIT, reference, Seen(2.5, 1.4, 4.0), reference) == "good"


@pytest.mark.slow
def test_the_quick_answer_of_a_small_network_is_that_of_ordinary_weeks_of_a_long_run() -> None:
    """Each headline of today, and of gatekeeping and its effect, is not off; most are good."""
    today = sim.load("network=three_tier")
    both = {"today": today, "gatekeeping": sim.load("network=three_tier", "policy=[gatekeeping]")}
    own = today.run
    quick = play(both, Window("quick", own.days, own.warmup_days, own.replications))
    long = play(both, Window("reference", *ordinary_weeks(today), 4))
    for effects in (False, True):
        found, reference, level = cells(quick, effects), cells(long, effects), cells(long, False)
        verdicts = {
            key: judged(one, level[key], found[key], reference[key])
            for one in HEADLINES
            for name in both
            if (key := (name, one.indicator, one.tier)) in found and key in reference
        }
        assert len(verdicts) > 12
        assert "**off**" not in verdicts.values(), verdicts


@pytest.fixture(scope="module")
def autumn() -> list[Run]:
    """Ten weeks of jiangmen from 28 August 2023, with the eight days off from 29 September on."""
    scenario = sim.load(
        "network=jiangmen", "demand.start=2023-08-14", "run.days=70", "run.warmup_days=14"
    )
    return [run(scenario, replication, "none") for replication in range(2)]


def weekly(runs: list[Run], indicator: str) -> list[float]:
    """The means of an indicator of everybody, week by week."""
    rows = [
        row
        for one in runs
        for row in one.weekly.to_pylist()
        if row["indicator"] == indicator and not (row["tier"] or row["facility"] or row["station"])
    ]
    weeks = range(max(row["week"] for row in rows) + 1)
    return [statistics.mean(row["value"] for row in rows if row["week"] == n) for n in weeks]


@pytest.mark.slow
def test_after_a_long_holiday_the_backlog_is_gone_in_two_weeks(autumn: list[Run]) -> None:
    """Weeks 4 and 5 hold the holiday; week 8 begins 17 days after its end."""
    for indicator in ("onset_to_treatment_mean", "appointment_days_mean"):
        found = weekly(autumn, indicator)
        usual = statistics.mean(found[:4])
        assert max(found[4:7]) > 2.0 * usual
        assert found[8] == pytest.approx(usual, rel=0.05)
        assert found[9] == pytest.approx(usual, rel=0.05)


@pytest.mark.slow
def test_overtime_and_who_leaves_without_a_ticket_are_usual(autumn: list[Run]) -> None:
    """At the lead, holiday included: under half an hour on a day of seven and a half, under 2 %."""
    for one in autumn:
        lead = {
            row["indicator"]: row["value"]
            for row in one.kpis.to_pylist()
            if row["tier"] == "municipal"
            and not any(row[n] for n in ("facility", "acuity", "station"))
        }
        assert 0.0 < lead["overtime_share"] < 0.5 / 7.5
        assert 0.0 < lead["no_ticket_share"] < 0.02


@pytest.mark.slow
def test_the_program_prints_a_table_for_each_scenario(capsys: pytest.CaptureFixture[str]) -> None:
    short = ["network=three_tier", "run.days=1", "run.warmup_days=0", "run.replications=2"]
    few = ["levers=gatekeeping", "replications=2", "demand.scale=0.02"]
    settled.main([*short, *few])
    text = capsys.readouterr().out
    assert "* quick: 1 days after 0, 2 replications" in text
    assert "### today: levels" in text
    assert "### gatekeeping: differences from today" in text
