"""Leaving: patience in the queues of a visit."""

from __future__ import annotations

import math
from typing import Any

import sim
from sim.contract import LEFT_WAITING, TREATED, Ask
from sim.keeping import recorded
from sim.rules import arrive, next_step
from sim.system.access import Access
from sim.system.durations import Duration, Form
from sim.tables import Tables
from tests.systems import fresh, somebody, tables_of, tiny_system, walk

HALF_AN_HOUR = Duration(mean=30.0)


def impatient(patience: Duration | None = HALF_AN_HOUR) -> Tables:
    """Those who are not urgent leave a queue after the patience."""
    access = Access(patience_minutes=(None, None, patience, patience))
    return tables_of(tiny_system(access=access))


def asked(tables: Tables, p: Any) -> Ask:
    """What a visitor asks for first at the door."""
    state, ask = fresh(tables), Ask()
    arrive(tables, state, p.onset, p, ask)
    p.asked = p.started = p.onset
    next_step(tables, state, ask.until, p, ask)
    return ask


def test_who_is_not_seen_in_time_leaves_without() -> None:
    p = somebody()
    steps = walk(impatient(), p, denied=("consultation",))
    assert [(step[0], step[3]) for step in steps[-2:]] == [
        ("registration", 9.85),
        ("consultation", 10.35),
    ]
    assert (p.ending, p.treated_facility) == (LEFT_WAITING, -1)


def test_who_leaves_the_queue_for_the_drugs_has_been_treated() -> None:
    p = somebody()
    steps = walk(impatient(), p, denied=("pharmacy",))
    assert steps[-1][0] == "pharmacy"
    assert (p.ending, p.treated_facility) == (TREATED, p.facility)


def test_the_urgent_wait_for_ever() -> None:
    assert asked(impatient(), somebody("heart", acuity=2)).gives_up == math.inf
    assert asked(impatient(), somebody("heart", acuity=3)).gives_up < math.inf
    assert asked(impatient(None), somebody("heart", acuity=3)).gives_up == math.inf


def test_each_queue_is_another_trial_of_the_patience() -> None:
    tables = impatient(Duration(mean=30.0, form=Form.EXPONENTIAL))
    p, state, ask, waits = somebody(), fresh(tables), Ask(), []
    arrive(tables, state, 9.0, p, ask)
    for now in (10.0, 11.0):
        next_step(tables, state, now, p, ask)
        waits.append(ask.gives_up - now)
    assert waits[0] != waits[1]
    assert min(waits) > 0.0


def test_in_an_engine_nobody_waits_longer_than_the_patience() -> None:
    patience = "{mean: 20}"
    record = recorded(
        sim.load(
            *("network=three_tier", "engine=simpy", "run.days=0.7", "run.warmup_days=0"),
            f"access.patience_minutes=[null,null,{patience},{patience}]",
        ),
        0,
    )
    acuity = {row["patient"]: row["acuity"] for row in record.episodes.to_pylist()}
    gone = [row for row in record.journeys.to_pylist() if row["outcome"] == "gave_up"]
    queues = [row for row in gone if "consultation" in row["stage"]]
    assert len(queues) > 10
    assert {acuity[row["patient"]] for row in queues} <= {3, 4}
    assert all(math.isclose(row["ended"] - row["asked"], 1.0 / 3.0) for row in queues)
    ending = {row["patient"]: row["ending"] for row in record.episodes.to_pylist()}
    assert {ending[row["patient"]] for row in queues} == {"gave_up"}
