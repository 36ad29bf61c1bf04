"""Who comes again, when, and who that leaves as he was."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from two_homes import BEGIN, DEMAND, columns, system

from sim.cohort import Cohort, draw, yearly_rates
from sim.system import System
from sim.system.durations import Duration, Form
from sim.system.follow_up import FollowUp

UNTIL = BEGIN + 60 * 24.0
WEEK = Duration(mean=7.0, form=Form.FIXED)


def with_follow_up(*again: float, **facts: object) -> System:
    described = system()
    heart = replace(
        described.conditions["heart"],
        follow_up=FollowUp(again=again, **{"after_days": WEEK, **facts}),  # type: ignore[arg-type]
    )
    return replace(described, conditions={**described.conditions, "heart": heart})


def drawn(described: System) -> Cohort:
    return draw(described, DEMAND, UNTIL, 1, 0)


def test_without_shares_the_cohort_is_as_it_was_to_the_last_bit() -> None:
    assert columns(drawn(with_follow_up())) == columns(drawn(system()))
    assert columns(drawn(with_follow_up(0.0, 0.0))) == columns(drawn(system()))


def test_everybody_comes_again_a_week_later_at_the_same_hour_and_as_no_emergency() -> None:
    before, after = drawn(system()), drawn(with_follow_up(1.0))
    new = ~np.isin(after.key, before.key)
    ill = (before.condition == 1) & (before.time + 168.0 < UNTIL)
    assert after.time[new].tolist() == pytest.approx((before.time[ill] + 168.0).tolist())
    assert after.complexity[new].tolist() == before.complexity[ill].tolist()
    assert after.home[new].tolist() == before.home[ill].tolist()
    assert (after.acuity[new] >= 3).all()
    assert columns(after, ~new) == columns(before)
    assert (np.diff(after.time) >= 0.0).all()


def test_shares_come_once_and_twice_and_more_of_them_only_add_visits() -> None:
    some, more = drawn(with_follow_up(0.2, 0.1)), drawn(with_follow_up(0.4, 0.1))
    first = drawn(system())
    ill = int(((first.condition == 1) & (first.time + 336.0 < UNTIL)).sum())
    new = len(some) - len(first)
    assert new / ill == pytest.approx(0.4, abs=0.1)
    assert set(some.key.tolist()) < set(more.key.tolist())


def test_a_random_minute_lies_between_the_bounds() -> None:
    between = Duration(form=Form.UNIFORM, low=3.0, high=8.0)
    before = drawn(system())
    after = drawn(with_follow_up(1.0, after_days=between, whole_days=False))
    hours = after.time[~np.isin(after.key, before.key)]
    assert len(hours) > 100
    assert ((hours % 24.0 < 8.0) | (hours % 24.0 > 17.0)).any()  # planned ones come from 8 to 17


def test_follow_ups_are_in_the_rates_of_a_year() -> None:
    rates, before = (yearly_rates(one, DEMAND) for one in (with_follow_up(0.2, 0.1), system()))
    assert rates[:, 0].tolist() == before[:, 0].tolist()
    assert rates[:, 1, 0].tolist() == before[:, 1, 0].tolist()
    assert rates[:, 1].sum(axis=1).tolist() == pytest.approx(
        (1.4 * before[:, 1].sum(axis=1)).tolist()
    )
