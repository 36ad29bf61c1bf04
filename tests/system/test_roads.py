"""Roads: minutes as they are given, else from coordinates; ambulances by the ratio of speeds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sim import config
from sim.system.faults import Faults
from sim.system.network import Network
from sim.system.roads import Roads, kilometres
from tests.systems import HOSPITAL, TOWN, tables_of, tiny_network, tiny_system
from tests.test_config import OWN, VILLAGE

DEGREE = 111.195  # km of a degree of latitude, of a sphere of radius 6371 km
SOUTH, NORTH = (113.0, 22.0), (113.0, 22.5)
ROADS = Roads(car_kmh=50.0, ambulance_kmh=100.0, detour=1.2)


def placed(town: dict[str, Any], hospital: dict[str, Any], **home: Any) -> Network:
    """The tiny network with other ways."""
    network = tiny_network()
    changes = {"town": town, "hospital": hospital}
    facilities = {
        name: replace(one, **changes.get(name, {})) for name, one in network.facilities.items()
    }
    homes = {"hill": replace(network.homes["hill"], **home)}
    return replace(network, facilities=facilities, homes=homes, roads=ROADS)


def test_a_degree_of_latitude_is_as_long_anywhere_and_one_of_longitude_is_not() -> None:
    assert kilometres((10.0, 0.0), (10.0, 1.0)) == pytest.approx(DEGREE, abs=0.001)
    assert kilometres((10.0, 59.5), (10.0, 60.5)) == pytest.approx(DEGREE, abs=0.001)
    assert kilometres((10.0, 60.0), (11.0, 60.0)) == pytest.approx(DEGREE / 2, abs=0.01)
    assert kilometres((179.5, 0.0), (-179.5, 0.0)) == pytest.approx(DEGREE, abs=0.001)


def test_minutes_that_are_given_win_and_the_others_follow_from_coordinates() -> None:
    minutes = 60 * 0.5 * DEGREE * 1.2 / 50
    network = placed(
        {"at": SOUTH, "transfer_minutes": {}},
        {"at": NORTH, "transfer_minutes": {"town": 70.0}},
        at=SOUTH,
        travel_minutes={"town": 15.0},
    )
    assert network.transfer("town", "hospital") == pytest.approx(minutes, rel=1e-5)
    assert network.transfer("hospital", "town") == 70.0
    assert network.travel("hill", "town") == 15.0
    assert network.travel("hill", "hospital") == pytest.approx(minutes, rel=1e-5)
    assert network.travel("hill", "elsewhere") is None
    tables = tables_of(tiny_system(network=network))
    assert tables.ways.travel[0] == pytest.approx([0.25, minutes / 60, 0.0], rel=1e-5)
    assert tables.ways.transfer[TOWN] == pytest.approx([0.0, minutes / 60, 0.0], rel=1e-5)


def test_an_ambulance_is_faster_by_the_ratio_of_speeds_unless_its_minutes_are_given() -> None:
    network = placed({"at": SOUTH, "transfer_minutes": {}, "ambulance_minutes": {"hospital": 33.0}},
                     {"transfer_minutes": {"town": 70.0}})  # fmt: skip
    tables = tables_of(tiny_system(network=network))
    assert tables.ways.ambulance[TOWN][HOSPITAL] == 33.0 / 60
    assert tables.ways.ambulance[HOSPITAL][TOWN] == pytest.approx(70.0 / 2 / 60)
    both = placed({"at": SOUTH, "transfer_minutes": {}}, {"at": NORTH, "transfer_minutes": {}})
    hours = tables_of(tiny_system(network=both)).ways.ambulance
    assert hours[TOWN][HOSPITAL] == pytest.approx(0.5 * DEGREE * 1.2 / 100, rel=1e-5)
    assert hours[HOSPITAL][TOWN] == hours[TOWN][HOSPITAL]


def test_minutes_are_missed_only_where_coordinates_are_missing_too() -> None:
    home = "network.homes.village"
    without = (*VILLAGE, f"~{home}.travel_minutes.hospital")
    with pytest.raises(Faults) as caught:
        config.load(*without, f"+{home}.at=[113.1,22.6]", config_dir=OWN)
    (fault,) = caught.value.faults
    assert (fault.key, fault.value) == (f"{home}.travel_minutes.hospital", "(missing)")
    hospital = "+network.facilities.hospital.at=[113.2,22.6]"
    config.load(*without, f"+{home}.at=[113.1,22.6]", hospital, config_dir=OWN)


@pytest.mark.parametrize(("at", "wrong"), [("[181,22]", 0), ("[113,-91]", 1)])
def test_coordinates_are_on_the_earth(at: str, wrong: int) -> None:
    with pytest.raises(Faults) as caught:
        config.load(*VILLAGE, f"+network.homes.village.at={at}", config_dir=OWN)
    assert [fault.key for fault in caught.value.faults] == [f"network.homes.village.at.{wrong}"]
