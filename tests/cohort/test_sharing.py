"""The last cohort is shared by scenarios that have the same patients, and by no others."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any, cast

import pytest
from two_homes import BEGIN, CLINIC, DEMAND, columns, drawing, home, system

from sim.cohort import Cohort, draw, draw_for
from sim.cohort import drawn as drawn_of
from sim.config.comparison import comparison
from sim.scenario import Demand
from sim.system import System
from sim.system.chronic import Chronic
from sim.system.durations import Duration

UNTIL = BEGIN + 48.0
BASE = system(beds=10)


def drawn(system: System = BASE, demand: Demand = DEMAND) -> Cohort:
    return draw(system, demand, UNTIL, 1, 0)


def drawn_anew(system: System = BASE, demand: Demand = DEMAND) -> Cohort:
    """A cohort after one of another replication, of which nothing can be left."""
    draw(system, demand, UNTIL, 1, 99)
    return drawn(system, demand)


def with_homes(**homes: Any) -> System:
    return replace(BASE, network=replace(BASE.network, homes={**BASE.network.homes, **homes}))


def with_heart(**changes: Any) -> System:
    heart = replace(BASE.conditions["heart"], **changes)
    return replace(BASE, conditions={**BASE.conditions, "heart": heart})


def with_ward(**changes: Any) -> System:
    hospital = BASE.network.facilities["hospital"]
    assert hospital.ward is not None
    changed = replace(hospital, ward=replace(hospital.ward, **changes))
    facilities = {**BASE.network.facilities, "hospital": changed}
    return replace(BASE, network=replace(BASE.network, facilities=facilities))


READ_OF_CHRONIC = (
    *("prevalence", "prevalence_for", "managed", "visit", "exacerbation"),
    *("exacerbations_uncontrolled", "visits_in_demand", "exacerbations_in_demand"),
)


def with_persons(**changes: Any) -> System:
    """A fifth of the north is followed for its heart."""
    row = Chronic(
        prevalence=0.0,
        prevalence_for={"north": 0.2},
        managed=1.0,
        visit="cough",
        exacerbation="heart",
        recall_days=90.0,
        kept=0.8,
        effective_days=100.0,
        control_followed=0.6,
        control_lapsed=0.2,
        exacerbations_controlled=1.0,
        exacerbations_uncontrolled=4.0,
        visits_in_demand=1.0,
        exacerbations_in_demand=0.5,
    )
    return replace(BASE, chronic={"heart": replace(row, **changes)})


def backwards(part: dict[str, Any]) -> dict[str, Any]:
    """Equal as a dictionary, but codes are positions."""
    return dict(reversed(part.items()))


OTHER_SYSTEMS = {
    "population": with_homes(north=home(2500.0, "station")),
    "mix": with_homes(south=home(1000.0, "hospital")),
    "first contact": with_homes(north=home(2000.0, "hospital")),
    "weight": with_heart(demand_weight=2.0),
    "acuity": with_heart(acuity=(0.3, 0.1, 0.4, 0.2)),
    "admission": with_heart(admission=0.9),
    "urgent admission": with_heart(emergency_admission=0.05),
    "stay factor": with_heart(stay_factor=3.0),
    "beds": with_ward(beds=20),
    "occupancy": with_ward(occupancy=0.5),
    "stay": with_ward(stay_days=Duration(mean=9.0)),
    "own stay": with_ward(stay_days_for={"heart": Duration(mean=9.0)}),
    "persons": with_persons(),
    "exacerbations": with_persons(exacerbations_uncontrolled=40.0),
    "visits in demand": with_persons(visits_in_demand=5.0),
    "order of homes": replace(
        BASE, network=replace(BASE.network, homes=backwards(BASE.network.homes))
    ),
    "order of conditions": replace(BASE, conditions=backwards(BASE.conditions)),
    "order of facilities": replace(
        BASE, network=replace(BASE.network, facilities=backwards(BASE.network.facilities))
    ),
}


@pytest.mark.parametrize("other", OTHER_SYSTEMS.values(), ids=list(OTHER_SYSTEMS))
def test_another_system_has_patients_of_its_own(other: System) -> None:
    before = columns(drawn())
    assert columns(drawn(other)) == columns(drawn_anew(other)) != before


@pytest.mark.parametrize(
    "other",
    [
        replace(DEMAND, scale=2.0),
        replace(DEMAND, urgent=CLINIC),
        replace(DEMAND, holidays=()),
        replace(DEMAND, start=DEMAND.holidays[1]),
    ],
)
def test_another_demand_has_patients_of_its_own(other: Demand) -> None:
    before = columns(drawn())
    assert columns(drawn(demand=other)) == columns(drawn_anew(demand=other)) != before


@pytest.mark.parametrize("other", [(UNTIL + 24.0, 1, 0), (UNTIL, 2, 0), (UNTIL, 1, 1)])
def test_another_length_seed_or_replication_too(other: tuple[float, int, int]) -> None:
    before = columns(drawn())
    found = columns(draw(BASE, DEMAND, *other))
    drawn()
    assert columns(draw(BASE, DEMAND, *other)) == found != before


def test_a_file_that_was_rewritten_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "arrivals.csv"
    told = replace(DEMAND, path=str(path))
    path.write_text("time,home,condition\n1,north,cough\n")
    first = drawn(demand=told)
    path.write_text("time,home,condition\n1,south,cough\n")  # as long as before
    os.utime(path, ns=(0, 1))
    again = drawn(demand=told)
    assert (first.home[first.bed < 0].tolist(), again.home[again.bed < 0].tolist()) == ([0], [1])


def fenced(system: System) -> System:
    """A system of which only that can be read on which the last cohort is told apart."""
    facilities = system.network.facilities.items()
    network = SimpleNamespace(
        homes=system.network.homes,
        facilities={
            name: SimpleNamespace(every_ward=one.every_ward, ward_of=one.ward_of)
            for name, one in facilities
        },
    )
    chronic = {
        name: SimpleNamespace(**{key: getattr(row, key) for key in READ_OF_CHRONIC})
        for name, row in system.chronic.items()
    }
    read = {"network": network, "conditions": system.conditions, "chronic": chronic}
    return cast("System", SimpleNamespace(**read))


def test_nothing_else_of_a_system_is_read(tmp_path: Path) -> None:
    path = tmp_path / "arrivals.csv"
    path.write_text("time,home,condition\n1,north,cough\n")
    followed = with_persons()
    for demand in (DEMAND, replace(DEMAND, path=str(path))):
        whole = columns(drawn_anew(followed, demand))
        draw(BASE, demand, UNTIL, 1, 99)
        behind = replace(drawing(followed, demand, UNTIL), system=fenced(followed))
        assert columns(drawn_of(behind)) == whole


def test_the_scenarios_of_the_main_comparison_have_the_same_patients() -> None:
    chosen = comparison(["network=three_tier"]).scenarios.values()
    cohorts = [draw_for(one, 24.0, 0) for one in chosen]
    assert len(cohorts) > 3
    assert all(one is cohorts[0] for one in cohorts)


def test_threads_do_not_share() -> None:
    mine = drawn()
    theirs: list[Cohort] = []
    thread = Thread(target=lambda: theirs.append(drawn_anew()))
    thread.start()
    thread.join()
    assert drawn() is mine is not theirs[0]
    assert columns(mine) == columns(theirs[0])
