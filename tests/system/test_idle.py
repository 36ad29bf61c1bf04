"""Keys that could change nothing are refused, each with its reason; a dose of zero is not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import sim
from sim.system import System
from sim.system.checks.idle import idle_keys
from sim.system.checks.ways import wrong_ways
from sim.system.chronic import Chronic
from sim.system.durations import Duration
from sim.system.faults import Faults
from sim.system.network import Clinic, FirstContact, Station, Ward
from sim.system.pathways import Pathway
from sim.system.prescriptions import Prescriptions
from sim.system.services import Kind, Otherwise, Service
from sim.system.surgery import Theatre
from tests.systems import (
    CARE,
    COUGH,
    DESK,
    HEART,
    somebody,
    tables_of,
    tiny_network,
    tiny_system,
    walk,
    with_facility,
)

AT = "network.facilities.hospital"
HILL = "network.homes.hill"
DAYS = Duration(mean=3.0)
WARD = Ward(beds=4, occupancy=0.0, stay_days=DAYS)
HEARTS = replace(WARD, specialties=("internal",))
HOSPITAL = tiny_network().facilities["hospital"]


def keys(system: System) -> list[str]:
    return [fault.key for fault in idle_keys(system)]


def with_stations(**stations: Station) -> dict[str, Any]:
    return {"stations": {**HOSPITAL.stations, **stations}}


def test_the_tiny_consortium_has_none() -> None:
    assert keys(tiny_system()) == []


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        (with_stations(registration=Station(servers=1, kept=5)), "stations.registration.kept"),
        (with_stations(registration=Station(servers=2, kept=2)), "stations.registration.kept"),
        (
            with_stations(theatre=Station(servers=3, kept=1))
            | {"surgery": Theatre(anaesthetists=1)},
            "stations.theatre.kept",
        ),
        (
            with_stations(registration=Station(servers=2, off_hours=1)),
            "stations.registration.off_hours",
        ),
        (with_stations(Theatre=DESK), "stations.Theatre"),
        (with_stations(theater=DESK), "stations.theater"),
        ({"ward": replace(WARD, beds=0, surge_beds=2)}, "ward.surge_beds"),
        ({"ward": replace(WARD, specialties=("internal",))}, "ward.specialties"),
        ({"ward": replace(WARD, recovery_days_for={"cough": DAYS})}, "ward.recovery_days_for"),
        (
            {"ward": replace(WARD, stay_days_for={"heart": DAYS}), "wards": {"hearts": HEARTS}},
            "ward.stay_days_for.heart",
        ),
        (
            {"wards": {"hearts": replace(HEARTS, stay_days_for={"cough": DAYS})}},
            "wards.hearts.stay_days_for.cough",
        ),
        ({"transfer_minutes": {"town": 60.0, "hospital": 5.0}}, "transfer_minutes.hospital"),
        ({"clinic": None}, "clinics"),
        (
            {"clinics": {"general": Clinic(doctors=1, tickets=4, last_call_minutes=240.0)}},
            "clinics.general.last_call_minutes",
        ),
        (
            {"clinic": None, "emergency": None, "clinics": {}, "flow_for": {"cough": "visit"}},
            "flow_for",
        ),
    ],
)
def test_of_a_facility(changes: dict[str, Any], key: str) -> None:
    assert f"{AT}.{key}" in keys(tiny_system(network=with_facility("hospital", **changes)))


def test_without_a_ward_there_are_no_inpatients() -> None:
    found = keys(tiny_system(network=with_facility("hospital", ward=None)))
    assert found == [
        f"{AT}.stations.observation",
        f"{AT}.stations.theatre",
        f"{AT}.steps_down_to",
    ]
    way = Pathway(condition="heart", share=0.1, diagnosis=("ecg",), device="theatre")
    found = keys(
        tiny_system(network=with_facility("hospital", ward=None), pathways={"trauma": way})
    )
    assert f"{AT}.stations.theatre" not in found


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"contracted": 0.3}, "contracted"),
        ({"compliance_factor": 0.5}, "compliance_factor"),
        (
            {
                "first_contact": FirstContact(
                    suited={"town": 1.0},
                    not_suited={"town": 1.0},
                    emergency={"town": 1.0},
                    travel_minutes={"hospital": 20.0},
                )
            },
            "first_contact.travel_minutes.hospital",
        ),
    ],
)
def test_of_a_home_without_a_base(changes: dict[str, Any], key: str) -> None:
    network = tiny_network()
    hill = replace(network.homes["hill"], base=None, **changes)
    assert f"{HILL}.{key}" in keys(tiny_system(network=replace(network, homes={"hill": hill})))


@pytest.mark.parametrize(
    ("line", "part"),
    [
        (Service(service="ecg", otherwise=Otherwise.LEAVE), "otherwise"),
        (Service(service="ecg", reading="ecg"), "reading"),
        (Service(service="mri", kind=Kind.ORDER, reading="mri"), "reading"),
        (Service(service="decision", kind=Kind.DECISION, minutes=DAYS), "minutes"),
        (Service(service="results", kind=Kind.RESULTS, station="ecg"), "station"),
        (Service(service="results", kind=Kind.RESULTS, ahead=True), "ahead"),
    ],
)
def test_of_a_line_of_a_flow(line: Service, part: str) -> None:
    care = replace(CARE, flows={**CARE.flows, "more": (line,)})
    assert keys(tiny_system(care=care)) == [f"care.flows.more.0.{part}"]


def test_of_the_programmes() -> None:
    ecg = tiny_system().remote["ecg"]
    nobody = replace(ecg, members=(), share=0.3)
    assert keys(tiny_system(remote={"ecg": nobody})) == ["remote.ecg.share"]
    assert keys(tiny_system(remote={"ecg": replace(nobody, share=0.0)})) == []
    short = Prescriptions(long_share=0.3, ordinary_days=30.0, long_days=20.0)
    assert keys(tiny_system(prescriptions=short)) == ["prescriptions.long_days"]
    way = Pathway(condition="heart", share=0.1, diagnosis=("ecg",), device_minutes=DAYS)
    assert keys(tiny_system(pathways={"chest": way})) == ["pathways.chest.device_minutes"]


def test_a_chronic_disease_is_of_homes_with_a_base() -> None:
    network = tiny_network()
    hill = replace(network.homes["hill"], base=None)
    disease = Chronic(
        prevalence=0.1,
        prevalence_for={"hill": 0.2},
        managed=0.5,
        visit="cough",
        exacerbation="heart",
        recall_days=90.0,
        kept=0.7,
        effective_days=90.0,
        control_followed=0.6,
        control_lapsed=0.3,
        exacerbations_controlled=0.1,
        exacerbations_uncontrolled=0.2,
    )
    system = tiny_system(network=replace(network, homes={"hill": hill}), chronic={"one": disease})
    assert keys(system) == ["chronic.one.prevalence_for.hill"]


def test_the_way_down_does_not_come_round() -> None:
    system = tiny_system(network=with_facility("town", steps_down_to=("hospital",)))
    found = {fault.key for fault in wrong_ways(system)}
    assert {f"{AT}.steps_down_to", "network.facilities.town.steps_down_to"} <= found


def test_they_are_said_before_a_run() -> None:
    with pytest.raises(Faults) as refused:
        sim.load("network=three_tier", "network.facilities.central.stations.ecg.kept=1")
    (fault,) = refused.value.faults
    assert fault.key == "network.facilities.central.stations.ecg.kept"
    assert "fewer than the 1" in fault.expected


def test_a_named_ward_has_minutes_in_theatre_of_its_own() -> None:
    heart = replace(HEART, admission=1.0, operation=1.0)
    wards = {"hearts": replace(HEARTS, operation_minutes=Duration(mean=30.0))}
    system = tiny_system(
        network=with_facility("hospital", wards=wards), conditions={"cough": COUGH, "heart": heart}
    )
    steps = walk(tables_of(system), somebody("heart", acuity=3))
    (hours,) = [end - start for stage, _, start, end in steps if stage == "operation"]
    assert hours == pytest.approx(0.5)
