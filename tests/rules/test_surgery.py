"""Surgery: grades of operations, and who goes up for one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

import sim
from sim import luck
from sim.contract import TREATED
from sim.keeping import recorded
from sim.rules import surgery
from sim.system.network import Network
from sim.system.surgery import Surgery
from sim.tables import Tables
from tests.systems import (
    COUGH,
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

FOURTH = (0.0, 0.0, 0.0, 1.0)
Shares = tuple[float, float, float, float]


def operating(
    grades: Shares | None, network: Network | None = None, factors: Shares = (1.0, 1.0, 1.0, 1.0)
) -> Tables:
    """Everybody is admitted and operated on, and comes first to the town."""
    heart = replace(HEART, admission=1.0, operation=1.0, operation_grades=grades)
    tables = tables_of(
        tiny_system(
            conditions={"cough": COUGH, "heart": heart},
            network=network or tiny_network(),
            surgery=Surgery(minutes_factor=factors),
        )
    )
    for row in tables.option[0]:
        row[0].facility = TOWN
    return tables


def told(tables: Tables, p: Any) -> list[tuple[str, str | None]]:
    """Where a patient lies and is operated on."""
    inpatient = ("bed", "operation", "stay")
    return [(step[0], step[1]) for step in walk(tables, p) if step[0] in inpatient]


def test_who_needs_a_higher_grade_goes_up_before_admission_and_is_operated_there() -> None:
    p = somebody("heart", acuity=3)
    assert told(operating(FOURTH), p) == [
        ("bed", "hospital/ward"),
        ("operation", "hospital/theatre"),
        ("stay", "hospital/ward"),
    ]
    assert (p.hop, p.referred_up, p.admitted, p.operated, p.grade) == (1, 1, 1, 1, 4)
    assert (p.treated_facility, p.ending, p.beyond) == (HOSPITAL, TREATED, 0)


def test_who_was_sent_up_for_an_operation_is_sure_of_it() -> None:
    ward = tiny_network().facilities["hospital"].ward
    assert ward is not None
    ward = replace(ward, operation_factor=0.0, admission_factor=0.0)
    p = somebody("heart", acuity=3)
    told(operating(FOURTH, with_facility("hospital", ward=ward)), p)
    assert (p.admitted, p.operated, p.treated_facility) == (1, 1, HOSPITAL)


def test_where_nobody_above_does_the_grade_the_stay_is_without() -> None:
    p = somebody("heart", acuity=3)
    network = with_facility("hospital", operates_grade=3)
    assert told(operating(FOURTH, network), p) == [("bed", "town/ward"), ("stay", "town/ward")]
    assert (p.hop, p.operated, p.grade, p.treated_facility) == (0, 0, 0, TOWN)


def test_a_specialty_may_do_more_than_the_rest() -> None:
    network = with_facility("hospital", operates_grade=3, operates_grade_for={"internal": 4})
    p = somebody("heart", acuity=3)
    assert told(operating(FOURTH, network), p)[0] == ("bed", "hospital/ward")


def test_what_is_not_graded_goes_nowhere_for_it() -> None:
    p = somebody("heart", acuity=3)
    network = with_facility("hospital", operates_grade=0)
    assert told(operating(None, network), p)[0] == ("bed", "town/ward")
    assert (p.hop, p.grade) == (0, 0)


def test_a_higher_grade_takes_longer() -> None:
    p = somebody("heart", acuity=3)
    steps = walk(operating(FOURTH, factors=(1.0, 1.0, 1.0, 1.5)), p)
    (operation,) = [step for step in steps if step[0] == "operation"]
    assert operation[3] - operation[2] == pytest.approx(2.0 * 1.5)


def test_grades_come_in_their_shares_and_are_the_patients_own() -> None:
    tables = operating((0.1, 0.2, 0.3, 0.4))
    people = [somebody("heart", key=int(key)) for key in luck.patient_keys(7, 0, 4000)]
    found = Counter(surgery.grade(tables, p) for p in people)
    assert sorted(found) == [1, 2, 3, 4]
    for grade, share in enumerate((0.1, 0.2, 0.3, 0.4), start=1):
        error = (share * (1.0 - share) / 4000) ** 0.5
        assert abs(found[grade] / 4000 - share) < 4.0 * error
    p = people[0]
    before = surgery.grade(tables, p)
    p.hop, p.facility = 3, HOSPITAL
    assert surgery.grade(tables, p) == before


def test_in_an_engine_districts_do_no_operation_above_their_grade() -> None:
    scenario = sim.load(
        *("network=three_tier", "engine=simpy", "run.days=2", "run.warmup_days=0"),
        "network.facilities.east.operates_grade=2",
    )
    record = recorded(scenario, 0)
    grade = {row["patient"]: row["grade"] for row in record.episodes.to_pylist()}
    done = [row for row in record.journeys.to_pylist() if row["stage"] == "operation"]
    highest = dict.fromkeys(("central", "east"), 0)
    for row in done:
        if row["facility"] in highest:
            highest[row["facility"]] = max(highest[row["facility"]], grade[row["patient"]])
    assert highest["central"] == 4
    assert highest["east"] <= 2
