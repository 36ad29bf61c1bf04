"""Discharge: stays end at certain hours of the day, if at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.rules.stay import leaves_at
from sim.system.checks import contradictions
from sim.tables import Tables
from tests.played import played
from tests.systems import COUGH, HEART, bed_rules, somebody, tables_of, tiny_system, walk

HEARTS = {"cough": COUGH, "heart": replace(HEART, admission=1.0)}


def leaving(hours: tuple[float, float] | None) -> Tables:
    return tables_of(tiny_system(conditions=HEARTS, admission=bed_rules(discharge_hours=hours)))


def test_a_stay_ends_at_the_next_hour_for_it() -> None:
    """Ten days from 10.05: the planned end is at 250.05, which is 10.05 of its day."""
    p = somebody("heart", acuity=3)
    assert walk(leaving((14.0, 14.0)), p)[-1] == ("stay", "hospital/ward", 10.05, 254.0)
    assert walk(leaving((9.0, 9.0)), somebody("heart", acuity=3))[-1][3] == 273.0
    assert walk(leaving(None), somebody("heart", acuity=3))[-1][3] == 250.05


def test_who_lies_in_bed_when_the_run_begins_leaves_then_too() -> None:
    p = somebody("heart", bed=1, residual=31.5, onset=0.0)
    assert walk(leaving((9.0, 9.0)), p)[-1] == ("residual_stay", "hospital/ward", 0.0, 33.0)


def test_patients_leave_spread_over_the_hours_and_wait_less_than_a_day_for_it() -> None:
    tables = leaving((9.0, 12.0))
    ends = [24.0 * 5 + 0.37 * n for n in range(200)]
    left = [leaves_at(tables, somebody(key=n), end) for n, end in enumerate(ends)]
    hours = [instant % 24.0 for instant in left]
    assert 9.0 <= min(hours) < 9.5
    assert 11.5 < max(hours) <= 12.0
    assert all(0.0 <= instant - end < 24.0 for instant, end in zip(left, ends, strict=True))


def test_the_bed_is_free_for_the_next_only_then() -> None:
    """Four beds for five: who comes last lies when the first leaves, at noon."""
    rows, _ = played(leaving((12.0, 12.0)), [9.0, 9.0, 9.0, 9.0, 9.0], 1, 3)
    beds = [row for row in rows if row["stage"] == "bed"]
    assert {row["released"] % 24.0 for row in beds if row["released"] == row["released"]} == {12.0}
    assert max(row["started"] for row in beds) == min(row["released"] for row in beds)


@pytest.mark.parametrize("hours", [(12.0, 9.0), (9.0, 25.0)])
def test_two_hours_of_a_day_in_order(hours: tuple[float, float]) -> None:
    system = tiny_system(admission=bed_rules(discharge_hours=hours))
    found = [f for f in contradictions(system) if f.key == "admission.discharge_hours"]
    assert len(found) == 1
