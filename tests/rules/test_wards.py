"""Wards: which takes whom, borrowing, surge beds, and observation that is enough."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sim.contract import NOWHERE, TREATED
from sim.system.durations import Duration
from sim.system.network import Network, Ward
from sim.system.referral import GreenChannel, Referral
from sim.system.step_down import StepDown
from sim.tables import Tables
from tests.played import played
from tests.systems import (
    COUGH,
    HEART,
    HOSPITAL,
    TOWN,
    bed_rules,
    somebody,
    tables_of,
    tiny_network,
    tiny_system,
    walk,
    with_facility,
)

HEARTS = Ward(
    beds=1, occupancy=0.0, stay_days=Duration(mean=3.0), specialties=("internal",)
)  # fmt: skip
ADMITTED = {
    "cough": replace(COUGH, admission=1.0),
    "heart": replace(HEART, admission=1.0, emergency_admission=1.0),
}


def hospital(**changes: Any) -> Network:
    return with_facility("hospital", **changes)


def single(**changes: Any) -> Network:
    """The hospital with its single ward changed."""
    ward = tiny_network().facilities["hospital"].ward
    assert ward is not None
    return hospital(ward=replace(ward, **changes))


def wards(network: Network, **concerns: Any) -> Tables:
    return tables_of(tiny_system(**{"network": network, "conditions": ADMITTED} | concerns))


def beds(tables: Tables, condition: str, **facts: Any) -> list[Any]:
    steps = walk(tables, somebody(condition, acuity=3), **facts)
    return [step for step in steps if step[0] in {"bed", "stay"}]


def test_a_named_ward_takes_its_specialties_and_the_single_one_all_others() -> None:
    tables = wards(hospital(wards={"hearts": HEARTS}))
    assert beds(tables, "heart") == [
        ("bed", "hospital/ward.hearts", 10.05, 10.05),
        ("stay", "hospital/ward.hearts", 10.05, 82.05),
    ]
    assert [tables.names.stations[tables.wards.ward[HOSPITAL][c]] for c in (0, 1)] == [
        "hospital/ward",
        "hospital/ward.hearts",
    ]


def test_without_a_ward_for_it_nobody_is_admitted() -> None:
    tables = wards(hospital(ward=None, wards={"hearts": HEARTS}))
    assert tables.wards.ward[HOSPITAL] == [
        NOWHERE,
        tables.names.stations.index("hospital/ward.hearts"),
    ]
    cough = somebody("cough", acuity=3)
    assert not {"bed", "stay"} & {step[0] for step in walk(tables, cough)}


def test_the_ward_s_own_factors_hold() -> None:
    few = replace(HEARTS, admission_factor=0.25, operation_factor=0.5)
    heart = replace(ADMITTED["heart"], operation=1.0)
    tables = wards(
        hospital(wards={"few": few}), conditions={"cough": ADMITTED["cough"], "heart": heart}
    )
    rows = tables.wards.admission[HOSPITAL]
    assert (rows[0].planned, rows[1].planned, rows[1].operation) == (1.0, 0.25, 0.5)


def test_after_a_while_a_bed_is_borrowed_from_another_ward() -> None:
    network = hospital(wards={"hearts": replace(HEARTS, borrows_from="ward")})
    tables = wards(network, admission=bed_rules(overflow_hours=6.0, elective_patience_days=2.0))
    assert beds(tables, "heart", denied=("bed",)) == [
        ("bed", "hospital/ward.hearts", 10.05, 16.05),
        ("bed", "hospital/ward", 16.05, 58.05),
    ]
    never = wards(network, admission=bed_rules(elective_patience_days=2.0))
    assert beds(never, "heart", denied=("bed",)) == [
        ("bed", "hospital/ward.hearts", 10.05, 58.05),
    ]


def test_a_borrowed_bed_is_lain_in() -> None:
    """The only bed is taken; the second patient borrows after six hours and stays there."""
    network = hospital(wards={"hearts": replace(HEARTS, borrows_from="ward")})
    rows, _ = played(wards(network, admission=bed_rules(overflow_hours=6.0)), [9.0, 9.0], 1, 3)
    borrowed = [r for r in rows if r["station"] == "hospital/ward" and r["stage"] == "bed"]
    assert len(borrowed) == 1
    assert borrowed[0]["started"] - borrowed[0]["asked"] == 0.0
    assert borrowed[0]["released"] - borrowed[0]["started"] == pytest.approx(72.0)


def test_step_down_goes_to_the_ward_below_that_takes_the_condition() -> None:
    below = with_facility("town", wards={"hearts": HEARTS})
    heart = replace(ADMITTED["heart"], step_down=1.0)
    tables = wards(
        below,
        conditions={"cough": COUGH, "heart": heart},
        step_down=StepDown(proposed=1.0, accepted=1.0, acute_share=0.25),
    )
    steps = walk(tables, somebody("heart", acuity=3))
    assert ("step_down_bed", "town/ward.hearts", 70.05, 70.05) in steps
    assert steps[-1][1] == "town/ward.hearts"


def test_without_a_ward_for_it_below_one_stays_above() -> None:
    below = with_facility("town", ward=None, wards={"c": replace(HEARTS, specialties=("general",))})
    heart = replace(ADMITTED["heart"], step_down=1.0)
    tables = wards(
        below,
        conditions={"cough": COUGH, "heart": heart},
        step_down=StepDown(proposed=1.0, accepted=1.0, acute_share=0.25),
    )
    assert tables.wards.ward[TOWN][1] == NOWHERE
    assert walk(tables, somebody("heart", acuity=3))[-2:] == [
        ("stay", "hospital/ward", 10.05, 70.05),
        ("stay", "hospital/ward", 70.05, 250.05),
    ]


def test_only_urgent_patients_start_in_surge_beds() -> None:
    """One bed and one surge bed: the planned patient at 9 lies, the next one waits, the urgent one
    need not; when the first leaves, nobody planned starts before the surge bed is empty again."""
    tables = wards(single(beds=1, surge_beds=1, stay_days=Duration(mean=1.0)))
    rows, _ = played(tables, [9.0, 9.2, 9.4], 1, [3, 3, 2])
    bed = {row["patient"]: row for row in rows if row["stage"] == "bed"}
    assert bed[0]["started"] == bed[0]["asked"]
    assert bed[2]["started"] == bed[2]["asked"]
    assert bed[1]["started"] == bed[2]["released"] > bed[0]["released"]


@pytest.mark.parametrize(
    ("surge", "kept", "reserve"),
    [
        (0, 0, [0, 0, 0, 0]),
        (2, 0, [0, 0, 2, 2]),
        (0, 2, [0, 2, 2, 2]),
        (2, 2, [0, 2, 4, 4]),  # the channel's beds are of the staffed ones
        (2, 9, [0, 3, 5, 5]),  # one staffed bed is left to everybody
    ],
)
def test_surge_beds_and_those_of_the_green_channel(
    surge: int, kept: int, reserve: list[int]
) -> None:
    channel = GreenChannel(use=1.0, kept_beds={"hospital": {"ward": kept}})
    tables = wards(single(surge_beds=surge), referral=Referral(green_channel=channel))
    assert tables.stations.reserve[tables.names.stations.index("hospital/ward")] == reserve


def test_observation_may_be_all_that_is_needed() -> None:
    rules = bed_rules(observed_share=1.0, observation_hours=Duration(mean=8.0))
    p = somebody("heart", acuity=2)
    assert walk(wards(tiny_network(), admission=rules), p)[-2:] == [
        ("observation", "hospital/observation", 10.25, 10.25),
        ("observation", "hospital/observation", 10.25, 18.25),
    ]
    assert (p.ending, p.admitted, p.treated_at) == (TREATED, 0, 10.25)
