"""Transfers: stabilised, and carried by an ambulance of here or of the target."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sim.contract import GAVE_UP, Ask
from sim.rules import step_down
from sim.system.durations import Duration
from sim.system.network import Network, Station
from sim.system.step_down import StepDown
from sim.system.transfer import Stabilisation, Transfer
from sim.tables import Tables
from tests.played import played, times
from tests.systems import (
    COUGH,
    DESK,
    HEART,
    HOSPITAL,
    TOWN,
    somebody,
    tables_of,
    tiny_network,
    tiny_system,
    walk,
    with_facility,
)

CARRIED = Transfer(loading_minutes=6.0, ambulance_patience_hours=2.0)
VEHICLE = {"ambulance": Station(servers=1, turnover_minutes=12.0)}


def with_vehicle(at: str) -> Network:
    """The tiny network with one ambulance."""
    stations = tiny_network().facilities[at].stations
    return with_facility(at, stations={**stations, **VEHICLE})


def at_town(network: Network, transfer: Transfer = CARRIED) -> Tables:
    """Everybody comes to the town first, an hour from the hospital, 42 minutes by ambulance."""
    tables = tables_of(tiny_system(network=network, transfer=transfer))
    for row in tables.choice.option[0]:
        row[0].facility = TOWN
    return tables


def urgent(**facts: Any) -> Any:
    """An urgent case beyond the town."""
    return somebody("heart", **{"acuity": 2, "complexity": 0.75} | facts)


def moved(tables: Tables, p: Any, denied: tuple[str, ...] = ()) -> list[Any]:
    """The steps between the town's results and the hospital's consultation."""
    steps = walk(tables, p, denied=denied)
    stages = [step[0] for step in steps]
    return steps[stages.index("results") + 1 : stages.index("emergency_consultation")]


def test_the_senders_ambulance_sets_out_at_once_and_has_to_come_back() -> None:
    tables, p = at_town(with_vehicle("town")), urgent()
    assert moved(tables, p) == [("ambulance", "town/ambulance", 9.55, 10.35)]
    assert (p.hop, p.referred_up, p.treated_facility) == (1, 1, HOSPITAL)
    assert p.travel_hours == 0.95


def test_the_targets_ambulance_has_to_come_first() -> None:
    assert moved(at_town(with_vehicle("hospital")), urgent()) == [
        ("ambulance", "hospital/ambulance", 9.55, 11.05)
    ]


def test_without_any_ambulance_in_reach_one_goes_as_others_do() -> None:
    assert moved(at_town(tiny_network()), urgent()) == [("travel", "hospital", 9.55, 10.55)]


def test_who_waits_in_vain_goes_without() -> None:
    tables, p = at_town(with_vehicle("town")), urgent()
    assert moved(tables, p, denied=("ambulance",)) == [
        ("ambulance", "town/ambulance", 9.55, 11.55),
        ("travel", "hospital", 11.55, 12.55),
    ]
    assert p.travel_hours == 1.25


@pytest.mark.parametrize(("acuity", "hours"), [(1, 0.5), (2, 0.25)])
def test_a_patient_is_made_stable_first(acuity: int, hours: float) -> None:
    stabilisation = Stabilisation(critical=Duration(mean=30.0), urgent=Duration(mean=15.0))
    transfer = replace(CARRIED, stabilisation_minutes=stabilisation)
    ready = 9.55 + hours
    assert moved(at_town(with_vehicle("town"), transfer), urgent(acuity=acuity)) == [
        ("stabilisation", "town", 9.55, ready),
        ("ambulance", "town/ambulance", ready, round(ready + 0.8, 9)),
    ]


def test_who_can_wait_or_goes_by_oneself_has_no_ambulance() -> None:
    tables = at_town(with_vehicle("town"))
    assert "ambulance" not in [step[0] for step in walk(tables, urgent(acuity=3))]
    tables.referral.formal[:] = [0.0] * 4
    assert moved(tables, urgent()) == [("travel", "hospital", 9.55, 10.55)]


def stepping_down() -> Tables:
    """Heart patients of the hospital recover in the town, carried by the hospital's ambulance."""
    heart = replace(HEART, admission=1.0, step_down=1.0)
    return tables_of(
        tiny_system(
            network=with_vehicle("hospital"),
            conditions={"cough": COUGH, "heart": heart},
            step_down=StepDown(proposed=1.0, accepted=1.0, acute_share=0.25),
            transfer=replace(CARRIED, ambulance_for_step_down=True),
        )
    )


def test_inpatients_can_be_carried_down() -> None:
    p = somebody("heart", acuity=3)
    assert walk(stepping_down(), p)[-3:] == [
        ("step_down_bed", "town/ward", 70.05, 70.05),
        ("ambulance", "hospital/ambulance", 70.05, 70.85),
        ("stay", "town/ward", 70.85, 250.05),
    ]
    assert (p.referred_down, p.hop, p.travel_hours) == (1, 1, 1.45)


def test_the_bed_above_is_kept_until_the_ambulance_comes_or_one_goes_without() -> None:
    tables, ask = stepping_down(), Ask()
    p = somebody("heart", acuity=3, facility=HOSPITAL, target=TOWN, place=1, discharge=250.0)
    step_down.move(tables, 80.0, p, ask)
    assert (ask.free, p.place, ask.gives_up) == (0b010, 0, 82.0)
    p.outcome = GAVE_UP
    step_down.go_on(tables, 82.0, p, ask)
    assert (tables.names.stages[ask.stage], ask.duration, ask.free) == ("transfer", 1.0, 0b010)


def test_the_second_patient_waits_for_the_ambulance_to_come_back() -> None:
    """Asked for by both at 9.55; there at 10.35, back and clean at 11.25."""
    stations = tiny_network().facilities["town"].stations
    desks = {**dict.fromkeys(stations, replace(DESK, servers=2)), **VEHICLE}
    doctors = {"general": replace(tiny_network().facilities["town"].clinics["general"], doctors=2)}
    tables = at_town(with_facility("town", stations=desks, clinics=doctors))
    tables.transfer.patience = 6.0
    rows, _ = played(tables, [9.0, 9.0], condition=1, acuity=2)
    assert times(rows, "ambulance") == [(9.55, 9.55, 10.35, 11.25), (9.55, 11.25, 12.05, 12.95)]
