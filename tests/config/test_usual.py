"""Usual: what homes and facilities have in common is written once, and so are its faults."""

from __future__ import annotations

from typing import Any

import pytest

from sim import config
from sim.config.usual import filled, told_once, wrong_usual
from sim.system.faults import Fault, Faults

THREE = ("network=three_tier",)


def written() -> dict[str, Any]:
    return {
        "network": {
            "usual": {
                "base": {"capability": 0.8, "stations": {"desk": {"servers": 1}, "ecg": {}}},
                "home": {"rural": True, "episodes_per_head": 6.0},
            },
            "facilities": {
                "north": {"tier": "base", "stations": {"desk": {"servers": 3}, "ecg": None}},
                "south": {"tier": "base"},
                "lead": {"tier": "municipal"},
            },
            "homes": {"hill": {"population": 5.0}, "quay": {"rural": False}},
        }
    }


def test_each_thing_has_what_is_usual_and_its_own_keys_come_first() -> None:
    network = filled(written())["network"]
    facilities, homes = network["facilities"], network["homes"]
    assert facilities["north"]["stations"] == {"desk": {"servers": 3}}
    assert facilities["south"]["stations"] == {"desk": {"servers": 1}, "ecg": {}}
    assert facilities["south"]["capability"] == 0.8
    assert facilities["lead"] == {"tier": "municipal"}
    assert homes["hill"] == {"rural": True, "episodes_per_head": 6.0, "population": 5.0}
    assert homes["quay"]["rural"] is False
    assert "usual" not in network


def test_a_network_without_it_is_as_it_is() -> None:
    plain = {"network": {"facilities": {}, "homes": {}}, "name": "today"}
    assert filled(plain) is plain


def test_a_fault_of_what_is_usual_is_told_once_where_it_is_written() -> None:
    usual, own = "network.usual.base.capability", "network.facilities.north.stations.desk.servers"
    faults = [
        *(
            Fault(f"network.facilities.{one}.capability", "2", "a share")
            for one in ("north", "south")
        ),
        Fault(own, "-1", "≥ 0"),
    ]
    assert [fault.key for fault in told_once(written(), faults)] == [usual, own]


def test_a_kind_that_there_is_none_of_is_a_fault() -> None:
    (fault,) = wrong_usual({"network": {"usual": {"bases": {}}}})
    assert (fault.key, fault.nearest) == ("network.usual.bases", "base")
    (fault,) = wrong_usual({"network": {"usual": 3}})
    assert fault.key == "network.usual"


def test_it_gives_the_system_that_one_would_have_written_out() -> None:
    homes = [f"network.homes.home_{number}.episodes_per_head" for number in range(1, 7)]
    short = config.load(*THREE, "+network.usual={home: {episodes_per_head: 6.5}}",
                        *(f"~{key}" for key in homes))  # fmt: skip
    assert short.system == config.load(*THREE).system


def test_one_key_changes_all_of_a_tier() -> None:
    bases = [f"network.facilities.town_{number}.capability" for number in range(1, 7)]
    changed = config.load(*THREE, "+network.usual={base: {capability: 0.7}}",
                          *(f"~{key}" for key in bases))  # fmt: skip
    each = config.load(*THREE, *(f"{key}=0.7" for key in bases))
    assert changed.system == each.system


def test_a_wrong_number_of_what_is_usual_is_one_fault() -> None:
    bases = [f"~network.facilities.town_{number}.capability" for number in range(1, 7)]
    with pytest.raises(Faults) as caught:
        config.load(*THREE, "+network.usual={base: {capability: 1.7}}", *bases)
    assert [fault.key for fault in caught.value.faults] == ["network.usual.base.capability"]
