"""Levers: what every lever promises, and where each one moves patients and work."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from typing import Any

import pytest

import sim
from sim.config import levers
from sim.journeys import Record
from sim.keeping import recorded
from sim.policies.base import Policy, fold
from sim.policies.remote_diagnosis import RemoteDiagnosis
from sim.scenario import Scenario
from sim.system import System
from tests.records import people, total, what_happened
from tests.systems import letters_of

DAYS = ("network=three_tier", "run.days=4", "run.warmup_days=0")
ELIGIBLE = tuple(
    f"conditions.{name}.step_down=0.9"
    for name in ("stroke", "trauma", "pneumonia_copd", "tumour", "chest_pain")
)
# What some of the levers act on is rare here: urgent formal referrals who find a queue, and stays
# whose recovery could be spent below. A week shows them only where they are frequent.
STAGE = {
    "chest_pain_centre": ("pathways.chest_pain.share=1", "pathways.stroke.share=0.9"),
    "green_channel": (
        *letters_of(1),
        "demand.scale=2.5",
    ),
    "joint_ward": ("run.days=10", "step_down.proposed=0.1", *ELIGIBLE),
    "step_down": ("run.days=10", *ELIGIBLE),
}
ADDS = {"outreach"}  # adds half-days to those that there are; the others raise to a dose
LEARNS = {"away_training"}  # takes hours that nobody gains; those of the others do some work
EVERY = pytest.mark.parametrize("lever", levers())


@cache
def load(*overrides: str) -> Scenario:
    return sim.load(*DAYS, *overrides)


def lever_of(lever: str) -> tuple[Policy, System]:
    """A lever as its file sets it, and the system that it meets."""
    scenario = load(f"policy=[{lever}]")
    return scenario.policies[lever], scenario.before


def at_zero(policy: Any) -> Any:
    """The lever with all its amounts at zero."""
    values = {field.name: getattr(policy, field.name) for field in fields(policy)}
    amounts: dict[str, Any] = {
        name: type(value)(0) for name, value in values.items() if type(value) in (int, float)
    }
    amounts |= {
        name: dict.fromkeys(value, 0.0) for name, value in values.items() if isinstance(value, dict)
    }
    assert amounts, "a lever without a dose"
    return replace(policy, **amounts)


def with_lever(scenario: Scenario, policy: Policy) -> Scenario:
    return replace(scenario, system=policy.apply(scenario.system))


@cache
def run(*overrides: str) -> Record:
    return recorded(load(*overrides), 0)


@EVERY
@pytest.mark.parametrize("mix", ["today", "none"])
def test_a_dose_of_zero_gives_the_journeys_without_the_lever(lever: str, mix: str) -> None:
    without = (f"scenario={mix}", "run.days=1")
    idle = with_lever(load(*without), at_zero(lever_of(lever)[0]))
    assert what_happened(recorded(idle, 0)) == what_happened(run(*without))


@EVERY
def test_a_dose_changes_the_journeys(lever: str) -> None:
    stage = STAGE.get(lever, ())
    assert what_happened(run(*stage, f"policy=[{lever}]")) != what_happened(run(*stage))


@EVERY
def test_applied_twice_is_applied_once_unless_it_adds(lever: str) -> None:
    policy, system = lever_of(lever)
    once = policy.apply(system)
    assert once != system
    assert (fold(system, [policy, policy]) == once) == (lever not in ADDS)


@EVERY
def test_a_lever_builds_nothing(lever: str) -> None:
    """It brings no facility, station, bed or doctor that was not there."""
    policy, system = lever_of(lever)
    assert policy.apply(system).network == system.network


@EVERY
def test_hours_that_arrive_were_taken_from_somebody(lever: str) -> None:
    policy, system = lever_of(lever)
    for move in policy.moves(system):
        assert {move.giver, move.receiver} <= set(system.network.facilities)
        assert (move.hours_gained > 0.0) == (lever not in LEARNS)
        assert 0.0 <= move.hours_gained <= move.hours_lost
        assert move.hours_added == 0.0


@EVERY
def test_the_same_people_fall_ill(lever: str) -> None:
    assert people(run(f"policy=[{lever}]")).keys() == people(run()).keys()


def test_gatekeeping_sends_to_the_base_those_who_can_wait_and_no_others() -> None:
    homes = load().system.network.homes
    many = "policy.gatekeeping.compliance=0.5"
    before, after = people(run()), people(run("policy=[gatekeeping]", many))
    moved = [who for who in before if before[who]["first_facility"] != after[who]["first_facility"]]
    assert len(moved) > 100
    assert all(after[who]["first_facility"] == homes[who[0]].base for who in moved)
    assert all(after[who]["acuity"] > 2 for who in moved)


def test_the_green_channel_makes_urgent_referrals_wait_less() -> None:
    stage = STAGE["green_channel"]
    before, after = run(*stage), run(*stage, "policy=[green_channel]")
    assert total(after, "green") > total(before, "green") > 0
    assert all(row["acuity"] <= 2 for row in after.episodes.to_pylist() if row["green"])
    chosen = {row["patient"] for row in after.episodes.to_pylist() if row["green"]}
    assert _waiting(after, chosen) < _waiting(before, chosen)


def _waiting(record: Record, chosen: set[int]) -> float:
    """Hours that these patients wait at the lead's emergency department."""
    return sum(
        row["started"] - row["asked"]
        for row in record.journeys.to_pylist()
        if row["patient"] in chosen
        and row["station"] in {"central/emergency_triage", "central/emergency_consultation"}
        and row["outcome"] == "served"
    )


def test_outreach_treats_at_the_member_and_is_missing_above() -> None:
    before, after = run(), run("policy=[outreach]")
    assert total(after, "expert") > total(before, "expert")
    seen = [row for row in after.episodes.to_pylist() if row["expert"]]
    assert {row["treated_facility"] for row in seen} <= {"east", "west"}
    assert _hours(after, "clinic", "central") < _hours(before, "clinic", "central")


def test_hours_missing_above_are_those_below_and_those_on_the_way() -> None:
    """In a week without a holiday, as the timetable of the lever has it, to the minute."""
    week = ("run.days=7", "demand.start=2023-03-06")
    before, after = run(*week), run(*week, "policy=[outreach]")
    policy, system = lever_of("outreach")
    moves = policy.moves(system)
    missing = _hours(before, "clinic", "central") - _hours(after, "clinic", "central")
    gained = _hours(after, "expert") - _hours(before, "expert")
    assert missing == pytest.approx(sum(move.hours_lost for move in moves))
    assert gained == pytest.approx(sum(move.hours_gained for move in moves))
    ways = 2.0 * sum(
        one.half_days * (system.network.transfer(one.expert_from, one.at) or 0.0) / 60.0
        for one in policy.apply(system).outreach.clinics[len(system.outreach.clinics) :]
    )
    assert missing - gained == pytest.approx(ways)


def _hours(record: Record, kind: str, facility: str | None = None) -> float:
    """Server-hours of the stations of a kind, of one facility or of all."""
    return sum(
        row["capacity_hours"]
        for row in record.stations.to_pylist()
        if row["kind"] == kind and facility in (None, row["facility"])
    )


def test_remote_diagnosis_reads_the_members_recordings_at_the_hub() -> None:
    def read_at_hub(record: Record) -> float:
        rows = [r for r in record.journeys.to_pylist() if r["stage"] in MODALITIES]
        away = [row for row in rows if row["facility"] != "central"]
        assert len(away) > 100
        return sum((row["station"] or "").startswith("central/") for row in away) / len(away)

    all_of_them = "policy.remote_diagnosis.share={ecg: 1, imaging: 1}"
    before, after = read_at_hub(run()), read_at_hub(run("policy=[remote_diagnosis]", all_of_them))
    assert 0.1 < before < 0.6
    assert after > 0.95  # but for those on their way at the horizon


def test_remote_diagnosis_raises_the_share_of_each_modality_that_it_names() -> None:
    system = load("scenario=none").system
    for share in ({}, {"ecg": 0.0, "imaging": 0.0}):
        assert RemoteDiagnosis(share=share).apply(system) is system
    raised = RemoteDiagnosis(share={"ecg": 0.6, "imaging": 0.0}).apply(system)
    assert (raised.remote["ecg"].share, raised.remote["imaging"].share) == (0.6, 0.0)
    assert raised.remote["imaging"] is system.remote["imaging"]


MODALITIES = {"ecg_reading", "imaging_reading"}


def test_step_down_moves_recovery_to_beds_below() -> None:
    stage = STAGE["step_down"]
    before, after = run(*stage), run(*stage, "policy=[step_down]")
    assert total(after, "referred_down") > total(before, "referred_down") > 0

    def bed_hours(record: Record, hospital: str) -> float:
        rows = record.counts.to_pylist()
        return float(sum(row["busy"] for row in rows if row["station"] == f"{hospital}/ward"))

    below = ("east", "west", *(f"town_{n}" for n in range(1, 7)))
    assert bed_hours(after, "central") < bed_hours(before, "central")
    assert sum(bed_hours(after, h) for h in below) > sum(bed_hours(before, h) for h in below)


def test_a_joint_ward_is_for_those_who_step_down_to_it() -> None:
    stage, few = STAGE["joint_ward"], "policy.joint_ward.beds=8"
    before, after = run(*stage), run(*stage, "policy=[joint_ward]", few)
    assert total(after, "referred_down") > total(before, "referred_down")
    rows = [r for r in after.journeys.to_pylist() if r["station"] == "east/ward.joint"]
    assert any(row["outcome"] == "served" for row in rows)
    assert {(row["stage"], row["facility"]) for row in rows} == {("step_down_bed", "central")}


def test_a_joint_ward_s_nurses_come_with_its_beds() -> None:
    policy, system = lever_of("joint_ward")
    (move,) = policy.moves(system)
    assert (move.giver, move.receiver, move.hours_lost) == ("central", "east", 30 * 20)
    assert policy.moves(policy.apply(system)) == ()


def test_long_prescriptions_spare_repeat_visits_and_bring_others_back_to_the_base() -> None:
    before, after = people(run()), people(run("policy=[long_prescriptions]"))

    def spared(some: dict[Any, Any]) -> set[Any]:
        return {
            who
            for who, row in some.items()
            if row["ending"] == "not_needed" and row["person"] < 0  # nobody who is followed
        }

    assert spared(before) < spared(after)
    assert {who[1] for who in spared(after)} == {"repeat_prescription"}
    moved = {
        who
        for who in before.keys() - spared(after)
        if before[who]["first_facility"] != after[who]["first_facility"]
    }
    assert moved
    assert {who[1] for who in moved} == {"repeat_prescription"}
    assert all(after[who]["first_facility"].startswith("town_") for who in moved)
