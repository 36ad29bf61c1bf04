"""Returns: who comes again after treatment, where, and what then counts as treated."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

import sim
from sim import luck
from sim.contract import LEFT_WAITING, NOWHERE, TREATED, Ask
from sim.keeping import recorded
from sim.rules import returns
from sim.system.network import Tier
from sim.system.referral import Referral
from sim.system.returns import Returns
from sim.tables import Tables
from tests.systems import (
    COUGH,
    HEART,
    HOSPITAL,
    TOWN,
    bed_rules,
    somebody,
    tables_of,
    tiny_system,
    walk,
)

HARD = 0.75  # beyond the town, which treats half of the cases
BLIND = Referral(recognition={Tier.BASE: 0.0})


def coming(rule: Returns, **more: Any) -> Tables:
    """Everybody comes first to the town, whose doctors see nothing that is beyond it."""
    tables = tables_of(tiny_system(**{"referral": BLIND, "returns": rule} | more))
    for row in tables.choice.option[0]:
        row[0].facility = TOWN
    return tables


def test_without_returns_an_episode_ends_with_its_treatment() -> None:
    p = somebody(complexity=HARD)
    steps = walk(coming(Returns()), p)
    assert "at_home" not in [step[0] for step in steps]
    assert (p.returned, p.treated_facility, p.beyond) == (0, TOWN, 1)


def test_who_was_missed_comes_again_and_is_then_treated_for_good_above() -> None:
    p = somebody(complexity=HARD)
    steps = walk(coming(Returns(after_miss=1.0, mean_days=1.0)), p)
    stages = [step[0] for step in steps]
    (home,) = [step for step in steps if step[0] == "at_home"]
    assert 0.0 < home[3] - home[2] < 30 * 24.0
    again = steps[stages.index("at_home") + 1 :]
    seen = [step[1] for step in again if step[0] == "consultation"]
    # the town sees it this time and sends the patient up
    assert seen == ["town/consultation.general", "hospital/consultation.general"]
    assert (p.hop, p.returned, p.beyond, p.ending) == (2, 1, 0, TREATED)
    assert p.treated_facility == HOSPITAL
    assert p.treated_at > home[3]


def test_a_share_comes_to_the_first_capable_facility_above() -> None:
    p = somebody(complexity=HARD)
    steps = walk(coming(Returns(after_miss=1.0, mean_days=1.0, higher_share=1.0)), p)
    stages = [step[0] for step in steps]
    seen = [s[1] for s in steps[stages.index("at_home") :] if s[0] == "consultation"]
    assert seen == ["hospital/consultation.general"]
    assert (p.hop, p.self_referred, p.referred_up, p.treated_facility) == (1, 1, 0, HOSPITAL)


def test_who_was_treated_rightly_keeps_the_first_treatment() -> None:
    p = somebody(complexity=0.25)
    steps = walk(coming(Returns(otherwise=1.0, mean_days=1.0)), p)
    (home,) = [step for step in steps if step[0] == "at_home"]
    assert (p.hop, p.returned, p.ending, p.treated_facility, p.beyond) == (1, 1, TREATED, TOWN, 0)
    assert p.treated_at < home[2]
    assert [step[0] for step in steps].count("at_home") == 1  # once an episode


def test_it_stays_treated_if_the_second_time_is_in_vain() -> None:
    tables = coming(Returns(otherwise=1.0))
    p = somebody(facility=TOWN, treated_facility=TOWN, treated_at=12.0, returned=1)
    p.ending = LEFT_WAITING
    returns.settle(p)
    assert (p.ending, p.treated_facility, p.treated_at) == (TREATED, TOWN, 12.0)
    assert not returns.comes_again(tables, p)


def test_who_was_missed_and_then_leaves_unseen_has_not_been_treated() -> None:
    p = somebody(returned=1, ending=LEFT_WAITING)
    returns.settle(p)
    assert (p.ending, p.treated_facility) == (LEFT_WAITING, NOWHERE)


def test_an_inpatient_leaves_the_bed_and_comes_again() -> None:
    cough = replace(COUGH, admission=1.0)
    tables = coming(
        Returns(otherwise=1.0, mean_days=1.0), conditions={"cough": cough, "heart": HEART}
    )
    p, ask = somebody(complexity=0.25), Ask()
    walk(tables, p)
    assert (p.admitted, p.returned) == (2, 1)
    returns.go_home(tables, p, ask)
    assert ask.free == 0b111


def test_times_are_those_of_an_exponential_that_is_cut_at_thirty_days() -> None:
    tables, days = coming(Returns(otherwise=1.0, mean_days=20.0)), []
    for key in luck.patient_keys(3, 0, 4000):
        p, ask = somebody(key=int(key), facility=TOWN), Ask()
        returns.go_home(tables, p, ask)
        days.append(ask.duration / 24.0)
    assert min(days) > 0.0
    assert max(days) < 30.0
    mean = 20.0 - 30.0 / math.expm1(30.0 / 20.0)  # of an exponential, cut
    assert sum(days) / len(days) == pytest.approx(mean, abs=4.0 * 8.7 / math.sqrt(4000))


def test_in_an_engine_nobody_keeps_a_bed_at_home_and_nobody_comes_twice() -> None:
    record = recorded(
        sim.load(
            *("network=three_tier", "engine=simpy", "run.days=3", "run.warmup_days=0"),
            "returns={after_miss: 1, otherwise: 1, mean_days: 0.5}",
        ),
        0,
    )
    rows = record.journeys.to_pylist()
    times = Counter(row["patient"] for row in rows if row["stage"] == "at_home")
    came = [row for row in record.episodes.to_pylist() if row["returned"]]
    assert len(came) > 20
    assert max(times.values()) == 1
    left = {row["patient"]: row["asked"] for row in rows if row["stage"] == "at_home"}
    beds = [row for row in rows if row["stage"] == "bed" and row["patient"] in left]
    kept = [row for row in beds if row["started"] < left[row["patient"]]]
    assert kept
    assert all(row["released"] <= left[row["patient"]] for row in kept)


def test_who_comes_again_to_observation_keeps_the_first_treatment() -> None:
    conditions = {"cough": COUGH, "heart": replace(HEART, emergency_admission=1.0)}
    tables = tables_of(
        tiny_system(
            conditions=conditions,
            admission=bed_rules(observed_share=1.0),
            returns=Returns(otherwise=1.0, mean_days=1.0),
        )
    )
    p = somebody("heart", acuity=2)
    steps = walk(tables, p)
    observed = [step for step in steps if step[0] == "observation" and step[3] > step[2]]
    assert len(observed) == 2
    assert (p.returned, p.treated_at) == (1, observed[0][2])
