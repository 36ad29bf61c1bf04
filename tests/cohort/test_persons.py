"""Chronic persons: their occasions, their exacerbations, and the demand that they replace."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from two_homes import BEGIN, DEMAND, columns, system

from sim.cohort import Cohort, draw, yearly_rates
from sim.contract import EXACERBATION, RECALL
from sim.system import System
from sim.system.chronic import Chronic
from sim.system.faults import Faults

UNTIL = BEGIN + 90 * 24.0
USUAL: dict[str, Any] = {
    "prevalence": 0.1,
    "managed": 0.5,
    "visit": "cough",
    "exacerbation": "heart",
    "recall_days": 90.0,
    "kept": 0.8,
    "effective_days": 100.0,
    "control_followed": 0.6,
    "control_lapsed": 0.2,
    "exacerbations_controlled": 1.0,
    "exacerbations_uncontrolled": 4.0,
}


def followed(**facts: Any) -> System:
    """A tenth of the north has it, and a half of these are followed: a hundred persons."""
    described = system()
    network = described.network
    homes = {**network.homes, "north": replace(network.homes["north"], base="station")}
    return replace(
        described,
        network=replace(network, homes=homes),
        chronic={"pressure": Chronic(**USUAL | facts)},
    )


def drawn(described: System, until: float = UNTIL) -> Cohort:
    return draw(described, DEMAND, until, 1, 0)


def test_without_persons_the_cohort_is_as_it_was_to_the_last_bit() -> None:
    assert columns(drawn(followed(prevalence=0.0))) == columns(drawn(system()))
    cohort = drawn(followed())
    others = cohort.person < 0
    assert columns(cohort, others) == columns(drawn(system()))
    assert (cohort.occasion[others] == -1).all()


def test_each_person_has_an_occasion_every_thirty_days() -> None:
    cohort = drawn(followed())
    recall = cohort.occasion == RECALL
    assert np.bincount(cohort.person[recall]).tolist() == [3] * 100
    days = np.floor(cohort.time[recall] / 24.0)
    for person in range(100):
        assert np.diff(days[cohort.person[recall] == person]).tolist() == [30.0, 30.0]
    assert set(cohort.acuity[recall].tolist()) == {4}
    assert set(cohort.home[recall].tolist()) == {0}


def test_exacerbations_are_as_many_as_without_control() -> None:
    cohort = drawn(followed())
    worse = cohort.occasion == EXACERBATION
    expected = 100 * 4.0 * 90.0 / 365.0
    assert abs(worse.sum() - expected) < 3.0 * math.sqrt(expected)
    assert set(cohort.condition[worse].tolist()) == {1}
    assert cohort.person[worse].max() < 100
    assert len(set(cohort.person[worse].tolist())) > 40


def test_what_is_done_about_them_changes_nothing_about_who_may_fall_ill() -> None:
    before = drawn(followed())
    assert drawn(followed(recall_days=30.0, at_base=1.0, kept=0.1)) is before


def test_a_longer_run_only_appends() -> None:
    short, long = (drawn(followed(), until) for until in (UNTIL - 240.0, UNTIL))
    assert columns(long, slice(len(short))) == columns(short)


def test_their_visits_are_taken_out_of_demand() -> None:
    usual, fewer = drawn(followed()), drawn(followed(visits_in_demand=20.0))
    coughs = [
        int(((c.condition == 0) & (c.person < 0) & (c.home == 0)).sum()) for c in (usual, fewer)
    ]
    expected = 100 * 20.0 * 90.0 / 365.0
    assert abs(coughs[0] - coughs[1] - expected) < 4.0 * math.sqrt(expected)
    south = [columns(c, (c.home == 1)) for c in (usual, fewer)]
    assert south[0] == south[1]
    rates = [yearly_rates(one, DEMAND) for one in (followed(), followed(visits_in_demand=20.0))]
    assert rates[0].tolist() == rates[1].tolist()


def test_more_than_demand_holds_cannot_be_taken_out() -> None:
    with pytest.raises(Faults, match=r"chronic.* visits a year of north with cough"):
        drawn(followed(visits_in_demand=100.0))


def test_a_home_has_its_own_prevalence_and_without_a_base_only_that() -> None:
    cohort = drawn(followed(prevalence_for={"south": 0.02}))
    recall = cohort.occasion == RECALL
    assert np.bincount(cohort.home[recall]).tolist() == [300, 30]
