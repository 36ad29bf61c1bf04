"""Beds of planned operations: none on the day, and the operation is cancelled for it."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

from sim.contract import LEFT_WAITING
from sim.system.durations import Duration
from sim.system.network import Network, Ward
from sim.system.surgery import Surgery
from sim.tables import Tables
from tests.played import played
from tests.systems import (
    COUGH,
    HEART,
    bed_rules,
    somebody,
    tables_of,
    tiny_network,
    tiny_system,
    walk,
    with_facility,
)

WEEK = 168.0
HEARTS = Ward(
    beds=1,
    occupancy=0.0,
    stay_days=Duration(mean=1.5),
    operation_minutes=Duration(mean=120.0),
    specialties=("internal",),
)
BORROWING = replace(HEARTS, borrows_from="ward")


def by_day(bed_by: float, ward: Ward = HEARTS, operation: float = 1.0, **admission: Any) -> Tables:
    """Everybody is admitted and operated on at the hospital, in a ward of one bed."""
    heart = replace(HEART, admission=1.0, emergency_admission=1.0, operation=operation)
    return tables_of(
        tiny_system(
            conditions={"cough": COUGH, "heart": heart},
            network=with_facility("hospital", wards={"hearts": ward}),
            surgery=Surgery(bed_by_hours=bed_by, relist_days=7.0),
            admission=bed_rules(before_operation_hours=Duration(mean=1.0), **admission),
        )
    )


def in_vain(tables: Tables, p: Any) -> list[Any]:
    """What happens from the decision on to somebody for whom there never is a bed."""
    steps = walk(tables, p, denied=("bed",))
    return steps[[step[0] for step in steps].index("bed") :]


def test_in_an_engine_who_finds_no_bed_is_cancelled_and_comes_again_with_the_rank_kept() -> None:
    """One bed. The second patient is cancelled after a day and asks again a week later, after the
    fourth, and lies before the fourth when the third leaves."""
    rows, episodes = played(by_day(24.0), [9.0, 9.2, WEEK + 9.0, WEEK + 33.0], 1, 3)
    beds = [row for row in rows if row["stage"] == "bed"]
    (first,), (third,) = ([row for row in beds if row["patient"] == who] for who in (0, 2))
    cancelled, again = (row for row in beds if row["patient"] == 1)
    fourth = next(row for row in beds if row["patient"] == 3)
    assert first["started"] == first["asked"] < cancelled["asked"]
    assert (cancelled["outcome"], cancelled["ended"]) == ("gave_up", cancelled["asked"] + 24.0)
    assert again["asked"] == pytest.approx(cancelled["ended"] + WEEK)
    assert third["started"] < fourth["asked"] < again["asked"] < third["released"]
    assert again["started"] == third["released"]
    assert (fourth["outcome"], fourth["ended"]) == ("gave_up", fourth["asked"] + 24.0)
    home = [row for row in rows if row["stage"] == "relisted"]
    assert [(row["patient"], row["asked"]) for row in home] == [
        (1, cancelled["ended"]),
        (3, fourth["ended"]),
    ]
    assert [row["operated"] for row in episodes if row["patient"] < 3] == [1, 1, 1]


def test_the_patience_is_counted_from_the_first_day() -> None:
    p = somebody("heart", acuity=3)
    assert in_vain(by_day(24.0, elective_patience_days=8.5), p) == [
        ("bed", "hospital/ward.hearts", 10.05, 34.05),
        ("relisted", "hospital", 34.05, 202.05),
        ("bed", "hospital/ward.hearts", 202.05, 214.05),
    ]
    assert (p.ending, p.admitted) == (LEFT_WAITING, 0)


def test_a_bed_is_borrowed_before_the_operation_is_cancelled() -> None:
    """At the end of the day at the latest; on the next day the waiting for it has been done."""
    rules = {"elective_patience_days": 8.5, "overflow_hours": 6.0}
    assert in_vain(by_day(24.0, BORROWING, **rules), somebody("heart", acuity=3)) == [
        ("bed", "hospital/ward.hearts", 10.05, 16.05),
        ("bed", "hospital/ward", 16.05, 34.05),
        ("relisted", "hospital", 34.05, 202.05),
        ("bed", "hospital/ward.hearts", 202.05, 202.05),
        ("bed", "hospital/ward", 202.05, 214.05),
    ]
    rules["overflow_hours"] = 24.0
    assert in_vain(by_day(24.0, BORROWING, **rules), somebody("heart", acuity=3))[:3] == [
        ("bed", "hospital/ward.hearts", 10.05, 34.05),
        ("bed", "hospital/ward", 34.05, 34.05),
        ("relisted", "hospital", 34.05, 202.05),
    ]


def test_in_an_engine_a_bed_that_is_free_elsewhere_at_the_end_of_the_day_is_taken() -> None:
    rows, _ = played(by_day(24.0, BORROWING, overflow_hours=24.0), [9.0, 9.2], 1, 3)
    own, borrowed = (row for row in rows if row["stage"] == "bed" and row["patient"] == 1)
    assert (own["outcome"], borrowed["station"]) == ("gave_up", "hospital/ward")
    assert borrowed["started"] == borrowed["asked"] == own["asked"] + 24.0
    assert not [row for row in rows if row["stage"] == "relisted"]


@pytest.mark.parametrize(
    ("acuity", "operation"), [(2, 1.0), (3, 0.0)], ids=["urgent", "no operation"]
)
def test_all_others_wait_as_they_do_without(acuity: int, operation: float) -> None:
    told = [
        in_vain(by_day(hours, operation=operation), somebody("heart", acuity=acuity))
        for hours in (0.0, 24.0)
    ]
    assert told[0] == told[1]


def no_theatre() -> Network:
    """The tiny network, of which the hospital does not operate."""
    stations = dict(tiny_network().facilities["hospital"].stations)
    del stations["theatre"]
    return with_facility("hospital", stations=stations)


def test_where_nobody_operates_nothing_is_cancelled() -> None:
    heart = replace(HEART, admission=1.0, operation=1.0)
    tables = tables_of(
        tiny_system(
            conditions={"cough": COUGH, "heart": heart},
            network=no_theatre(),
            surgery=Surgery(bed_by_hours=24.0),
        )
    )
    steps = in_vain(tables, somebody("heart", acuity=3))
    assert steps == [("bed", "hospital/ward", 10.05, 10.05 + 60 * 24.0)]


@pytest.mark.parametrize("ward", [HEARTS, BORROWING], ids=["own", "borrowing"])
def test_without_it_or_with_a_day_as_long_as_the_patience_patients_wait(ward: Ward) -> None:
    hours = [9.0, 9.2, 9.4, 9.6, 30.0, WEEK]
    patience = {"elective_patience_days": 4.0, "overflow_hours": 12.0}
    runs = (
        played(by_day(bed_by, ward, **patience), hours, 1, 3) for bed_by in (0.0, 100.0, math.inf)
    )
    without, *others = runs
    assert "relisted" not in {row["stage"] for row in without[0]}
    keys = ("patient", "stage", "station", "asked", "ended", "released", "outcome")
    for long in others:
        assert [[str(row[key]) for key in keys] for row in without[0]] == [
            [str(row[key]) for key in keys] for row in long[0]
        ]
