"""The calendar behind the hours, and opening times read from text."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.clock import WEEKDAYS, Calendar, openings, session, week

THURSDAY = date(2026, 1, 1)
MONDAY = date(2026, 1, 5)


def test_the_clock_starts_on_the_monday_before_the_run() -> None:
    calendar = Calendar(THURSDAY)
    assert calendar.monday == date(2025, 12, 29)
    assert calendar.begin == 72.0
    assert Calendar(MONDAY).begin == 0.0


def test_hours_and_dates_are_two_ways_to_say_the_same() -> None:
    calendar = Calendar(THURSDAY)
    assert calendar.hour_of(THURSDAY) == 72.0
    assert calendar.hour_of(datetime(2026, 1, 1, 8, 30)) == 80.5
    assert calendar.hour_of(date(2025, 12, 28)) == -24.0
    assert calendar.date_of(80.5) == datetime(2026, 1, 1, 8, 30)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)))
def test_a_moment_is_found_again(moment: datetime) -> None:
    calendar = Calendar(THURSDAY)
    back = calendar.date_of(calendar.hour_of(moment))
    assert abs((back - moment).total_seconds()) < 1e-5


def test_a_moment_with_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="times are local"):
        Calendar(THURSDAY).hour_of(datetime(2026, 1, 1, tzinfo=UTC))


def test_holidays_are_known_by_day() -> None:
    calendar = Calendar(MONDAY, (date(2026, 1, 7),))
    assert [calendar.is_holiday(day) for day in range(4)] == [False, False, True, False]


@pytest.mark.parametrize(
    ("text", "intervals"),
    [
        ("sat 08:00-12:00", [(128.0, 132.0)]),
        ("mon, wed  14:00-17:30", [(14.0, 17.5), (62.0, 65.5)]),
        ("Mon-Wed,sun 09:15-10:00", [(9.25, 10), (33.25, 34), (57.25, 58), (153.25, 154)]),
        ("sat-mon 00:00-01:00", [(0.0, 1.0), (120.0, 121.0), (144.0, 145.0)]),
        ("daily 00:00-24:00", [(24.0 * day, 24.0 * day + 24.0) for day in range(7)]),
    ],
)
def test_a_session_is_read(text: str, intervals: list[tuple[float, float]]) -> None:
    assert list(session(text)) == intervals


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("moon 08:00-12:00", "days such as mon-fri, sat or daily, not 'moon'"),
        ("mon,,wed 08:00-12:00", "days such as mon-fri, sat or daily, not ''"),
        ("08:00-12:00", "days such as mon-fri, sat or daily, not ''"),
        ("mon-fri", "times such as 08:00-12:00 after the days, not 'mon-fri'"),
        ("mon 8-12", "times such as 08:00-12:00 after the days, not '8-12'"),
        ("mon 08:60-12:00", "times such as 08:00-12:00 after the days, not '08:60-12:00'"),
        ("mon 08:00-24:30", "times up to 24:00, not '08:00-24:30'"),
        ("mon 20:00-08:00", "a closing time after the opening time"),
        ("mon 08:00-08:00", "a closing time after the opening time"),
    ],
)
def test_a_bad_session_says_what_was_expected(text: str, expected: str) -> None:
    with pytest.raises(ValueError, match=re.escape(expected)):
        session(text)


def test_sessions_of_a_week_are_put_in_order_and_touching_ones_stay_apart() -> None:
    assert week(["mon 12:00-14:00", "mon 08:00-12:00"]) == ((8.0, 12.0), (12.0, 14.0))


def test_sessions_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="do not overlap, as two do on wed"):
        week(["mon-fri 08:00-12:00", "wed 11:00-15:00"])


def test_a_working_weekend_follows_the_plan_of_friday_or_monday() -> None:
    saturday, sunday = date(2026, 1, 10), date(2026, 1, 11)
    calendar = Calendar(MONDAY, (), {saturday, sunday})
    assert [calendar.weekday(day) for day in range(14)] == [
        0,
        1,
        2,
        3,
        4,
        4,
        0,
        0,
        1,
        2,
        3,
        4,
        5,
        6,
    ]
    sessions = ["mon 08:00-10:00", "fri 09:00-11:00", "sat 10:00-12:00"]
    assert openings(sessions, True, calendar, 336.0) == [
        (8.0, 10.0), (105.0, 107.0), (129.0, 131.0), (152.0, 154.0),
        (176.0, 178.0), (273.0, 275.0), (298.0, 300.0),
    ]  # fmt: skip


def test_openings_skip_the_holiday_and_stop_at_the_end() -> None:
    calendar = Calendar(date(2026, 1, 1), (date(2026, 1, 1),))
    sessions = ["mon-fri 08:00-12:00", "fri 14:00-17:00"]
    monday = 168.0
    expected = [(104.0, 108.0), (110.0, 113.0), (monday + 8.0, monday + 12.0)]
    assert openings(sessions, True, calendar, monday + 8.5) == expected
    assert openings(sessions, True, calendar, monday + 8.0) == expected[:-1]
    assert openings(sessions, False, calendar, monday + 8.5) == [(80.0, 84.0), *expected]


@given(
    st.lists(st.sampled_from(WEEKDAYS), min_size=1, unique=True),
    st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    st.integers(1, 30),
)
def test_openings_are_the_named_days_of_the_run(days: list[str], start: date, length: int) -> None:
    calendar = Calendar(start)
    until = calendar.begin + 24.0 * length
    found = openings([f"{','.join(days)} 08:00-12:00"], True, calendar, until)
    whole = [calendar.date_of(24.0 * day) for day in range(int(until // 24))]
    named = [d for d in whole if d.date() >= start and WEEKDAYS[d.weekday()] in days]
    assert [calendar.date_of(a).replace(hour=0) for a, _ in found] == named
    assert all(b - a == 4.0 for a, b in found)
