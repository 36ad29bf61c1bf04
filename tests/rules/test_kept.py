"""Servers and beds that are kept free, by day and by night."""

from __future__ import annotations

import pytest

from sim.system.network import Station
from sim.system.referral import GreenChannel, Referral
from sim.tables import Tables
from tests.played import played, times
from tests.systems import tables_of, tiny_network, tiny_system, with_facility

ROOMS = "hospital/emergency_consultation"
WAY = 0.75  # hours from the hill


def emergency(doctors: Station, kept: int = 0) -> Tables:
    """The hospital sees everybody in emergency, for half an hour each."""
    stations = {**tiny_network().facilities["hospital"].stations, "emergency_consultation": doctors}
    network = with_facility("hospital", clinic=None, clinics={}, stations=stations)
    channel = GreenChannel(kept_rooms={"hospital": kept}, kept_beds={"hospital": {"ward": kept}})
    return tables_of(tiny_system(network=network, referral=Referral(green_channel=channel)))


def seen(doctors: Station, acuities: list[int], first: float) -> list[float]:
    """Minutes after the first coming at which each is seen who comes a minute after the other."""
    hours = [first - WAY + number / 60.0 for number in range(len(acuities))]
    rows, _ = played(emergency(doctors), hours, 0, acuities, 0.25)
    order = sorted(rows, key=lambda row: row["patient"])
    starts = (start for _, start, _, _ in times(order, "emergency_consultation"))
    return [round(60.0 * (start - first), 3) for start in starts]


def doctors(kept: int, off_hours: int, servers: int = 4) -> Station:
    return Station(servers=servers, kept=kept, hours="clinic", off_hours=off_hours)


@pytest.mark.parametrize("off_hours", [0, 1, 2, 3])
def test_a_small_night_crew_cancels_nothing_of_the_day(off_hours: int) -> None:
    """Of four two are kept: the third who is not urgent waits until three are free, while the
    urgent ones who come after him need not wait."""
    told = seen(doctors(kept=2, off_hours=off_hours), [4, 4, 4, 2, 2], 9.0)
    assert told == [0.0, 1.0, 33.0, 3.0, 4.0]


@pytest.mark.parametrize(
    ("off_hours", "told"),
    [
        (1, [0.0, 60.0, 90.0, 30.0]),
        (2, [0.0, 33.0, 63.0, 3.0]),
        (3, [0.0, 33.0, 63.0, 3.0]),
    ],
)
def test_a_small_shift_keeps_all_but_one(off_hours: int, told: list[float]) -> None:
    assert seen(doctors(kept=3, off_hours=off_hours), [4, 4, 4, 2], 20.0) == told


@pytest.mark.parametrize(
    ("kept", "servers", "reserve"),
    [
        (0, 4, [0, 0, 0, 0]),
        (1, 1, [0, 0, 0, 0]),  # the last one is everybody's
        (1, 2, [0, 1, 1, 1]),
        (2, 40, [0, 2, 2, 2]),
        (9, 4, [0, 3, 3, 3]),
    ],
)
def test_the_green_channel_keeps_rooms(kept: int, servers: int, reserve: list[int]) -> None:
    tables = emergency(Station(servers=servers), kept)
    assert tables.stations.reserve[tables.names.stations.index(ROOMS)] == reserve


def test_it_keeps_no_bed_that_is_not_named() -> None:
    tables = emergency(Station(servers=4), 1)
    kept = {
        name: row[1]
        for name, row in zip(tables.names.stations, tables.stations.reserve, strict=True)
    }
    assert {name for name, beds in kept.items() if beds} <= {ROOMS, "hospital/ward"}
