"""Joint wards that cannot be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.system.checks import contradictions
from sim.system.durations import Duration
from sim.system.faults import Fault
from sim.system.network import Ward
from sim.system.step_down import JointWard, StepDown
from tests.systems import tiny_network, tiny_system, with_facility

JOINT = JointWard(above="hospital", below="town", beds=1)
NAMED = Ward(beds=1, occupancy=0.0, stay_days=Duration(mean=3.0), specialties=("internal",))
AT = "step_down.joint_wards"


def faults(*joint: JointWard, **town: object) -> list[Fault]:
    network = with_facility("town", **town) if town else tiny_network()
    system = tiny_system(network=network, step_down=StepDown(joint_wards=joint))
    return [
        fault for fault in contradictions(system) if fault.key != "network.facilities.elsewhere"
    ]


def test_a_joint_ward_with_beds_below_is_fine() -> None:
    assert faults(JOINT) == []


@pytest.mark.parametrize("beds", [0, 2, 30])
def test_it_has_beds_and_leaves_the_ward_some(beds: int) -> None:
    (found,) = faults(replace(JOINT, beds=beds))
    assert (found.key, found.value) == (f"{AT}.0.beds", str(beds))
    assert "fewer than the 2 of the ward of town" in found.expected


def test_the_hospital_above_steps_down_to_it() -> None:
    (found,) = faults(JointWard(above="town", below="hospital", beds=1))
    assert (found.key, found.value) == (f"{AT}.0.below", "hospital")


def test_a_facility_has_one_joint_ward() -> None:
    (found,) = faults(JOINT, JOINT)
    assert (found.key, found.expected) == (f"{AT}.1.below", "one joint ward at each facility")


def test_beds_are_those_of_the_single_ward() -> None:
    (found,) = faults(JOINT, ward=None, wards={"hearts": NAMED})
    assert (found.key, found.expected) == (f"{AT}.0.below", "a facility with a single ward")


def test_no_other_ward_has_its_name() -> None:
    (found,) = faults(JOINT, wards={"joint": NAMED})
    assert found.key == "network.facilities.town.wards.joint"
