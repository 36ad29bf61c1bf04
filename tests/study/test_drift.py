"""Drift: luck rarely looks like it, and a backlog always does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import config
from sim.outcomes.indicators import INDICATORS
from sim.outcomes.unsettled import LEVEL, QUEUE
from sim.replication import run
from sim.study.contrasts import chance, growth, halves, holm, trend
from sim.study.drift import drift
from sim.study.schemas import JOB, STUDY_WEEKLY
from sim.study.terminal import watched

WITHOUT_END = (
    *("demand.scale=2", "demand.holidays=[]", "access.search_days=never"),
    *("access.tickets.extra_share=0", "access.tickets.patience_days=[never,never]"),
)
"""Twice the patients, of whom nobody gives up."""
HEADLINES = [("onset_to_treatment_mean", None), ("visit_wait_mean", "base"), ("bypass", None)]


def table(values: dict[tuple[Any, ...], np.ndarray], events: int = 500) -> pa.Table:
    """Weekly values, ``[replication, week]`` by scenario, indicator, tier, facility, station."""
    rows = [
        {
            "scenario": scenario,
            "replication": replication,
            "week": week,
            "hours": 168.0,
            "indicator": indicator,
            **dict(zip(("tier", "facility", "station"), [*where, None, None, None], strict=False)),
            "value": float(value),
            "events": events,
            "unit": INDICATORS[indicator].unit,
        }
        for (scenario, indicator, *where), cells in values.items()
        for (replication, week), value in np.ndenumerate(cells)
        if not np.isnan(value)
    ]
    return pa.Table.from_pylist(rows, STUDY_WEEKLY)


def noise(seed: int, replications: int, weeks: int, correlation: float = 0.0) -> np.ndarray:
    """Weeks about 0, with a spread of 1, each like the one before it as far as they correlate."""
    luck = np.random.default_rng(seed).normal(size=(replications, weeks))
    for week in range(1, weeks):
        luck[:, week] *= np.sqrt(1.0 - correlation**2)
        luck[:, week] += correlation * luck[:, week - 1]
    return luck


def kinds(found: pa.Table) -> list[tuple[str, str]]:
    return [(row["kind"], row["indicator"]) for row in found.to_pylist()]


@pytest.mark.parametrize("replications", [1, 2, 3, 8, 20])
@pytest.mark.parametrize(("weeks", "correlation"), [(4, 0.0), (12, 0.0), (12, 0.5), (52, 0.5)])
def test_luck_looks_like_drift_in_less_than_one_of_twenty_studies(
    replications: int, weeks: int, correlation: float
) -> None:
    false, studies, headlines = 0, 60, 12
    for study in range(studies):
        luck = noise(study, replications * headlines, weeks, correlation)
        parts = np.split(luck, headlines)
        contrasts = trend(weeks), halves(weeks)
        chances = [min(2.0 * chance(part, each) for each in contrasts) for part in parts]
        false += min(holm(chances)) < 0.05
    assert false <= 0.1 * studies  # of 5 %, more than twice as many come by once in 40 tables


@pytest.mark.parametrize("replications", [1, 2, 3, 8])
def test_a_backlog_is_seen_whatever_the_number_of_replications(replications: int) -> None:
    weeks = np.arange(8.0)
    values = {
        ("today", "onset_to_treatment_mean"): 10 + 4 * weeks + noise(1, replications, 8),
        ("today", "visit_wait_mean", "base"): 60 + noise(2, replications, 8),
        ("today", "bypass"): 0.5 + 0.001 * noise(3, replications, 8),
        ("today", "queue", None, None, "lead/desk"): 9 * weeks + noise(4, replications, 8) ** 2,
        ("today", "queue", None, None, "town/desk"): 5 + noise(5, replications, 8) ** 2,
        ("today", "booked_ahead", None, "lead"): 90 * weeks + noise(6, replications, 8) ** 2,
    }
    found = drift(table(values), "today", HEADLINES)
    assert kinds(found) == [
        (LEVEL, "onset_to_treatment_mean"),
        (QUEUE, "booked_ahead"),
        (QUEUE, "queue"),
    ]
    first, *_, queue = found.to_pylist()
    assert first["first"] == pytest.approx(16.0, abs=2.0)
    assert first["last"] == pytest.approx(32.0, abs=2.0)
    assert queue["station"] == "lead/desk"


def test_what_changes_by_less_than_matters_is_not_told() -> None:
    sure = 1e-6 * noise(1, 8, 8)
    for change, told in ((0.04, False), (0.07, True)):
        rising = 10.0 * (1.0 + change * np.arange(8.0) / 7.0)
        values = {("today", "onset_to_treatment_mean"): rising + sure}
        assert bool(drift(table(values), "today", HEADLINES).num_rows) is told


def test_a_queue_that_has_come_down_again_does_not_grow_to_the_end() -> None:
    weeks = np.array([10.0, 10, 10, 10, 10, 90, 40, 14])
    values = {("today", "queue", None, None, "lead/desk"): weeks + 0.01 * noise(1, 8, 8)}
    assert drift(table(values), "today", HEADLINES).num_rows == 0


def test_an_effect_that_grows_is_told_though_levels_stand_still() -> None:
    luck = noise(1, 8, 8)
    effect = -1.0 - 0.3 * np.arange(8.0)
    values = {
        ("today", "onset_to_treatment_mean"): 100.0 + luck,
        ("gate", "onset_to_treatment_mean"): 100.0 + luck + effect,
    }
    (row,) = drift(table(values), "today", HEADLINES).to_pylist()
    assert (row["kind"], row["scenario"]) == ("effect", "gate")
    assert row["first"] == pytest.approx(-1.45)
    assert row["last"] == pytest.approx(-2.65)


@pytest.mark.parametrize(("a_week", "told"), [(0.05, 0), (0.3, 1)])
def test_an_effect_that_changes_by_less_than_matters_is_not_told(a_week: float, told: int) -> None:
    """Half an hour of onset to treatment matters; eight weeks make four tenths of one, or 2.4."""
    luck = noise(1, 8, 8)
    values = {
        ("today", "onset_to_treatment_mean"): 9.0 + luck,
        ("experts", "onset_to_treatment_mean"): 9.3 + luck + a_week * np.arange(8.0),
    }
    rows = drift(table(values), "today", HEADLINES).to_pylist()
    assert sum(row["kind"] == "effect" for row in rows) == told


@pytest.mark.parametrize("weeks", [1, 2])
def test_fewer_than_three_weeks_say_nothing(weeks: int) -> None:
    values = {("today", "onset_to_treatment_mean"): np.full((8, weeks), 1.0) * np.arange(weeks)}
    assert drift(table(values), "today", HEADLINES).num_rows == 0


def test_a_last_week_that_is_not_full_is_left_out() -> None:
    rows = table({("today", "onset_to_treatment_mean"): np.full((4, 4), 10.0)}).to_pylist()
    for row in rows:
        if row["week"] == 3:
            row |= {"hours": 24.0, "value": 99.0}
    assert drift(pa.Table.from_pylist(rows, STUDY_WEEKLY), "today", HEADLINES).num_rows == 0


def test_last_weeks_that_say_nothing_are_left_out() -> None:
    rising = 10.0 + 5.0 * np.arange(8.0) + 0.01 * noise(1, 2, 8)
    rising[:, 6:] = np.nan
    values = {("today", "onset_to_treatment_mean"): rising}
    assert drift(table(values), "today", HEADLINES).num_rows == 1
    rising[0, 3] = np.nan
    assert drift(table(values), "today", HEADLINES).num_rows == 0


def test_rare_events_are_not_judged() -> None:
    rising = 10.0 + 5.0 * np.arange(8.0) + 0.01 * noise(1, 2, 8)
    values = {("today", "onset_to_treatment_mean"): rising}
    assert drift(table(values, events=3), "today", HEADLINES).num_rows == 0
    assert drift(table(values, events=30), "today", HEADLINES).num_rows == 1


@given(st.lists(st.floats(0.0, 1.0), max_size=12))
def test_holm_raises_every_chance_and_keeps_their_order(chances: list[float]) -> None:
    adjusted = holm(chances)
    assert all(one <= other <= 1.0 for one, other in zip(chances, adjusted, strict=True))
    order = np.argsort(chances, kind="stable")
    assert sorted(adjusted) == [adjusted[n] for n in order]


def test_holm_as_in_a_table_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])


@pytest.mark.parametrize("weeks", range(3, 14))
def test_contrasts_give_the_slope_of_a_line(weeks: int) -> None:
    line = 2.0 * np.arange(weeks) + 7.0
    assert line @ trend(weeks) == pytest.approx(2.0 * (weeks - 1))
    assert line @ halves(weeks) == pytest.approx(2.0 * (weeks - weeks // 2))
    assert line @ growth(weeks) > 0.0
    assert abs(trend(weeks).sum()) + abs(halves(weeks).sum()) + abs(growth(weeks).sum()) < 1e-12


@pytest.mark.parametrize(
    ("overrides", "level", "queue"),
    [
        (("case=mm1", "demand.scale=3"), "visit_wait_mean", ("queue", "hospital")),
        (("network=three_tier", *WITHOUT_END), "appointment_days_mean", ("booked_ahead", "west")),
    ],
)
def test_queues_that_lack_capacity_grow_to_the_end_and_waits_with_them(
    overrides: tuple[str, ...], level: str, queue: tuple[str, str]
) -> None:
    scenario = config.load(*overrides, "run.days=28", "run.warmup_days=0")
    found = drift(_weekly(scenario, 2), "s", watched()).to_pylist()
    assert level in [row["indicator"] for row in found if row["kind"] == LEVEL]
    where = [
        (row["indicator"], (row["station"] or row["facility"]).partition("/")[0])
        for row in found
        if row["kind"] == QUEUE
    ]
    assert queue in where


def test_a_run_in_balance_shows_no_drift() -> None:
    scenario = config.load("case=mm1", "run.days=42", "run.warmup_days=7")
    assert drift(_weekly(scenario, 4), "s", watched()).num_rows == 0


def _weekly(scenario: Any, replications: int) -> pa.Table:
    """The weeks of a scenario, as a study gathers them."""
    parts = []
    for number in range(replications):
        weekly = run(scenario, number, "none").weekly
        labels = [
            pa.repeat(pa.scalar(value, field.type), weekly.num_rows)
            for field, value in zip(JOB, ("s", number), strict=True)
        ]
        parts.append(pa.table([*labels, *weekly.columns], schema=STUDY_WEEKLY))
    return pa.concat_tables(parts)
