"""Flows that cannot be walked to their end, and experts who are not there to be sent."""

from __future__ import annotations

from dataclasses import replace

import sim
from sim.system import System
from sim.system.checks import contradictions
from sim.system.follow_up import FollowUp
from sim.system.outreach import ExpertClinic
from sim.system.services import Kind, Service

DECISION = Service(service="decision", kind=Kind.DECISION)


def three_tier(**flows: tuple[Service, ...]) -> System:
    system = sim.load("network=three_tier").system
    return replace(system, care=replace(system.care, flows={**system.care.flows, **flows}))


def keys(system: System) -> list[str]:
    return [fault.key for fault in contradictions(system)]


def test_what_ships_has_no_contradiction() -> None:
    assert contradictions(three_tier()) == []


def test_a_flow_has_one_decision() -> None:
    talk = Service(service="talk")
    assert keys(three_tier(walk=(talk,))) == ["care.flows.walk"]
    assert keys(three_tier(walk=(DECISION, talk, replace(DECISION, service="again")))) == [
        "care.flows.walk"
    ]


def test_a_decision_is_for_everybody() -> None:
    assert keys(three_tier(walk=(replace(DECISION, share=0.5),))) == ["care.flows.walk.0"]


def test_only_if_stays_within_the_flow() -> None:
    line = Service(service="talk", only_if=("consultation",))
    assert keys(three_tier(walk=(line, DECISION))) == ["care.flows.walk.0.only_if"]


def test_only_what_is_waited_for_has_patience() -> None:
    line = Service(service="ecg", kind=Kind.ORDER, patience_minutes=5.0)
    assert "care.flows.walk.0.patience_minutes" in keys(three_tier(walk=(line, DECISION)))


def test_a_flow_of_a_condition_needs_its_stations_and_no_rooms_where_there_is_emergency() -> None:
    room = Service(service="talk", station="clinic")
    nowhere = Service(service="nowhere")
    system = three_tier(rooms=(room, DECISION), lost=(nowhere, DECISION))
    for flow in ("rooms", "lost"):
        central = replace(system.network.facilities["central"], flow_for={"trauma": flow})
        facilities = {**system.network.facilities, "central": central}
        network = replace(system.network, facilities=facilities)
        assert keys(replace(system, network=network)) == [
            "network.facilities.central.flow_for.trauma"
        ]


def test_control_that_does_harm_is_refused() -> None:
    system = three_tier()
    harmful = replace(system.chronic["diabetes"], exacerbations_controlled=3.0)
    assert keys(replace(system, chronic={"diabetes": harmful})) == [
        "chronic.diabetes.exacerbations_controlled"
    ]


def test_more_follow_ups_than_patients_are_refused() -> None:
    system = three_tier()
    trauma = replace(system.conditions["trauma"], follow_up=FollowUp(again=(0.7, 0.4)))
    conditions = {**system.conditions, "trauma": trauma}
    assert keys(replace(system, conditions=conditions)) == ["conditions.trauma.follow_up.again"]


def test_a_service_comes_once_in_a_flow() -> None:
    talk = Service(service="talk")
    assert keys(three_tier(walk=(talk, talk, DECISION))) == ["care.flows.walk"]


def test_emergency_has_no_consulting_rooms() -> None:
    room = Service(service="emergency_consultation", station="clinic")
    system = three_tier(hospital_emergency=(room, DECISION))
    assert "network.facilities.central.emergency" in keys(system)


def test_no_more_experts_leave_than_there_are() -> None:
    system = three_tier()
    doctors = system.network.facilities["central"].clinics["surgical"].doctors
    line = ExpertClinic(expert_from="central", at="east", specialty="surgical", half_days=10)
    for count, faults in ((doctors, 0), (doctors + 1, 1)):
        outreach = replace(system.outreach, clinics=(line,) * count)
        found = keys(replace(system, outreach=outreach))
        assert found == [f"outreach.clinics.{doctors}.half_days"] * faults


def test_the_green_channel_skips_services_that_nothing_leans_on() -> None:
    usual = sim.load("network=three_tier").system
    for name in ("decision", "specimen", "laboratory", "results", "regstration"):
        channel = replace(usual.referral.green_channel, skips=("triage", name))
        system = replace(usual, referral=replace(usual.referral, green_channel=channel))
        assert keys(system) == ["referral.green_channel.skips.1"]
