"""Joint wards: a step-down leads to them, and their beds exist."""

from __future__ import annotations

from collections.abc import Iterator

from sim.system import System
from sim.system.faults import Fault
from sim.system.fields import nearest
from sim.system.joint_wards import JOINT
from sim.system.step_down import JointWard


def wrong_joint_wards(system: System) -> Iterator[Fault]:
    """Yield faults of the joint wards."""
    taken: set[str] = set()
    for i, joint in enumerate(system.step_down.joint_wards):
        key = f"step_down.joint_wards.{i}"
        yield from _way_down(system, key, joint)
        yield from _beds(system, key, joint)
        if joint.below in taken:
            yield Fault(f"{key}.below", joint.below, "one joint ward at each facility")
        taken.add(joint.below)


def _way_down(system: System, key: str, joint: JointWard) -> Iterator[Fault]:
    above = system.network.facilities.get(joint.above)
    if above is not None and joint.below not in above.steps_down_to:
        expected = f"one of those that {joint.above} steps down to"
        yield Fault(
            f"{key}.below", joint.below, expected, nearest(joint.below, list(above.steps_down_to))
        )


def _beds(system: System, key: str, joint: JointWard) -> Iterator[Fault]:
    below = system.network.facilities.get(joint.below)
    if below is None:
        return
    if below.ward is None:
        yield Fault(f"{key}.below", joint.below, "a facility with a single ward")
    elif not 0 < joint.beds < below.ward.beds:
        expected = f"at least 1, and fewer than the {below.ward.beds} of the ward of {joint.below}"
        yield Fault(f"{key}.beds", str(joint.beds), expected)
    if JOINT in below.wards:
        where = f"network.facilities.{joint.below}.wards.{JOINT}"
        yield Fault(where, JOINT, "another name, since there is a joint ward")
