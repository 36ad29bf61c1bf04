"""Visits: the lines of a flow, those that are needed, in order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pyarrow.compute as pc
import pytest

from sim.cohort.people import nobody
from sim.contract import (
    CRITICAL,
    ELSEWHERE,
    LEFT_WAITING,
    NOWHERE,
    ORDINARY,
    SOON,
    TREATED,
    URGENT,
    Ask,
)
from sim.engines.readable import Engine
from sim.keeping import Keeper
from sim.rules import visit
from sim.system.services import Otherwise, Service
from sim.tables import Tables
from tests.systems import (
    CARE,
    COUGH,
    HEART,
    HOSPITAL,
    somebody,
    tables_of,
    tiny_system,
    walk,
    with_facility,
    with_share,
)


def test_a_visit_without_tests() -> None:
    p = somebody()
    assert walk(tables_of(tiny_system()), p) == [
        ("travel", "hospital", 9.0, 9.75),
        ("registration", "hospital/registration", 9.75, 9.85),
        ("consultation", "hospital/consultation.general", 9.85, 10.05),
        ("results", "hospital", 10.05, 10.05),
        ("pharmacy", "hospital/registration", 10.05, 10.1),
    ]
    assert (p.ending, p.treated_facility) == (TREATED, HOSPITAL)
    assert p.treated_at == pytest.approx(10.05)
    assert (p.first_facility, p.travel_hours, p.base_could) == (HOSPITAL, 0.75, 1)


def test_a_visit_with_a_test_returns_to_the_same_doctors_with_the_result() -> None:
    tables = tables_of(tiny_system(care=with_share("ecg", 1.0)))
    assert walk(tables, somebody())[2:] == [
        ("consultation", "hospital/consultation.general", 9.85, 10.05),
        ("ecg", "hospital/ecg", 10.05, 10.15),
        ("ecg_reading", "hospital/ecg_reading", 10.15, 10.45),
        ("results", "hospital", 10.45, 10.45),
        ("return_consultation", "hospital/consultation.general", 10.45, 10.55),
        ("pharmacy", "hospital/registration", 10.55, 10.6),
    ]


def test_a_condition_has_its_own_room_needs_and_durations() -> None:
    heart = replace(HEART, needs={"pharmacy": 0.0}, minutes={"registration": CARE_MINUTES})
    tables = tables_of(tiny_system(conditions={"cough": COUGH, "heart": heart}))
    assert walk(tables, somebody("heart", acuity=3)) == [
        ("travel", "hospital", 9.0, 9.75),
        ("registration", "hospital/registration", 9.75, 9.95),
        ("consultation", "hospital/consultation.internal", 9.95, 10.15),
        ("results", "hospital", 10.15, 10.15),
    ]


CARE_MINUTES = CARE.flows["visit"][1].minutes  # twelve


def in_vain(**line: Any) -> Tables:
    """Everybody needs an ECG, for which the patience is ten minutes."""
    flow = tuple(
        replace(s, share=1.0, patience_minutes=10.0, **line) if s.service == "ecg" else s
        for s in CARE.flows["visit"]
    )
    return tables_of(tiny_system(care=replace(CARE, flows={**CARE.flows, "visit": flow})))


def test_who_skips_a_service_goes_on_without_it_and_without_what_depends_on_it() -> None:
    p = somebody()
    steps = walk(in_vain(), p, denied=["ecg"])
    assert steps[3:] == [
        ("ecg", "hospital/ecg", 10.05, 10.216666667),
        ("results", "hospital", 10.216666667, 10.216666667),
        ("pharmacy", "hospital/registration", 10.216666667, 10.266666667),
    ]
    assert p.ending == TREATED
    assert "ecg_reading" in [stage for stage, *_ in walk(in_vain(), somebody())]


@pytest.mark.parametrize(
    ("otherwise", "ending"),
    [(Otherwise.LEAVE, LEFT_WAITING), (Otherwise.ELSEWHERE, ELSEWHERE)],
)
def test_who_does_not_go_on_without_a_service_leaves(otherwise: Otherwise, ending: int) -> None:
    p = somebody()
    assert walk(in_vain(otherwise=otherwise), p, denied=["ecg"])[-1][0] == "ecg"
    assert (p.ending, p.treated_facility) == (ending, NOWHERE)


def test_a_service_that_is_there_unless_another_is_had() -> None:
    flow = (
        Service(service="ecg", share=0.5, patience_minutes=5.0),
        Service(service="registration", unless=("ecg",)),
        Service(service="pharmacy", station="registration", only_if=("registration",)),
        *CARE.flows["rescue"][1:],
    )
    tables = tables_of(
        tiny_system(
            network=with_facility("hospital", flow_for={"cough": "short"}),
            care=replace(CARE, flows={**CARE.flows, "short": flow}),
        )
    )
    stages: dict[str, set[tuple[str, ...]]] = {"ecg": set(), "registration": set()}
    for key in range(20):
        first, *rest = (stage for stage, *_ in walk(tables, somebody(key=key))[1:])
        stages[first].add(tuple(rest))
    assert stages == {"ecg": {()}, "registration": {("pharmacy",)}}
    steps = walk(tables, somebody(key=ecg_taker(tables)), denied=["ecg"])
    assert [stage for stage, *_ in steps[1:]] == ["ecg", "registration", "pharmacy"]


def ecg_taker(tables: Tables) -> int:
    """The key of somebody who needs an ECG."""
    takes = (key for key in range(20) if walk(tables, somebody(key=key))[1][0] == "ecg")
    return next(takes)


def test_a_condition_has_a_flow_of_its_own_in_the_clinic_and_in_emergency() -> None:
    tables = tables_of(tiny_system(network=with_facility("hospital", flow_for={"heart": "rescue"})))
    assert [stage for stage, *_ in walk(tables, somebody("heart", acuity=3))] == [
        "travel",
        "emergency_consultation",
    ]
    assert len(walk(tables, somebody())) > 3


def test_a_queue_that_is_too_long_is_left_in_the_engine() -> None:
    """Two come at nine to a room of half an hour; the second waits ten minutes and is sent away."""
    flow = (
        replace(CARE.flows["rescue"][0], patience_minutes=10.0, otherwise=Otherwise.ELSEWHERE),
        *CARE.flows["rescue"][1:],
    )
    tables = tables_of(tiny_system(care=replace(CARE, flows={**CARE.flows, "rescue": flow})))
    patients = [somebody("heart", acuity=2, number=number) for number in range(2)]
    keeper = Keeper(tables, nobody())
    Engine(tables, patients, [keeper]).play()
    rows = keeper.journeys().filter(pc.field("stage") == "emergency_consultation").to_pylist()
    found = [(row["patient"], row["outcome"], round(row["ended"], 6)) for row in rows]
    assert found == [(1, "gave_up", 9.916667), (0, "served", 10.25)]
    assert keeper.episodes()["ending"].to_pylist() == ["elsewhere", "treated"]


def test_urgent_patients_go_to_emergency_whatever_the_hour() -> None:
    assert walk(tables_of(tiny_system()), somebody("heart", acuity=2, onset=26.0)) == [
        ("travel", "hospital", 26.0, 26.75),
        ("emergency_consultation", "hospital/emergency_consultation", 26.75, 27.25),
    ]


def test_priority_in_emergency_follows_triage_and_the_green_channel() -> None:
    found = [visit.triage_priority(somebody(acuity=acuity)) for acuity in (1, 2, 3, 4)]
    assert found == [CRITICAL, URGENT, SOON, ORDINARY]
    assert visit.triage_priority(somebody(acuity=2, by_channel=1)) == CRITICAL


def test_who_returns_goes_ahead_and_both_rank_by_when_they_came() -> None:
    tables = tables_of(tiny_system(care=with_share("ecg", 1.0)))
    p = somebody(target=HOSPITAL, clinic=tables.tickets.consulting[HOSPITAL][0])
    visit.begin(tables, 9.75, p)
    asked = {}
    for _ in range(6):
        ask = Ask()
        visit.advance(tables, 10.0, p, ask)
        asked[tables.names.stages[ask.stage]] = (ask.priority, ask.since)
    assert asked["registration"] == (ORDINARY, 10.0)
    assert asked["consultation"] == (ORDINARY, 9.75)
    assert asked["return_consultation"] == (SOON, 9.75)
