"""Chronic disease: who is due, who is controlled, and which exacerbations happen."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pyarrow.compute as pc
import pytest

from sim import luck, rules
from sim.cohort.people import nobody
from sim.contract import (
    DUE,
    EXACERBATED,
    EXACERBATION,
    HELD,
    NOT_NEEDED,
    RECALL,
    TREATED,
    Patient,
    State,
)
from sim.engines.readable import Engine
from sim.keeping import Keeper
from sim.rules import chronic
from sim.system import System
from sim.system.chronic import Chronic, Management
from sim.tables import Tables
from tests.systems import HOSPITAL, TOWN, somebody, tables_of, tiny_system, walk

DAY = 24.0
USUAL: dict[str, Any] = {
    "prevalence": 0.001,  # one of the hill's thousand
    "managed": 1.0,
    "visit": "cough",
    "exacerbation": "heart",
    "recall_days": 90.0,
    "kept": 1.0,
    "effective_days": 100.0,
    "control_followed": 0.6,
    "control_lapsed": 0.2,
    "exacerbations_controlled": 1.0,
    "exacerbations_uncontrolled": 4.0,
}
KEYS = luck.patient_keys(luck.stream_key(1, 0, "chronic"), 0, 2000).tolist()


def sick(**facts: Any) -> System:
    return tiny_system(chronic={"pressure": Chronic(**USUAL | facts)})


def begun(tables: Tables, followed: float = 0.0, rank: float = 0.5) -> State:
    """A state in which the person was followed up at an instant."""
    state = rules.initial(tables)
    state.person[0].followed, state.person[0].rank = followed, rank
    return state


def occasion(day: float = 0.0, **facts: Any) -> Patient:
    return somebody(**{"onset": 9.0 + day * DAY, "person": 0, "occasion": RECALL} | facts)


@pytest.mark.parametrize(
    ("day", "due"), [(30.0, False), (60.0, False), (90.0, True), (120.0, True)]
)
def test_a_follow_up_is_due_after_the_interval_in_steps_of_thirty_days(
    day: float, due: bool
) -> None:
    tables = tables_of(sick())
    p = occasion(day)
    assert chronic.happens(tables, begun(tables, 9.0), p.onset, p) == due
    assert p.occasion == (DUE if due else RECALL)


def test_an_occasion_on_which_nothing_is_due_is_no_visit() -> None:
    tables = tables_of(sick())
    p = occasion()
    assert walk(tables, p, begun(tables)) == []
    assert (p.ending, p.first_facility) == (NOT_NEEDED, -1)


def test_who_does_not_keep_a_follow_up_stays_due() -> None:
    tables = tables_of(sick(kept=0.0))
    p, state = occasion(), begun(tables, -90.0 * DAY)
    assert walk(tables, p, state) == []
    assert (p.occasion, state.person[0].followed) == (DUE, -90.0 * DAY)


@pytest.mark.parametrize(("share", "facility"), [(0.0, HOSPITAL), (1.0, TOWN)])
def test_a_follow_up_is_held_at_the_base_or_where_residents_go(share: float, facility: int) -> None:
    tables = tables_of(sick(at_base=share))
    p, state = occasion(), begun(tables, -90.0 * DAY)
    steps = walk(tables, p, state)
    seen = next(end for stage, _, _, end in steps if stage == "results")
    assert (p.occasion, p.ending, p.first_facility) == (HELD, TREATED, facility)
    assert state.person[0].followed == pytest.approx(seen)


@pytest.mark.parametrize(
    ("rank", "days", "controlled"),
    [(0.1, 300.0, 1), (0.4, 99.0, 1), (0.4, 101.0, 0), (0.7, 1.0, 0)],
)
def test_control_depends_on_the_follow_up_that_was_held(
    rank: float, days: float, controlled: int
) -> None:
    tables = tables_of(sick())
    p = occasion()
    chronic.happens(tables, begun(tables, p.onset - days * DAY, rank), p.onset, p)
    assert p.controlled == controlled


@pytest.mark.parametrize("reach", [0.0, 0.4, 1.0])
def test_whoever_is_not_called_in_comes_as_often_as_demand_holds(reach: float) -> None:
    system = replace(sick(visits_in_demand=3.65), chronic_management=Management(reach=reach))
    tables = tables_of(system)
    state, people = rules.initial(tables), [occasion(key=key) for key in KEYS]
    called, came, controlled = 0, 0, 0
    for p in people:
        state.person[0].followed = math.nan
        happens = chronic.happens(tables, state, p.onset, p)
        if state.person[0].followed > -math.inf:
            called += 1
            continue
        came, controlled = came + happens, controlled + p.controlled
        assert p.occasion == RECALL  # neither due nor held
    assert called / len(KEYS) == pytest.approx(reach, abs=0.05)
    others = len(KEYS) - called
    assert came == pytest.approx(0.3 * others, abs=0.05 * others)
    assert controlled == pytest.approx(0.2 * others, abs=0.05 * others)


def test_control_spares_its_share_of_the_exacerbations_and_adds_none() -> None:
    tables = tables_of(sick())
    happened: dict[float, list[bool]] = {}
    for rank in (0.1, 0.9):
        ill = [occasion(key=key, occasion=EXACERBATION) for key in KEYS]
        state = begun(tables, 0.0, rank)
        happened[rank] = [chronic.happens(tables, state, p.onset, p) for p in ill]
        assert {p.occasion for p in ill} == {
            EXACERBATED if done else EXACERBATION for done in happened[rank]
        } | {EXACERBATED}
    assert all(happened[0.9])
    assert sum(happened[0.1]) / len(KEYS) == pytest.approx(0.25, abs=0.03)


def test_an_exacerbation_goes_where_its_condition_goes() -> None:
    tables = tables_of(sick(at_base=1.0))
    p = occasion(condition="heart", acuity=2, occasion=EXACERBATION)
    assert walk(tables, p, begun(tables, 0.0, 0.9))[1][0] == "emergency_consultation"
    assert p.first_facility == HOSPITAL


def test_before_the_run_follow_ups_were_held_at_any_time_of_the_interval() -> None:
    tables = tables_of(sick())
    days = []
    for key in KEYS:
        p, state = occasion(key=key), rules.initial(tables)
        chronic.happens(tables, state, p.onset, p)
        days.append((p.onset - state.person[0].followed) / DAY)
    assert 0.0 < min(days) < max(days) < 90.0
    assert sum(days) / len(days) == pytest.approx(45.0, abs=3.0 * 90.0 / math.sqrt(12 * len(days)))


def test_persons_of_two_diseases_are_told_apart() -> None:
    row = Chronic(**USUAL)
    tables = tables_of(tiny_system(chronic={"a": row, "b": replace(row, recall_days=30.0)}))
    assert [row.last for row in tables.chronic.disease] == [1, 2]
    due = []
    for person in (0, 1):
        p, state = occasion(40.0, person=person), rules.initial(tables)
        state.person[person].followed = 9.0
        due.append(chronic.happens(tables, state, p.onset, p))
    assert due == [False, True]


def test_the_engine_carries_from_one_episode_to_the_next_what_was_held() -> None:
    """The second occasion, a week later, finds the first follow-up and is not due."""
    tables = tables_of(sick(recall_days=30.0, at_base=1.0))
    long_ago = next(key for key in KEYS if luck.uniform(key, luck.CONTROL, 0, 1) > 0.5)
    patients = [occasion(day, number=n, key=long_ago) for n, day in enumerate((0.0, 7.0))]
    keeper = Keeper(tables, nobody())
    Engine(tables, patients, [keeper]).play()
    episodes = keeper.episodes().sort_by("patient")
    assert episodes["occasion"].to_pylist() == ["held", "recall"]
    assert pc.is_nan(episodes["treated_at"]).to_pylist() == [False, True]
