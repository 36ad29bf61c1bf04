"""Visits: the lines of a flow, those that are needed, in order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.contract import CRITICAL, ORDINARY, SOON, TREATED, URGENT, Ask
from sim.rules import visit
from tests.systems import (
    CARE,
    COUGH,
    HEART,
    HOSPITAL,
    somebody,
    tables_of,
    tiny_system,
    walk,
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
    p = somebody(target=HOSPITAL, clinic=tables.consulting[HOSPITAL][0])
    visit.begin(tables, 9.75, p)
    asked = {}
    for _ in range(6):
        ask = Ask()
        visit.advance(tables, 10.0, p, ask)
        asked[tables.stages[ask.stage]] = (ask.priority, ask.since)
    assert asked["registration"] == (ORDINARY, 10.0)
    assert asked["consultation"] == (ORDINARY, 9.75)
    assert asked["return_consultation"] == (SOON, 9.75)
