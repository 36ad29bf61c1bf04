"""Worsening: who waits too long gives up at a known instant and asks anew, first of all."""

from __future__ import annotations

import math
from typing import Any

import pytest

from sim.contract import CRITICAL, GAVE_UP, ORDINARY, SOON, URGENT, Ask, Patient, State
from sim.rules import modes, next_step, worsening
from sim.rules.asking import service
from sim.system.worsening import Worsening
from sim.tables import Tables
from sim.tables.codes import BED, OBSERVATION
from tests.played import played, times
from tests.rules.test_transfer import urgent, with_vehicle
from tests.systems import HOSPITAL, somebody, tables_of, tiny_system

TOMORROW = Worsening(urgent_per_day=1.0, soon_per_day=0.5)


def getting_worse(**network: Any) -> Tables:
    return tables_of(tiny_system(worsening=TOMORROW, **network))


def waiting(mode: int, **facts: Any) -> Patient:
    """Somebody at the hospital who worsens at 10."""
    usual = {"acuity": 2, "facility": HOSPITAL, "mode": mode, "worsens_at": 10.0}
    return somebody("heart", **usual | facts)


def asked(tables: Tables, p: Patient, priority: int = URGENT) -> Ask:
    """A question for a bed, at 9."""
    ask = Ask()
    service(tables, ask, p, BED, tables.wards.ward[HOSPITAL][0], 0.0, priority, 9.0)
    ask.gives_up = 57.0
    worsening.watch(9.0, p, ask)
    return ask


@pytest.mark.parametrize(("acuity", "rate"), [(1, 0.0), (2, 1.0), (3, 0.5), (4, 0.0)])
def test_the_instant_is_fixed_when_the_patient_comes_to_emergency(acuity: int, rate: float) -> None:
    p = somebody("heart", acuity=acuity)
    worsening.foresee(getting_worse(), 9.0, p)
    assert math.isnan(p.worsens_at) == (rate == 0.0)
    if rate > 0.0:
        once = p.worsens_at
        assert once > 9.0
        worsening.foresee(getting_worse(), 20.0, p)
        assert p.worsens_at == once


def test_without_rates_nobody_worsens() -> None:
    p = somebody("heart", acuity=2)
    worsening.foresee(tables_of(tiny_system()), 9.0, p)
    assert math.isnan(p.worsens_at)


def test_a_wait_ends_where_the_patient_worsens_if_that_is_before_the_patience_ends() -> None:
    tables = getting_worse()
    assert asked(tables, waiting(modes.BEDDING)).gives_up == 10.0
    assert asked(tables, waiting(modes.BEDDING, worsens_at=60.0)).gives_up == 57.0


@pytest.mark.parametrize("priority", [CRITICAL, ORDINARY])
def test_who_goes_first_or_can_wait_is_not_watched(priority: int) -> None:
    assert asked(getting_worse(), waiting(modes.BEDDING), priority).gives_up == 57.0


def test_who_is_treated_or_operated_on_is_not_watched() -> None:
    tables = getting_worse()
    assert asked(tables, waiting(modes.VISITING, treated_at=8.0), SOON).gives_up == 57.0
    assert asked(tables, waiting(modes.IN_THEATRE)).gives_up == 57.0


def test_who_worsens_during_a_service_goes_first_in_the_next_queue() -> None:
    p = waiting(modes.VISITING, worsens_at=8.5)
    ask = asked(getting_worse(), p)
    assert (ask.priority, ask.gives_up, p.worsened) == (CRITICAL, 57.0, 1)


@pytest.mark.parametrize(
    ("mode", "place", "station", "stage"),
    [
        (modes.BOARDING, 0, "observation", OBSERVATION),
        (modes.BEDDING, 0, "ward", BED),
        (modes.BEDDING, 1, "ward", BED),
    ],
)
def test_the_bed_is_asked_for_anew_with_the_old_rank_and_patience(
    mode: int, place: int, station: str, stage: int
) -> None:
    tables, ask = getting_worse(), Ask()
    p = waiting(mode, place=place, asked=9.0, outcome=GAVE_UP)
    next_step(tables, State(), 10.0, p, ask)
    assert tables.names.stations[ask.station] == f"hospital/{station}"
    assert (ask.stage, ask.keep, ask.free) == (stage, place, place)
    assert (ask.priority, ask.since, ask.gives_up) == (CRITICAL, 9.0, 57.0)
    assert (p.worsened, p.mode, p.place) == (1, mode, place)


def test_an_ambulance_is_asked_for_anew() -> None:
    tables, ask = getting_worse(network=with_vehicle("hospital")), Ask()
    p = urgent(facility=0, target=HOSPITAL, mode=modes.CALLING, worsens_at=10.0, asked=9.5)
    p.outcome = GAVE_UP
    next_step(tables, State(), 10.0, p, ask)
    assert (ask.priority, ask.since, ask.gives_up) == (CRITICAL, 9.5, 11.5)


def test_in_the_queue_of_an_emergency_department_who_worsens_is_taken_next() -> None:
    """Ten people at 9:45; one doctor takes half an hour for each."""
    tables = getting_worse()
    tables.worsening.urgent = 0.5
    rows, episodes = played(tables, [9.0] * 10, condition=1, acuity=2)
    worse = [row["patient"] for row in episodes if row["worsened"]]
    seen = {
        row["patient"]: row
        for row in rows
        if row["stage"] == "emergency_consultation" and row["outcome"] == "served"
    }
    gave_up = [row for row in rows if row["outcome"] == "gave_up"]
    assert 3 <= len(worse) < 10
    assert {row["patient"] for row in gave_up} <= set(worse)
    assert len(gave_up) >= 2
    for row in gave_up:
        mine = seen[row["patient"]]
        assert (mine["asked"], mine["priority"], row["priority"]) == (row["ended"], 0, 1)
        assert mine["started"] - mine["asked"] < 0.5 * len(gave_up)
    first = [row for row in times(rows, "emergency_consultation") if row[1] == row[1]]
    assert len(first) == 10
