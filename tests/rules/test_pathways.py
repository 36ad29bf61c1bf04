"""Time-critical pathways: device, needle, transfer at once, and their clocks."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

from sim.contract import NOWHERE, Patient
from sim.rules import notes, survival
from sim.system.durations import Duration
from sim.system.network import Network, Station
from sim.system.pathways import ChestPainCentre, Pathway, Survival, Targets
from sim.tables import Tables
from tests.played import played, times
from tests.systems import (
    HOSPITAL,
    TOWN,
    somebody,
    tables_of,
    tiny_network,
    tiny_system,
    walk,
    with_facility,
)

INFARCTION = Pathway(
    condition="heart",
    share=1.0,
    diagnosis=("ecg", "ecg_reading"),
    onset_to_call_minutes=Duration(mean=120.0),
    device="cath_lab",
    activation_minutes=Duration(mean=30.0),
    device_minutes=Duration(mean=60.0),
    needle_minutes=Duration(mean=15.0),
    needle_window_hours=12.0,
    needle_works=0.75,
    targets=Targets(test_minutes=30.0, needle_minutes=90.0, device_minutes=60.0),
    survival=Survival(
        mortality_at_zero=0.02, relative_risk_per_30_min=1.1, mortality_untreated=0.12
    ),
)


def with_lab() -> Network:
    """The tiny network with a catheter laboratory at the hospital."""
    stations = tiny_network().facilities["hospital"].stations
    return with_facility("hospital", stations={**stations, "cath_lab": Station(servers=1)})


def at(first: int, centre: ChestPainCentre | None = None, **changes: Any) -> Tables:
    """Everybody comes to one facility first."""
    tables = tables_of(
        tiny_system(
            network=with_lab(),
            pathways={"infarction": replace(INFARCTION, **changes)},
            chest_pain_centre=centre or ChestPainCentre(),
        )
    )
    for row in tables.choice.option[0]:
        row[0].facility = first
    return tables


def urgent(**facts: Any) -> Patient:
    """An urgent easy case, which any facility could treat."""
    return somebody("heart", **{"acuity": 2, "complexity": 0.25} | facts)


def steps(tables: Tables, p: Patient, first: str, last: str) -> list[Any]:
    """The steps from a stage to the next of another."""
    taken = walk(tables, p)
    stages = [step[0] for step in taken]
    begin = stages.index(first)
    return taken[begin : stages.index(last, begin) + 1]


def test_where_the_device_is_the_patient_has_it_and_then_a_bed() -> None:
    p = urgent()
    assert steps(at(HOSPITAL), p, "activation", "observation") == [
        ("activation", "hospital", 10.25, 10.75),
        ("device", "hospital/cath_lab", 10.75, 11.75),
        ("observation", "hospital/observation", 11.75, 11.75),
    ]
    assert (p.contact_at, p.device_at, p.treated_at, p.symptoms_at) == (9.75, 10.75, 10.75, 7.0)
    assert (p.treated_facility, p.admitted, p.operated) == (HOSPITAL, 1, 0)
    assert p.in_time == survival.DEVICE


def test_where_it_is_not_the_test_is_done_and_the_patient_sent_on_at_once() -> None:
    p = urgent()
    assert steps(at(TOWN), p, "ecg", "device") == [
        ("ecg", "town/ecg", 9.55, 9.65),
        ("ecg_reading", "town", 9.65, 10.25),
        ("results", "town", 10.25, 10.25),
        ("return_consultation", "town/consultation.general", 10.25, 10.35),
        ("travel", "hospital", 10.35, 11.35),
        ("emergency_consultation", "hospital/emergency_consultation", 11.35, 11.85),
        ("activation", "hospital", 11.85, 12.35),
        ("device", "hospital/cath_lab", 12.35, 13.35),
    ]
    assert (p.test_at, p.door_out_at, p.device_at) == pytest.approx((9.65, 10.35, 12.35))
    assert (p.in_time, p.referred_up, p.self_referred) == (survival.TEST, 1, 0)


def test_a_centre_lets_who_is_announced_pass_the_emergency_department() -> None:
    tables = at(TOWN, ChestPainCentre(bypass=1.0, prewarning=0.5))
    assert steps(tables, urgent(), "activation", "device") == [
        ("activation", "hospital", 11.35, 11.6),
        ("device", "hospital/cath_lab", 11.6, 12.6),
    ]


def test_a_member_gives_the_needle_before_the_transfer() -> None:
    p = urgent()
    assert steps(at(TOWN, ChestPainCentre(lysis=1.0)), p, "thrombolysis", "travel") == [
        ("thrombolysis", "town", 10.35, 10.6),
        ("travel", "hospital", 10.6, 11.6),
    ]
    assert (p.needle_at, p.device_at) == pytest.approx((10.6, 12.6))
    assert p.in_time == survival.TEST | survival.NEEDLE


@pytest.mark.parametrize(
    "change",
    [
        {"needle_window_hours": 3.0},  # 3.35 h after onset
        {"needle_beyond_minutes": 42.0},  # of an ambulance
        {"needle_window_hours": 0.0},
    ],
)
def test_the_needle_is_not_given_too_late_or_where_the_device_is_near(change: Any) -> None:
    p = urgent()
    walk(at(TOWN, ChestPainCentre(lysis=1.0), **change), p)
    assert (math.isnan(p.needle_at), p.device_at) == (True, pytest.approx(12.35))


def test_to_whom_the_device_is_not_meant_the_needle_is_given_and_they_stay() -> None:
    there, here = urgent(), urgent()
    walk(at(HOSPITAL, device_share=0.0), there)
    assert (there.needle_at, math.isnan(there.device_at)) == (10.5, True)
    walk(at(TOWN, ChestPainCentre(lysis=1.0), device_share=0.0), here)
    assert (here.needle_at, here.treated_facility) == (pytest.approx(10.6), TOWN)
    sent = urgent()
    walk(at(TOWN, device_share=0.0), sent)
    assert (sent.needle_at, sent.treated_facility) == (pytest.approx(12.1), HOSPITAL)


def test_who_is_not_recognised_or_does_not_agree_is_treated_like_anybody() -> None:
    unseen, unwilling = urgent(), urgent()
    tables = at(TOWN)
    tables.referral.recognition[TOWN] = 0.0
    walk(tables, unseen)
    walk(at(TOWN, agrees=0.0), unwilling)
    for p in (unseen, unwilling):
        assert (p.diagnosed, p.treated_facility, math.isnan(p.device_at)) == (0, TOWN, True)
        assert p.death_risk == 0.12
        assert p.test_at == pytest.approx(9.65)


def test_a_service_that_is_skipped_is_left_out() -> None:
    tables = at(TOWN, diagnosis=("ecg",), skips=("registration",))
    assert walk(tables, urgent())[1][0] == "consultation"


def test_a_critical_value_makes_the_diagnosis_certain_and_the_transfer_formal() -> None:
    for use, green in ((0.0, 0), (0.1, 1)):
        p = urgent()
        tables = at(TOWN, formal_share=0.0)
        tables.referral.recognition[TOWN], tables.remote.reading[TOWN][0].share = 0.0, 1.0
        tables.remote.critical[p.condition] = tables.remote.critical_calls = 1.0
        tables.referral.green_use = use
        walk(tables, p)
        assert (p.diagnosed, p.referred_up, p.self_referred, p.green) == (1, 1, 0, green)
        assert notes.way(p, 0) == (notes.GREEN if green else notes.FORMAL)


def test_door_out_is_told_of_who_rides_by_an_ambulance_from_outside_too() -> None:
    p = urgent()
    tables = at(TOWN)
    tables.referral.green_ambulance = 1
    walk(tables, p)
    assert p.door_out_at == pytest.approx(10.35)


def test_transfers_may_be_no_formal_referrals() -> None:
    p = urgent()
    walk(at(TOWN, formal_share=0.0), p)
    assert (p.referred_up, p.self_referred) == (0, 1)


@pytest.mark.parametrize("facts", [{"acuity": 3}, {"condition": "cough"}])
def test_others_have_no_pathway(facts: dict[str, Any]) -> None:
    p = somebody(**{"condition": "heart", "acuity": 2} | facts)
    walk(at(TOWN), p)
    assert (p.pathway, math.isnan(p.contact_at)) == (NOWHERE, True)


def test_without_any_patients_all_is_as_before() -> None:
    without = tables_of(tiny_system(network=with_lab()))
    assert walk(at(HOSPITAL, share=0.0), urgent()) == walk(without, urgent())
    centre = ChestPainCentre(lysis=1.0, bypass=1.0, prewarning=1.0)
    assert walk(at(HOSPITAL, centre, share=0.0), urgent()) == walk(without, urgent())


def test_mortality_grows_with_the_delay_and_never_beyond_no_treatment() -> None:
    tables = at(TOWN)
    p = urgent(pathway=0, symptoms_at=5.0)

    def risk(needle: float, device: float) -> float:
        p.needle_at, p.device_at = needle, device
        survival.judge(tables, p)
        return p.death_risk

    early, late = 0.02 * 1.1**4, 0.02 * 1.1**8  # after two hours and after four
    assert risk(math.nan, math.nan) == 0.12
    assert risk(math.nan, 7.0) == pytest.approx(early)
    assert risk(7.0, math.nan) == pytest.approx(0.75 * early + 0.25 * 0.12)
    assert risk(7.0, 9.0) == pytest.approx(0.75 * early + 0.25 * late)
    assert risk(math.nan, 500.0) == 0.12


def test_two_pathways_of_one_condition_part_their_patients() -> None:
    half = replace(INFARCTION, share=0.5)
    tables = tables_of(tiny_system(network=with_lab(), pathways={"one": half, "other": half}))
    people = [urgent(key=key) for key in range(200)]
    for p in people:
        walk(tables, p)
    found = [p.pathway for p in people]
    assert {*found} == {0, 1}
    assert 70 < found.count(0) < 130


def test_in_both_engines_the_second_patient_waits_for_the_laboratory() -> None:
    rows, episodes = played(at(HOSPITAL), [9.0, 9.0], condition=1, acuity=2)
    assert times(rows, "device") == [
        (10.75, 10.75, 11.75, 11.75),
        (11.25, 11.75, 12.75, 12.75),
    ]
    assert [row["device_at"] for row in episodes] == [10.75, 11.75]
    assert {row["pathway"] for row in episodes} == {"infarction"}
