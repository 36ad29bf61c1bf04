"""Wards that contradict each other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sim.system.checks import contradictions
from sim.system.durations import Duration
from sim.system.faults import Fault
from sim.system.network import Ward
from tests.systems import tiny_system, with_facility

HEARTS = Ward(beds=1, occupancy=0.0, stay_days=Duration(mean=3.0), specialties=("internal",))
AT = "network.facilities.hospital"


def faults(name: str = "hospital", **changes: Any) -> list[Fault]:
    """The faults that have to do with wards."""
    found = contradictions(tiny_system(network=with_facility(name, **changes)))
    return [fault for fault in found if "ward" in fault.key or "steps_down_to" in fault.key]


def test_named_wards_that_share_nothing_and_lend_to_each_other_are_fine() -> None:
    assert faults(wards={"hearts": replace(HEARTS, borrows_from="ward")}) == []


def test_a_specialty_is_taken_by_one_ward() -> None:
    (found,) = faults(wards={"hearts": HEARTS, "more": HEARTS})
    assert (found.key, found.value) == (f"{AT}.wards.more.specialties", "internal")
    assert "hearts takes it" in found.expected


def test_a_named_ward_takes_something() -> None:
    (found,) = faults(wards={"hearts": replace(HEARTS, specialties=())})
    assert found.key == f"{AT}.wards.hearts.specialties"


def test_beds_are_borrowed_from_another_ward_that_is_there() -> None:
    for lender in ("hearts", "heart"):
        (found,) = faults(wards={"hearts": replace(HEARTS, borrows_from=lender)})
        assert (found.key, found.value) == (f"{AT}.wards.hearts.borrows_from", lender)
    (found,) = faults(
        wards={
            "hearts": replace(HEARTS, borrows_from="hats"),
            "hat": replace(HEARTS, specialties=("general",)),
        }
    )
    assert found.nearest == "hat"


def test_whoever_steps_down_needs_some_ward_below() -> None:
    (found,) = faults("town", ward=None)
    assert found.key == f"{AT}.steps_down_to.0"
    assert faults("town", ward=None, wards={"hearts": HEARTS}) == []
