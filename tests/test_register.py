"""A register in a run: its patients come where it says, and levers move them like others."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.cohort import Cohort, draw, draw_for
from sim.cohort.reference import reference
from sim.config import levers
from sim.config.comparison import comparison
from sim.journeys import Record
from sim.keeping import recorded
from sim.scenario import Scenario
from tests.records import what_happened

pytestmark = pytest.mark.slow

WORDS = ("network=three_tier", "run.days=1", "run.warmup_days=0", "run.replications=1")
STILL = (
    *("scenario=none", "chronic.hypertension.managed=0", "chronic.diabetes.managed=0"),
    *("access.closed_to_emergency=[0,0,0,0]", "access.choice.wait_per_hour=0"),
    "access.choice.ticket_per_day=0",
)
"""Nothing moves patients but their own choice."""
HOSPITAL = "central"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two days of those who would come to the hospital in a world of other luck."""
    scenario = load("run.days=2", "run.seed=2")
    system, cohort = scenario.system, draw_for(scenario, scenario.until, 0)
    homes, conditions = list(system.network.homes), list(system.conditions)
    lines = ["time,home,condition,acuity,facility"]
    for n in np.flatnonzero((first_choice(scenario, cohort) == HOSPITAL) & (cohort.bed < 0)):
        home, condition = homes[cohort.home[n]], conditions[cohort.condition[n]]
        time = cohort.time[n] - scenario.demand.calendar.begin
        lines.append(f"{time},{home},{condition},{cohort.acuity[n]},{HOSPITAL}")
    path = tmp_path_factory.mktemp("register") / "arrivals.csv"
    path.write_text("\n".join(lines))
    return path


@cache
def load(*words: str) -> Scenario:
    return sim.load(*WORDS, *words)


def with_register(register: Path, *words: str) -> Scenario:
    return load("demand=beside", f"demand.path={register}", *words)


def first_choice(scenario: Scenario, cohort: Cohort) -> np.ndarray:
    """Where each patient would come first."""
    first = reference(scenario.before)
    codes = first.chosen(cohort.key, cohort.home, cohort.condition, cohort.acuity)
    return np.array(first.facilities, object)[codes]


def came(record: Record, cohort: Cohort) -> np.ndarray:
    """Where each patient did come first; nowhere who was in a bed."""
    where = np.full(len(cohort), "", object)
    episodes = record.episodes
    where[episodes["patient"].to_numpy()] = episodes["first_facility"].to_pylist()
    where[cohort.bed >= 0] = ""
    return where


def test_where_nothing_moves_them_all_come_where_the_register_says_and_nobody_else(
    register: Path,
) -> None:
    scenario = with_register(register, *STILL)
    cohort = draw_for(scenario, scenario.until, 0)
    where = came(sim.run(scenario), cohort)
    synthetic = load(*STILL)
    mine = ~np.isin(cohort.key, draw_for(synthetic, synthetic.until, 0).key)
    assert mine.sum() > 100
    assert set(where[mine]) == {HOSPITAL}
    assert HOSPITAL not in set(where[~mine])


def test_both_engines_play_them_alike(register: Path) -> None:
    records = [recorded(with_register(register, f"engine={e}"), 0) for e in ("simpy", "compiled")]
    assert what_happened(records[0]) == what_happened(records[1])


def test_every_shipped_lever_has_the_same_patients(register: Path) -> None:
    every = f"run.levers=[{','.join(levers())}]"
    words = [*WORDS, "demand=beside", f"demand.path={register}", every]
    chosen = comparison(words).scenarios
    assert {f"today+{name}" for name in levers()} < set(chosen)
    cohorts = [draw_for(one, one.until, 0) for one in chosen.values()]
    assert all(one is cohorts[0] for one in cohorts)


def test_a_lever_that_moves_what_people_choose_by_has_the_same_patients(register: Path) -> None:
    """Trust gained by a lever is not among what things were before it."""
    today = with_register(register, "policy=[reimbursement]")
    before = draw_for(today, today.until, 0)
    hospital = today.system.network.facilities[HOSPITAL]
    trusted = {
        **today.system.network.facilities,
        HOSPITAL: replace(hospital, trust_gain={"internal": 0.5}),
    }
    network = replace(today.system.network, facilities=trusted)
    moved = replace(today, system=replace(today.system, network=network))
    assert draw_for(moved, today.until, 0) is before
    other = draw(moved.system, moved.demand, today.until, today.run.seed, 0)
    assert other.key.tolist() != before.key.tolist()


@pytest.mark.parametrize(
    ("lever", "doses"),
    [
        ("gatekeeping", ("compliance",)),
        ("family_doctors", ("contracted", "compliance")),
        ("reimbursement", ("primary_bonus", "unreferred_penalty")),
    ],
)
def test_a_dose_of_zero_changes_nothing_and_another_moves_them(
    register: Path, lever: str, doses: tuple[str, ...]
) -> None:
    zero = [f"policy.{lever}.{dose}=0" for dose in doses]
    today = recorded(with_register(register), 0)
    idle = recorded(with_register(register, f"policy=[{lever}]", *zero), 0)
    dosed = recorded(with_register(register, f"policy=[{lever}]"), 0)
    assert what_happened(idle) == what_happened(today)
    assert what_happened(dosed) != what_happened(today)
