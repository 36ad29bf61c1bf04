"""The clock: hours since a Monday midnight, their calendar, and weekly opening times."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final

# Both a factor and its inverse are here: multiplying and dividing differ in the last bit.
MINUTES_PER_HOUR: Final = 60.0
HOURS_PER_MINUTE: Final = 1.0 / 60.0
HOURS_PER_DAY: Final = 24.0
DAYS_PER_WEEK: Final = 7
HOURS_PER_WEEK: Final = HOURS_PER_DAY * DAYS_PER_WEEK
DAYS_PER_YEAR: Final = 365
HOURS_PER_YEAR: Final = HOURS_PER_DAY * DAYS_PER_YEAR

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SATURDAY: Final = 5

_FRIDAY, _MONDAY = 4, 0

Interval = tuple[float, float]
"""Opening and closing time in hours."""

_TIMES = re.compile(r"(\d\d):([0-5]\d)-(\d\d):([0-5]\d)")


@dataclass(frozen=True)
class Calendar:
    """Dates behind the hours of a run: hour 0 is Monday 00:00 of the week of ``start``."""

    start: date
    """First day of the run."""
    holidays: Collection[date] = ()
    """Public holidays; a set is fastest."""
    working_weekends: Collection[date] = ()
    """Saturdays and Sundays that are worked like weekdays."""

    @property
    def monday(self) -> date:
        """The date of hour 0."""
        return self.start - timedelta(days=self.start.weekday())

    @property
    def begin(self) -> float:
        """Hour at which the run begins: 0.0 for a Monday, 72.0 for a Thursday."""
        return self.start.weekday() * HOURS_PER_DAY

    def hour_of(self, when: date | datetime) -> float:
        """Return the hours of a local date (its midnight) or date-time.

        Raises :exc:`ValueError` if it carries a time zone.
        """
        moment = when if isinstance(when, datetime) else datetime.combine(when, time())
        if moment.tzinfo is not None:
            raise ValueError(f"{when} has a time zone; times are local")
        return (moment - datetime.combine(self.monday, time())) / timedelta(hours=1)

    def date_of(self, hours: float) -> datetime:
        """Return the local date-time of an hour."""
        return datetime.combine(self.monday, time()) + timedelta(hours=hours)

    def day(self, index: int) -> date:
        """Return the date of a day; day 0 is the Monday of hour 0."""
        return self.monday + timedelta(days=index)

    def is_holiday(self, index: int) -> bool:
        """Return whether a day (0 is the Monday of hour 0) is a public holiday."""
        return self.day(index) in self.holidays

    @property
    def covered(self) -> frozenset[int]:
        """The years with at least one listed holiday."""
        return frozenset(day.year for day in self.holidays)

    def weekday(self, index: int) -> int:
        """Return the weekday (0: Monday) whose plan a day follows; day 0 is the Monday of hour 0.

        It is the day's own weekday, but a worked Saturday follows Friday's plan and a worked Sunday
        Monday's (assumed: the notices name no plan).
        """
        own = index % DAYS_PER_WEEK
        if own < SATURDAY or self.day(index) not in self.working_weekends:
            return own
        return _FRIDAY if own == SATURDAY else _MONDAY

    def days_until(self, until: float) -> range:
        """Return the days of a run that ends at the hour ``until``; the last may be cut short."""
        return range(int(self.begin // HOURS_PER_DAY), math.ceil(until / HOURS_PER_DAY))


def session(text: str) -> tuple[Interval, ...]:
    """Return the intervals, in hours of the week, of one session such as ``mon-fri 08:00-12:00``.

    Days are names, ranges and lists of both (``mon,wed-fri``), or ``daily``. A session lies within
    a day. Raises :exc:`ValueError` with a message that completes the sentence "expected …": the
    check of timetables puts it into its fault.
    """
    days, _, times = text.strip().lower().rpartition(" ")
    opens, closes = _times(times)
    starts = (day * HOURS_PER_DAY for day in _days(days))
    return tuple((start + opens, start + closes) for start in starts)


def week(sessions: Sequence[str]) -> tuple[Interval, ...]:
    """Return the intervals of a timetable in hours of the week, in order.

    Intervals that touch stay apart: each is a session. Raises :exc:`ValueError`, with a message as
    in :func:`session`, if two sessions overlap.
    """
    intervals = sorted(interval for text in sessions for interval in session(text))
    for (_, closes), (opens, _) in pairwise(intervals):
        if opens < closes:
            day = WEEKDAYS[int(opens // HOURS_PER_DAY)]
            raise ValueError(f"sessions that do not overlap, as two do on {day}")
    return tuple(intervals)


def openings(
    sessions: Sequence[str], closed_on_holidays: bool, calendar: Calendar, until: float
) -> list[Interval]:
    """Return the sessions of a run in hours, in order: those that open before ``until``.

    The last may close after ``until``. Raises what :func:`week` raises.
    """
    return dated(week(sessions), closed_on_holidays, calendar, until)


def dated(
    weekly: Sequence[Interval], closed_on_holidays: bool, calendar: Calendar, until: float
) -> list[Interval]:
    """Return intervals in hours of a run from those of the week: all that begin before ``until``.

    A day has the intervals of the weekday whose plan it follows.
    """
    found: list[Interval] = []
    for day in calendar.days_until(until):
        if closed_on_holidays and calendar.is_holiday(day):
            continue
        weekday = calendar.weekday(day)
        moved = (day - weekday) * HOURS_PER_DAY
        today = [i for i in weekly if i[0] // HOURS_PER_DAY == weekday]
        found += [(moved + a, moved + b) for a, b in today if moved + a < until]
    return found


def _days(text: str) -> list[int]:
    """The days that ``mon,wed-fri`` names, in order, 0 is Monday."""
    if text.strip() == "daily":
        return list(range(DAYS_PER_WEEK))
    return sorted({day for part in text.split(",") for day in _range(part.strip())})


def _range(text: str) -> list[int]:
    first, dash, last = text.partition("-")
    start = _weekday(first)
    length = (_weekday(last) - start) % DAYS_PER_WEEK if dash else 0
    return [(start + i) % DAYS_PER_WEEK for i in range(length + 1)]


def _weekday(name: str) -> int:
    if name not in WEEKDAYS:
        raise ValueError(f"days such as mon-fri, sat or daily, not {name!r}")
    return WEEKDAYS.index(name)


def _times(text: str) -> Interval:
    match = _TIMES.fullmatch(text)
    if match is None:
        raise ValueError(f"times such as 08:00-12:00 after the days, not {text!r}")
    a, b, c, d = map(int, match.groups())
    opens, closes = a + b / MINUTES_PER_HOUR, c + d / MINUTES_PER_HOUR
    if closes > HOURS_PER_DAY:
        raise ValueError(f"times up to 24:00, not {text!r}")
    if closes <= opens:
        raise ValueError(
            f"a closing time after the opening time (a night is two sessions), not {text!r}"
        )
    return opens, closes
