"""Intensity: how a year's arrivals are distributed over the hours of a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from sim.clock import DAYS_PER_WEEK, Calendar
from sim.cohort.people import Floats
from sim.scenario import Profile
from sim.system.faults import Fault, Faults


@dataclass(frozen=True)
class Intensity:
    """Cumulated share of a year's arrivals, linear within each hour."""

    hours: Floats
    """Full hours from the begin of the run."""
    share: Floats
    """Share of a year's arrivals that has come by each hour."""

    def expected(self, until: float) -> float:
        """Return the share of a year's arrivals that comes before ``until``."""
        return float(np.interp(until, self.hours, self.share))

    def times(self, shares: Floats) -> Floats:
        """Return the hours at which these shares have come: the inverse of :meth:`expected`."""
        return np.interp(shares, self.share, self.hours)


def intensity(profile: Profile, calendar: Calendar, until: float, name: str) -> Intensity:
    """Return the intensity of a profile up to ``until`` or a little later.

    It is scaled so that the calendar year in which the run begins has one year's arrivals, its
    weekdays, holidays and working weekends included; neither the length of the run nor the day on
    which it begins changes it. Raises :exc:`~sim.system.faults.Faults` under the key
    ``demand.<name>`` if all weights are zero.
    """
    year = _whole(profile, calendar, name)
    daily = np.array([_weight(profile, calendar, day) for day in calendar.days_until(until)])
    hourly = np.outer(daily, profile.hours).ravel() / year
    hours = calendar.begin + np.arange(len(hourly) + 1, dtype=np.float64)
    return Intensity(hours, np.concatenate([[0.0], np.cumsum(hourly)]))


def ordinary_week(profile: Profile, calendar: Calendar, name: str) -> float:
    """Return the share of a year's arrivals that comes in a week without holidays.

    The months are averaged. Raises :exc:`~sim.system.faults.Faults` as :func:`intensity` does.
    """
    plain = Calendar(calendar.start)
    days = (date(calendar.start.year + 1, 1, 1) - date(calendar.start.year, 1, 1)).days
    return _year(profile, plain) / _whole(profile, calendar, name) * DAYS_PER_WEEK / days


def _whole(profile: Profile, calendar: Calendar, name: str) -> float:
    """Weight of a year, which must not be 0."""
    year = _year(profile, calendar)
    if year == 0.0:
        raise Faults((Fault(f"demand.{name}", "0", "weights above 0 somewhere in the year"),))
    return year


def _year(profile: Profile, calendar: Calendar) -> float:
    """Weight of all hours of the calendar year in which the run begins."""
    first = date(calendar.start.year, 1, 1)
    length = (date(calendar.start.year + 1, 1, 1) - first).days
    index = (first - calendar.monday).days
    daily = sum(_weight(profile, calendar, day) for day in range(index, index + length))
    return daily * sum(profile.hours)


def _weight(profile: Profile, calendar: Calendar, day: int) -> float:
    """Weight of a day: the weekday that it is worked as, month and holiday."""
    factor = profile.holiday_factor if calendar.is_holiday(day) else 1.0
    month = profile.months[calendar.day(day).month - 1]
    return profile.weekdays[calendar.weekday(day)] * month * factor
