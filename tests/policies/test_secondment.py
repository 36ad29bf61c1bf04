"""Group secondment: who is sent to which station, and from where."""

from __future__ import annotations

from dataclasses import replace

import pytest

import sim
from sim.clock import Calendar
from sim.policies.secondment import Secondment
from sim.study.diary import entries
from sim.system import System
from sim.system.diary import Form, Posting
from sim.system.faults import Faults
from sim.system.network import Facility, Station, Tier
from tests.played import played
from tests.systems import MONDAY, tables_of, tiny_network, tiny_system

GIVES = ("imaging", "consultation.internal", "registration", "consultation.general", "ecg")
TEAM = Secondment(posts=2, gives=GIVES)
CALENDAR = Calendar(MONDAY)
WEEK = 168.0


def helped(desks: int = 2) -> System:
    """The hospital has some desks of a kind, of which one could go to the town."""
    network = tiny_network()
    hospital = network.facilities["hospital"]
    stations = {**hospital.stations, "registration": Station(servers=desks)}
    facilities = {**network.facilities, "hospital": replace(hospital, stations=stations)}
    return tiny_system(network=replace(network, facilities=facilities))


def with_province(system: System) -> System:
    """The same with a provincial hospital above, whose queues are not described."""
    province = Facility(tier=Tier.PROVINCIAL, aggregated=True)
    facilities = {**system.network.facilities, "province": province}
    return replace(system, network=replace(system.network, facilities=facilities))


def posts(system: System) -> list[tuple[str, str | None, str | None]]:
    return [(one.home, one.takes, one.gives) for one in system.diary.values()]


def test_a_team_stays_at_the_first_stations_that_the_member_has() -> None:
    """The town has no imaging and no rooms of internal medicine."""
    system = Secondment(posts=1, gives=GIVES).apply(helped())
    assert system.diary == {
        "secondment_town_1": Posting(
            form=Form.SECONDMENT,
            home="hospital",
            at="town",
            takes="registration",
            gives="registration",
            hours=("mon,tue,wed,thu,fri 08:00-12:00", "mon,tue,wed,thu,fri 14:00-17:30"),
            stays=True,
        )
    }


def test_a_team_of_a_hospital_of_the_network_is_missing_there() -> None:
    """Clerks are there all day, doctors in their sessions, 08-12 and 14-17."""
    moves = TEAM.moves(helped())
    hours = [(one.hours_lost, one.hours_gained, one.hours_added) for one in moves]
    assert hours == [(37.5, 37.5, 0.0), (35.0, 35.0, 0.0)]
    found = entries(TEAM.apply(helped()), CALENDAR, (0.0, WEEK))
    assert [(one.missing, one.worked, one.on_road) for one in found] == [
        (37.5, 37.5, 0.0),
        (35.0, 35.0, 0.0),
    ]


def test_a_team_of_a_province_is_added() -> None:
    system = with_province(helped())
    assert posts(TEAM.apply(system)) == [
        ("province", None, "registration"),
        ("province", None, "consultation.general"),
    ]
    moves = TEAM.moves(system)
    assert [(one.giver, one.hours_lost, one.hours_added) for one in moves] == [
        ("province", 0.0, 37.5),
        ("province", 0.0, 37.5),
    ]
    assert [one.hours_gained for one in moves] == [37.5, 35.0]
    found = entries(TEAM.apply(system), CALENDAR, (0.0, WEEK))
    assert [(one.missing, one.added) for one in found] == [(0.0, 37.5), (0.0, 37.5)]


def test_the_last_one_of_a_station_stays() -> None:
    """The hospital has one desk, and two doctors of the rooms; one more doctor has to stay."""
    system, team = helped(desks=1), Secondment(posts=3, gives=(*GIVES, *GIVES))
    assert posts(team.apply(system)) == [
        ("hospital", "consultation.general", "consultation.general")
    ]
    assert team.remarks(system) == (
        "posts: 1 of 3 at town, since it has no more of the stations, or the last one at hospital "
        "stays",
    )


@pytest.mark.parametrize(("count", "hours"), [(0, 0.0), (1, 37.5), (2, 72.5)])
def test_more_posts_are_more_hours_below_and_fewer_above(count: int, hours: float) -> None:
    team = replace(TEAM, posts=count)
    assert sum(one.hours_lost for one in team.moves(helped())) == hours
    assert sum(one.hours_gained for one in team.moves(helped())) == hours


def test_a_second_desk_serves_the_second_patient_at_once() -> None:
    """Two come to the town at the same time: one clerk has six minutes for each."""

    def waits(system: System) -> list[float]:
        rows, _ = played(tables_of(system), [8.0, 8.0], 0, 4, 0.25)
        desk = [row for row in rows if row["station"] == "town/registration"]
        served = [row for row in desk if row["stage"] == "registration"]
        return sorted(round(60.0 * (row["started"] - row["asked"]), 6) for row in served)

    system = helped()
    hill = system.network.homes["hill"]
    assert hill.first_contact is not None
    first = replace(hill.first_contact, suited={"town": 1.0})
    homes = {"hill": replace(hill, first_contact=first)}
    system = replace(system, network=replace(system.network, homes=homes))
    assert waits(system) == [0.0, 6.0]
    assert waits(Secondment(posts=1, gives=GIVES).apply(system)) == [0.0, 0.0]


def test_a_dose_of_zero_is_the_system_that_it_was_given() -> None:
    system = helped()
    assert replace(TEAM, posts=0).apply(system) is system
    assert replace(TEAM, posts=0).remarks(system) == ()


def test_stations_that_no_member_has_are_refused() -> None:
    with pytest.raises(Faults, match=r"gives = imaging: expected stations that a member has"):
        Secondment(posts=1, gives=("imaging",)).apply(helped())


@pytest.mark.parametrize(
    ("network", "giver", "count"),
    [("three_tier", "central", 5), ("county", "provincial", 10), ("jiangmen", "guangzhou", 10)],
)
def test_each_branch_of_the_shipped_networks_gets_a_team(
    network: str, giver: str, count: int
) -> None:
    """The hospital of three_tier has not enough to send five to each of two."""
    scenario = sim.load(f"network={network}", "policy=[secondment]")
    found = [one for one in scenario.system.diary.values() if one.form is Form.SECONDMENT]
    assert {one.home for one in found} == {giver}
    assert len({one.at for one in found}) == 2
    assert len(found) == count
    assert len(scenario.policies["secondment"].remarks(scenario.before)) == (2 if count < 10 else 0)
