"""Surgery: grades of operations and who goes up for one, lists, day surgery."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from math import isnan
from typing import Any

import pytest

import sim
from sim import luck
from sim.contract import GAVE_UP, LEAVE, LEFT_WAITING, NOWHERE, TREATED, Ask
from sim.journeys import Record
from sim.keeping import recorded
from sim.rules import day_surgery, modes, surgery
from sim.rules.lists import list_from
from sim.system.durations import Duration
from sim.system.network import Network, Station
from sim.system.surgery import Surgery, Theatre
from sim.tables import Tables
from tests.systems import (
    COUGH,
    HEART,
    HOSPITAL,
    TOWN,
    bed_rules,
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
    for row in tables.choice.option[0]:
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


@cache
def played() -> Record:
    """Some days of the small network in the readable engine, with much day surgery."""
    return recorded(
        sim.load(
            *("network=three_tier", "engine=simpy", "run.days=3", "run.warmup_days=0"),
            *("surgery.day_share=1", "surgery.day_notice_hours=12"),
            "network.facilities.east.operates_grade=2",
        ),
        0,
    )


def operations() -> list[dict[str, Any]]:
    """All operations that began, with what their patients are."""
    people = {row["patient"]: row for row in played().episodes.to_pylist()}
    return [
        people[row["patient"]] | row
        for row in played().journeys.to_pylist()
        if row["stage"] in ("operation", "day_operation") and not isnan(row["started"])
    ]


def test_in_an_engine_districts_do_no_operation_above_their_grade() -> None:
    highest = dict.fromkeys(("central", "east", "west"), 0)
    for row in operations():
        highest[row["facility"]] = max(highest[row["facility"]], row["grade"])
    assert highest["central"] == 4
    assert highest["east"] <= 2


def test_in_an_engine_planned_operations_keep_to_the_lists_and_urgent_ones_do_not() -> None:
    planned = [row["started"] % 24.0 for row in operations() if row["acuity"] > 2]
    urgent = [row["started"] % 24.0 for row in operations() if row["acuity"] <= 2]
    assert planned
    assert all(8.0 <= hour <= 16.5 for hour in planned)
    assert any(hour < 8.0 or hour > 18.0 for hour in urgent)


def test_in_an_engine_day_surgery_takes_a_place_and_no_bed() -> None:
    day = {row["patient"] for row in operations() if row["stage"] == "day_operation"}
    assert day
    rows = [row for row in played().journeys.to_pylist() if row["patient"] in day]
    places = {row["station"].split("/")[1] for row in rows if row["stage"] == "day_place"}
    assert places == {"day_ward"}
    assert not [row for row in rows if row["stage"] == "bed"]
    recovered = {row["patient"] for row in rows if row["stage"] == "day_recovery"}
    assert recovered == day


LISTS = Theatre(last_start_minutes=60.0)
ROOMS = Station(servers=1, hours="clinic")  # 8 to 12 and 14 to 17
TUESDAY = 24.0


def listed(day_share: float = 0.0) -> Tables:
    """Everybody is operated on at the hospital, by lists."""
    heart = replace(HEART, admission=1.0, operation=1.0, day_surgery=1.0, emergency_admission=1.0)
    stations = tiny_network().facilities["hospital"].stations
    rooms = {**stations, "theatre": ROOMS, "day_ward": ROOMS}
    return tables_of(
        tiny_system(
            conditions={"cough": COUGH, "heart": heart},
            network=with_facility("hospital", stations=rooms, surgery=LISTS),
            admission=bed_rules(before_operation_hours=Duration(mean=20.0)),
            surgery=Surgery(day_share=day_share, day_notice_hours=24.0,
                            day_recovery_hours=Duration(mean=4.0)),
        )
    )  # fmt: skip


def after_decision(tables: Tables, p: Any) -> list[Any]:
    """What happens from the decision on."""
    steps, begins = walk(tables, p), ("bed", "observation", "day_listed")
    return steps[next(n for n, step in enumerate(steps) if step[0] in begins) :]


def test_a_planned_operation_waits_in_bed_for_the_list() -> None:
    p = somebody("heart", acuity=3)
    assert [(step[0], *step[2:]) for step in after_decision(listed(), p)] == [
        ("bed", 10.05, 10.05),
        ("before_operation", 10.05, 30.05),
        ("before_operation", 30.05, TUESDAY + 8.0),
        ("operation", TUESDAY + 8.0, TUESDAY + 10.0),
        ("stay", TUESDAY + 10.0, 250.05),
    ]


def test_an_urgent_operation_waits_for_no_list() -> None:
    p = somebody("heart", acuity=2, onset=20.0)
    (operation,) = [step for step in after_decision(listed(), p) if step[0] == "operation"]
    assert operation[2] < TUESDAY


def test_who_has_not_come_to_the_table_by_the_last_start_is_next_with_the_rank_kept() -> None:
    tables, ask = listed(), Ask()
    p = somebody("heart", acuity=3, facility=HOSPITAL, mode=modes.BEFORE_THEATRE, in_bed=10.0)
    surgery.to_theatre(tables, TUESDAY + 9.0, p, ask)
    assert (ask.since, ask.gives_up) == (10.0, TUESDAY + 11.0)
    p.outcome = GAVE_UP
    surgery.after_theatre(tables, TUESDAY + 11.0, p, ask)
    assert (tables.names.stages[ask.stage], ask.until) == ("before_operation", TUESDAY + 14.0)
    surgery.go_on(tables, TUESDAY + 14.0, p, ask)
    assert (tables.names.stages[ask.stage], ask.since) == ("operation", 10.0)
    assert ask.gives_up == TUESDAY + 16.0
    assert (p.tries, p.operated) == (1, 0)


def test_lists_go_on_by_days_and_weeks() -> None:
    tables = listed()
    friday = 4 * 24.0
    day = tables.surgery.list_day[list_from(tables, HOSPITAL, friday + 16.0)]
    assert (day.opens, day.last_start) == (7 * 24.0 + 8.0, 7 * 24.0 + 11.0)
    day = tables.surgery.list_day[list_from(tables, HOSPITAL, friday + 15.9)]
    assert (day.opens, day.last_start) == (friday + 14.0, friday + 16.0)


def test_as_many_tables_run_as_there_are_people() -> None:
    network = with_facility(
        "hospital",
        stations={**tiny_network().facilities["hospital"].stations, "theatre": Station(servers=5)},
        surgery=Theatre(anaesthetists=3, surgeons=4),
    )
    tables = tables_of(tiny_system(network=network))
    theatre = tables.names.stations.index("hospital/theatre")
    assert [row.capacity for row in tables.stations.shift if row.station == theatre] == [3]


def test_day_surgery_goes_home_the_same_day_without_a_bed() -> None:
    p = somebody("heart", acuity=3)
    assert after_decision(listed(day_share=1.0), p) == [
        ("day_listed", "hospital", 10.05, 34.05),
        ("day_place", "hospital/day_ward", 34.05, 34.05),
        ("day_operation", "hospital/theatre", 34.05, 36.05),
        ("day_recovery", "hospital/day_ward", 36.05, 40.05),
    ]
    assert (p.operated, p.admitted, p.ending, p.treated_facility) == (1, 0, TREATED, HOSPITAL)
    assert p.treated_at == pytest.approx(34.05)


def test_day_surgery_keeps_its_place_until_it_is_cancelled() -> None:
    tables, ask = listed(day_share=1.0), Ask()
    p = somebody("heart", acuity=3, facility=HOSPITAL, mode=modes.DAY_LISTED, listed_at=3.0)
    day_surgery.go_on(tables, TUESDAY + 9.0, p, ask)
    assert (ask.keep, ask.gives_up, ask.since) == (0, TUESDAY + 11.0, 3.0)
    day_surgery.go_on(tables, TUESDAY + 9.0, p, ask)
    assert (tables.names.stages[ask.stage], ask.gives_up, ask.free) == (
        *("day_operation", TUESDAY + 11.0),
        0,
    )
    p.outcome = GAVE_UP
    day_surgery.go_on(tables, TUESDAY + 11.0, p, ask)
    assert (tables.names.stages[ask.stage], ask.until, ask.free) == (
        "day_listed",
        TUESDAY + 14.0,
        1,
    )
    assert (p.tries, p.operated) == (1, 0)


def test_day_surgery_is_given_up_after_the_patience_for_a_planned_operation() -> None:
    tables, ask = listed(day_share=1.0), Ask()
    p = somebody("heart", acuity=3, facility=HOSPITAL, mode=modes.DAY_PLACED, listed_at=-2000.0)
    p.outcome = GAVE_UP
    assert day_surgery.go_on(tables, TUESDAY + 11.0, p, ask) == LEAVE
    assert (p.ending, p.treated_facility) == (LEFT_WAITING, NOWHERE)


@pytest.mark.parametrize("facts", [{"acuity": 2}, {"acuity": 3, "facility": TOWN}])
def test_neither_the_urgent_nor_a_place_without_day_ward_has_day_surgery(
    facts: dict[str, Any],
) -> None:
    p = somebody("heart", **{"facility": HOSPITAL} | facts)
    assert not day_surgery.suits(listed(day_share=1.0), p)
