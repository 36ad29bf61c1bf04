"""Brought in: urgent patients whom an ambulance brings at the first contact."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sim import luck
from sim.contract import ELSEWHERE as WENT_ELSEWHERE
from sim.contract import Patient
from sim.system.access import Access, BroughtIn
from sim.system.network import FirstContact, Network
from sim.tables import Tables
from tests.played import played
from tests.systems import (
    DESK,
    HOSPITAL,
    TOWN,
    somebody,
    tables_of,
    tiny_network,
    tiny_system,
    walk,
    with_facility,
)

ALL = BroughtIn(critical=1.0, urgent=1.0)
RIDE = 0.75 * 35 / 50  # hours; 45 minutes by car


def going(to: str, brought_in: BroughtIn = ALL, network: Network | None = None) -> Tables:
    """Tables in which everybody chooses one facility."""
    network = network or tiny_network()
    contact = FirstContact(suited={to: 1.0}, not_suited={to: 1.0}, emergency={to: 1.0})
    homes = {"hill": replace(network.homes["hill"], first_contact=contact)}
    return tables_of(
        tiny_system(network=replace(network, homes=homes), access=Access(brought_in=brought_in))
    )


def urgent(**facts: Any) -> Patient:
    return somebody("heart", **{"acuity": 2} | facts)


def test_the_ambulance_comes_first_and_takes_its_own_time() -> None:
    p = urgent()
    assert walk(going("town"), p) == [
        ("travel", "hospital", 9.0, 9.775),  # 15 minutes until it is there, and 31.5
        ("emergency_consultation", "hospital/emergency_consultation", 9.775, 10.275),
    ]
    assert (p.brought_in, p.first_facility, p.treated_facility) == (1, HOSPITAL, HOSPITAL)
    assert p.travel_hours == pytest.approx(RIDE)


def test_it_takes_nobody_from_an_emergency_department_that_was_chosen() -> None:
    desks = tiny_network().facilities["town"].stations | {"emergency_consultation": DESK}
    both = with_facility("town", emergency="rescue", stations=desks)
    for to, place in (("town", TOWN), ("hospital", HOSPITAL)):
        p = urgent()
        walk(going(to, network=both), p)
        assert (p.brought_in, p.first_facility) == (1, place)


@pytest.mark.parametrize(
    ("acuity", "brought_in"),
    [(3, ALL), (2, BroughtIn(critical=1.0)), (1, BroughtIn(urgent=1.0)), (2, BroughtIn())],
)
def test_others_come_by_themselves(acuity: int, brought_in: BroughtIn) -> None:
    p, usual = urgent(acuity=acuity), urgent(acuity=acuity)
    assert walk(going("town", brought_in), p) == walk(going("town", BroughtIn()), usual)
    assert p == usual
    assert p.brought_in == 0


def test_who_goes_elsewhere_is_out_of_sight_however_one_comes() -> None:
    p = urgent()
    assert walk(going("elsewhere"), p) == []
    assert (p.brought_in, p.ending) == (0, WENT_ELSEWHERE)


def test_nobody_is_carried_who_lives_at_the_door() -> None:
    tables, p = going("hospital"), urgent()
    tables.ways.travel[0][HOSPITAL] = 0.0
    walk(tables, p)
    assert (p.brought_in, p.first_facility) == (0, HOSPITAL)


def test_without_any_emergency_department_all_come_by_themselves() -> None:
    p = urgent()
    walk(going("town", network=with_facility("hospital", emergency=None)), p)
    assert (p.brought_in, p.first_facility) == (0, TOWN)


def test_a_share_is_brought_and_more_of_it_brings_the_same_and_others() -> None:
    keys = luck.patient_keys(luck.stream_key(1, 0, "crowd"), 0, 1000).tolist()
    few, many = (
        {key for key in keys if _brought(key, tables)}
        for tables in (going("hospital", BroughtIn(urgent=share)) for share in (0.2, 0.6))
    )
    assert few < many
    assert (len(few) / 1000, len(many) / 1000) == pytest.approx((0.2, 0.6), abs=0.04)


def _brought(key: int, tables: Tables) -> bool:
    p = urgent(key=key)
    walk(tables, p)
    return p.brought_in == 1


def test_both_engines_tell_them_apart_alike() -> None:
    _, episodes = played(going("town"), [9.0, 9.0, 9.0], 1, [1, 2, 3], 0.25)
    found = {row["patient"]: (row["brought_in"], row["first_facility"]) for row in episodes}
    assert found == {0: (True, "hospital"), 1: (True, "hospital"), 2: (False, "town")}
