"""Joint wards: beds below that patients of one hospital above ask for first."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

import sim
from sim.keeping import recorded
from sim.system.step_down import JointWard, StepDown
from sim.tables import Tables
from tests.played import played
from tests.systems import COUGH, HEART, TOWN, somebody, tables_of, tiny_system, walk

JOINT = JointWard(above="hospital", below="town", beds=1, proposed=1.0, accepted=1.0)


def joint(*wards: JointWard, eligible: float = 1.0, **rules: float) -> Tables:
    """Everybody with a heart is admitted and could step down; nobody does by the ordinary way."""
    heart = replace(HEART, admission=1.0, step_down=eligible)
    down = StepDown(acute_share=0.25, joint_wards=wards, **rules)
    return tables_of(tiny_system(conditions={"cough": COUGH, "heart": heart}, step_down=down))


def test_a_patient_recovers_in_the_joint_ward() -> None:
    p = somebody("heart", acuity=3)
    assert walk(joint(JOINT), p)[-3:] == [
        ("step_down_bed", "town/ward.joint", 70.05, 70.05),
        ("transfer", "hospital", 70.05, 71.05),
        ("stay", "town/ward.joint", 71.05, 250.05),
    ]
    assert (p.referred_down, p.facility) == (1, TOWN)


def test_its_bed_is_asked_for_first_and_then_those_of_others() -> None:
    asked = walk(joint(JOINT), somebody("heart", acuity=3), denied=("step_down_bed",))[-3:]
    assert asked == [
        ("step_down_bed", "town/ward.joint", 70.05, 118.05),
        ("step_down_bed", "town/ward", 118.05, 166.05),
        ("stay", "hospital/ward", 166.05, 250.05),
    ]


@pytest.mark.parametrize("key", ["proposed", "accepted"])
def test_all_must_agree_to_it_too_but_no_less_than_elsewhere(key: str) -> None:
    reluctant = replace(JOINT, **{key: 0.0})
    stages = [step[0] for step in walk(joint(reluctant), somebody("heart", acuity=3))]
    assert "step_down_bed" not in stages
    willing = walk(joint(reluctant, proposed=1.0, accepted=1.0), somebody("heart", acuity=3))
    assert ("step_down_bed", "town/ward.joint", 70.05, 70.05) in willing
    ineligible = walk(joint(JOINT, eligible=0.0), somebody("heart", acuity=3))
    assert ineligible[-1] == ("stay", "hospital/ward", 10.05, 250.05)


def test_it_too_is_only_for_those_with_enough_days_left() -> None:
    """Seven and a half are left of ten."""
    stages = {
        days: [s[0] for s in walk(joint(JOINT, least_days_left=days), somebody("heart", acuity=3))]
        for days in (7.0, 8.0)
    }
    assert ["step_down_bed" in found for found in stages.values()] == [True, False]


def test_its_beds_come_out_of_the_ward_below() -> None:
    """One bed each: the second patient waits two days for the joint ward's, and takes the ward's;
    the third finds that taken as well."""
    rows, _ = played(joint(JOINT), [9.0, 9.0, 9.0], 1, 3)
    beds = [row for row in rows if row["stage"] == "step_down_bed"]
    found = [
        (row["station"], round(row["ended"] - row["asked"], 9), row["outcome"]) for row in beds
    ]
    assert sorted(found) == [
        ("town/ward", 0.0, "served"),
        ("town/ward", 48.0, "gave_up"),
        ("town/ward.joint", 0.0, "served"),
        ("town/ward.joint", 48.0, "gave_up"),
        ("town/ward.joint", 48.0, "gave_up"),
    ]


def test_it_takes_no_patients_but_those_from_above() -> None:
    tables = joint(JOINT)
    assert "town/ward.joint" in tables.names.stations
    code = tables.names.stations.index("town/ward.joint")
    assert all(code not in wards for wards in (*tables.wards.ward, *tables.wards.lender))


def test_without_one_the_tables_have_no_such_ward() -> None:
    tables = joint(proposed=0.5, accepted=0.25)
    assert "town/ward.joint" not in tables.names.stations
    down = tables.step_down
    assert (down.proposed, down.accepted, down.joint_ward) == ([0.5] * 3, [0.25] * 3, [-1] * 3)


def test_those_in_bed_when_a_run_begins_all_keep_a_bed() -> None:
    """Of 24 patients in the ward of 33, those for whom three beds leave no room lie in the joint
    ward's 30."""
    day = ("network=three_tier", "engine=simpy", "run.days=0.05", "run.warmup_days=0")
    record = recorded(sim.load(*day, "policy=[joint_ward]", "policy.joint_ward.below=east"), 0)
    begun = [r for r in record.journeys.to_pylist() if r["stage"] == "bed" and r["asked"] == 0.0]
    lying = Counter(row["station"] for row in begun if row["outcome"] != "refused")
    assert {name: lying[name] for name in lying if name.startswith("east/")} == {
        "east/ward": 3,
        "east/ward.joint": 21,
    }
