"""Holidays and working weekends: what is shipped, what follows them, and what a run is told."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from two_homes import CLINIC, DEMAND, EVEN

from sim.clock import Calendar
from sim.cohort.coverage import uncovered
from sim.cohort.intensity import intensity
from sim.config import config_dir, load
from sim.scenario import Demand
from sim.tables.shifts import opening_intervals

CASES = Path(__file__).parents[1] / "cases"
FIRST, LAST = date(2019, 1, 1), date(2026, 12, 31)

DAYS_OFF = {2019: 22, 2020: 30, 2021: 31, 2022: 32, 2023: 26, 2024: 28, 2025: 28, 2026: 33}
"""As the notices count them: from the first to the last day of each holiday."""
WORKED = {2019: 6, 2020: 6, 2021: 7, 2022: 7, 2023: 7, 2024: 8, 2025: 5, 2026: 6}


@cache
def china() -> dict[str, list[date]]:
    text = (config_dir() / "calendar" / "china.yaml").read_text("utf-8")
    found: dict[str, list[date]] = yaml.safe_load(text)
    return found


def calendar(start: date) -> Calendar:
    return Calendar(start, frozenset(china()["holidays"]), frozenset(china()["working_weekends"]))


def test_the_shipped_list_has_the_days_of_the_notices() -> None:
    days, worked = china()["holidays"], china()["working_weekends"]
    assert {y: sum(d.year == y for d in days) for y in DAYS_OFF} == DAYS_OFF
    assert {y: sum(d.year == y for d in worked) for y in WORKED} == WORKED
    assert len(set(days)) == len(days) == sum(DAYS_OFF.values())
    assert not set(days) & set(worked)
    assert all(day.weekday() >= 5 for day in worked)


def test_a_year_is_that_of_the_public_data() -> None:
    told = json.loads((CASES / "holidays_cn_2024.json").read_text("utf-8"))["days"]
    for key, off in (("holidays", True), ("working_weekends", False)):
        listed = [str(day) for day in china()[key] if day.year == 2024]
        assert listed == [day["date"] for day in told if day["isOffDay"] is off]


@given(st.dates(FIRST, LAST - timedelta(days=364)))
def test_a_full_year_from_any_day_has_all_its_days_off(start: date) -> None:
    year = calendar(start)
    until = year.begin + 365 * 24.0
    off = sum(year.is_holiday(day) for day in year.days_until(until))
    end = start + timedelta(days=365)
    assert off == sum(start <= day < end for day in china()["holidays"])
    assert off >= 18  # 26 less a Spring Festival that lies just before, the next one just after
    assert uncovered(year, until) == ()


@pytest.mark.parametrize("year", DAYS_OFF)
def test_a_timetable_is_closed_on_all_days_off_and_open_on_working_weekends(year: int) -> None:
    scenario = load("network=three_tier")
    open_on = {
        Calendar(date(year, 1, 1)).date_of(opens).date()
        for opens, _ in opening_intervals(
            scenario.system, "clinic", calendar(date(year, 1, 1)), 24.0 * 372
        )
    }
    assert not open_on & set(china()["holidays"])
    assert {day for day in china()["working_weekends"] if day.year == year} <= open_on


def test_demand_of_a_working_weekend_is_that_of_the_weekday_that_is_worked() -> None:
    sunday = date(2026, 1, 4)
    planned = Calendar(date(2026, 1, 1), frozenset(), {sunday})
    spread = intensity(CLINIC, planned, planned.begin + 192.0, "planned")
    midnights = [planned.begin + 24.0 * day for day in range(9)]
    share = np.diff([spread.expected(midnight) for midnight in midnights])
    assert share[3] == pytest.approx(share[4])  # the Sunday, and the Monday after it
    assert share[2] == pytest.approx(share[4] * 0.25)  # an ordinary Saturday


def test_no_holiday_at_all_switches_working_weekends_off_too() -> None:
    demand = load("demand.holidays=[]").demand
    assert demand.calendar == Calendar(demand.start, frozenset(), frozenset())


def test_days_that_the_list_does_not_cover_are_told() -> None:
    def told(start: date, days: float) -> tuple[str, ...]:
        one = calendar(start)
        return uncovered(one, one.begin + 24.0 * days)

    assert told(date(2026, 12, 20), 12) == ()
    (after,) = told(date(2026, 12, 20), 12.5)
    assert after == (
        "The list of public holidays covers 2019 to 2026 (demand.holidays); the days of this run "
        "from 2027-01-01 have no holidays and no working weekends."
    )
    (around,) = told(date(2018, 12, 1), 365 * 9)
    assert "from 2018-12-01 to 2018-12-31 and from 2027-01-01 to 2027-11-28 have" in around
    assert uncovered(Calendar(date(2050, 1, 1)), 1000.0) == ()  # switched off, as a planner may


def test_working_weekends_must_be_weekends_and_no_holidays() -> None:
    def demand(*days: date) -> Demand:
        return Demand(
            start=DEMAND.start, planned=CLINIC, urgent=EVEN,
            holidays=(date(2026, 1, 3),), working_weekends=days,
        )  # fmt: skip

    assert demand(date(2026, 1, 4)).calendar.weekday(6) == 0
    with pytest.raises(ValidationError, match="a Saturday or a Sunday"):
        demand(date(2026, 1, 5))
    with pytest.raises(ValidationError, match="no holidays, unlike 2026-01-03"):
        demand(date(2026, 1, 3), date(2026, 1, 4))


@pytest.mark.parametrize("number", [20260101, "20260101", 1767225600, 46023, "46023"])
def test_a_number_is_no_date(number: object) -> None:
    """Whole days in seconds since 1970 were read as dates of that time."""
    for key in ("start", "holidays", "working_weekends"):
        value = number if key == "start" else [number]
        with pytest.raises(ValidationError, match="a date with dashes"):
            Demand(**{"start": DEMAND.start, "planned": CLINIC, "urgent": EVEN, key: value})
