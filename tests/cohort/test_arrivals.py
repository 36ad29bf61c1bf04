"""Who falls ill when: counts, shares, and who stays the same when something changes."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from two_homes import BEGIN, CLINIC, DEMAND, EVEN, HOLIDAYS, START, columns, system

from sim.clock import Calendar
from sim.cohort import Cohort, draw, yearly_rates
from sim.cohort.intensity import intensity
from sim.system.faults import Faults

RARE = 1e-3
"""A chance so small that a sound cohort of a fixed seed is not expected to fall below it."""


def stream(cohort: Cohort, home: int, condition: int, urgent: bool) -> dict[str, list[Any]]:
    urgency = (cohort.acuity <= 2) == urgent
    return columns(cohort, (cohort.home == home) & (cohort.condition == condition) & urgency)


def test_yearly_rates_split_people_by_condition_and_urgency() -> None:
    rates = yearly_rates(system(), replace(DEMAND, scale=0.5))
    north, south = 0.5 * 8000.0, 0.5 * 4000.0
    assert rates[0, 0].tolist() == [0.0, north * 0.75]
    assert rates[0, 1].tolist() == pytest.approx([north * 0.25 * 0.4, north * 0.25 * 0.6])
    assert rates[1, 1].tolist() == pytest.approx([south * 0.5 * 0.4, south * 0.5 * 0.6])


@pytest.mark.parametrize(("year", "days"), [(2026, 365), (2028, 366)])
def test_a_calendar_year_has_the_yearly_rate_whatever_its_days(year: int, days: int) -> None:
    calendar = Calendar(date(year, 1, 1), HOLIDAYS)
    spread = intensity(CLINIC, calendar, calendar.begin + days * 24.0, "planned")
    assert spread.expected(calendar.begin) == 0.0
    assert spread.expected(calendar.begin + days * 24.0) == pytest.approx(1.0, rel=1e-12)


def test_a_day_has_the_same_arrivals_wherever_in_the_year_the_run_begins() -> None:
    def friday(start: date) -> float:
        calendar = Calendar(start, HOLIDAYS)
        begin, end = (calendar.hour_of(date(2026, 9, day)) for day in (4, 5))
        spread = intensity(CLINIC, calendar, end, "planned")
        return spread.expected(end) - spread.expected(begin)

    assert friday(date(2026, 9, 1)) == pytest.approx(friday(START), rel=1e-9)


def test_intensity_follows_hour_weekday_month_and_holiday() -> None:
    spread = intensity(CLINIC, Calendar(START, HOLIDAYS), BEGIN + 2400.0, "planned")

    def between(a: datetime, b: datetime) -> float:
        hour = Calendar(START).hour_of
        return spread.expected(hour(b)) - spread.expected(hour(a))

    day = timedelta(days=1)
    friday, monday = datetime(2026, 1, 2), datetime(2026, 1, 5)
    plain = between(friday, friday + day)
    assert between(monday, monday + day) == pytest.approx(2.0 * plain)
    assert between(friday - day, friday) == pytest.approx(0.25 * plain)
    assert between(datetime(2026, 3, 6), datetime(2026, 3, 7)) == pytest.approx(plain / 1.5)
    assert between(friday + 8 * day / 24, friday + 9 * day / 24) == pytest.approx(plain * 3 / 17)
    assert between(friday, friday + 8 * day / 24) == 0.0


def test_counts_agree_with_the_intensity_in_every_hour_of_the_week() -> None:
    weeks = 20
    demand, until = replace(DEMAND, scale=20.0), BEGIN + weeks * 168.0
    cohort = draw(system(), demand, until, 1, 0)
    planned = cohort.time[cohort.acuity >= 3]
    spread = intensity(CLINIC, Calendar(START, HOLIDAYS), until, "planned")
    edges = BEGIN + np.arange(weeks * 168 + 1)
    rate = yearly_rates(system(), demand)[:, :, 1].sum()
    expected = np.diff([rate * spread.expected(edge) for edge in edges])
    counts = np.histogram(planned, edges)[0]
    assert counts[expected == 0.0].sum() == 0
    weekly, observed = expected.reshape(-1, 168).sum(axis=0), counts.reshape(-1, 168).sum(axis=0)
    there = weekly > 0.0
    chi2 = ((observed - weekly)[there] ** 2 / weekly[there]).sum()
    freedom = there.sum()
    assert freedom == 63
    assert abs(chi2 - freedom) < 3.0 * math.sqrt(2.0 * freedom)
    hours = expected > 5.0
    dispersion = ((counts - expected)[hours] ** 2 / expected[hours]).mean()
    assert abs(dispersion - 1.0) < 3.0 * math.sqrt(2.0 / hours.sum())


def test_homes_conditions_and_levels_come_in_their_shares() -> None:
    cohort = draw(system(), replace(DEMAND, scale=5.0), BEGIN + 365 * 24.0, 2, 0)
    expected = yearly_rates(system(), replace(DEMAND, scale=5.0))
    streams = np.argwhere(expected > 0.0)
    counts = np.array([len(stream(cohort, h, c, u == 0)["key"]) for h, c, u in streams])
    means = np.array([expected[h, c, u] for h, c, u in streams])
    assert len(cohort) == counts.sum()  # nobody in a stream without demand
    assert stats.chi2.sf(((counts - means) ** 2 / means).sum(), len(means)) > RARE
    heart = cohort.acuity[(cohort.condition == 1)]
    levels = [(heart == level).sum() for level in (1, 2, 3, 4)]
    shares = np.array([0.1, 0.3, 0.4, 0.2])
    assert stats.chisquare(levels, shares * len(heart)).pvalue > RARE
    assert abs(cohort.complexity.mean() - 0.5) < 3.0 / math.sqrt(12.0 * len(cohort))


def test_patients_are_in_the_order_of_time_and_within_the_run() -> None:
    until = BEGIN + 100.5
    cohort = draw(system(), DEMAND, until, 1, 0)
    assert (np.diff(cohort.time) >= 0.0).all()
    assert cohort.time[0] >= BEGIN
    assert cohort.time[-1] < until
    assert len(set(cohort.key.tolist())) == len(cohort) > 50


def test_the_same_arguments_give_the_same_cohort_and_others_another() -> None:
    until = BEGIN + 48.0
    first = columns(draw(system(beds=5), DEMAND, until, 1, 0))
    for seed, replication in ((2, 0), (1, 1)):
        other = columns(draw(system(beds=5), DEMAND, until, seed, replication))
        assert not set(other["key"]) & set(first["key"])
    assert columns(draw(system(beds=5), DEMAND, until, 1, 0)) == first


@settings(max_examples=20)
@given(st.floats(1.0, 800.0), st.floats(0.0, 9000.0), st.integers(0, 3))
def test_a_longer_run_only_appends(hours: float, more: float, replication: int) -> None:
    short = draw(system(beds=10), DEMAND, BEGIN + hours, 1, replication)
    long = draw(system(beds=10), DEMAND, BEGIN + hours + more, 1, replication)
    assert columns(long, slice(len(short))) == columns(short)


@settings(max_examples=20)
@given(st.floats(0.0, 5000.0), st.integers(0, 3))
def test_one_home_s_population_shifts_nobody_else(north: float, replication: int) -> None:
    until = BEGIN + 500.0
    here = draw(system(), DEMAND, until, 1, replication)
    there = draw(system(north=north), DEMAND, until, 1, replication)
    assert columns(there, there.home == 1) == columns(here, here.home == 1)


@settings(max_examples=20)
@given(st.floats(0.1, 1.0))
def test_person_n_is_the_same_person_at_any_scale(scale: float) -> None:
    until = BEGIN + 300.0
    whole = stream(draw(system(), DEMAND, until, 1, 0), 0, 1, False)
    part = stream(draw(system(), replace(DEMAND, scale=scale), until, 1, 0), 0, 1, False)
    for name in ("key", "acuity", "complexity"):
        assert part[name] == whole[name][: len(part[name])]
    assert all(late >= early for late, early in zip(part["time"], whole["time"], strict=False))


def test_without_demand_there_is_nobody() -> None:
    assert len(draw(system(), replace(DEMAND, scale=0.0), BEGIN + 48.0, 1, 0)) == 0


def test_a_profile_without_any_hour_is_refused() -> None:
    never = replace(EVEN, weekdays=(0.0,) * 7)
    with pytest.raises(Faults, match=r"demand\.urgent = 0: expected weights above 0"):
        draw(system(), replace(DEMAND, urgent=never), BEGIN + 48.0, 1, 0)


def test_a_month_of_a_prefecture_is_drawn_quickly() -> None:
    begun = time.perf_counter()
    cohort = draw(system(north=2_280_000.0), DEMAND, BEGIN + 720.0, 1, 0)
    assert len(cohort) > 700_000
    assert time.perf_counter() - begun < 5.0
