"""Moving: one factor an entry, within bounds, and what the others leave goes to the balance."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.fits import Fit
from experiments.moving import Keys, Step, keys_of

NEAR = Fit(target="visits", keys=("a.near", "b.near"), low=0.1, high=0.4, balance="far")
CONFIG = {
    "a": {"near": 0.2, "middle": 0.3, "far": 0.5},
    "b": {"near": 0.1, "middle": 0.3, "far": 0.6},
}


def keys(*fits: Fit) -> Keys:
    return keys_of(fits, CONFIG)


@pytest.mark.parametrize(
    ("factor", "near"),
    [(1.5, (0.3, 0.15)), (9.0, (0.4, 0.4)), (0.1, (0.1, 0.1)), (math.inf, (0.4, 0.4))],
)
def test_keys_move_by_one_factor_and_stay_in_their_range(
    factor: float, near: tuple[float, float]
) -> None:
    assert tuple(keys(NEAR).moved([factor]).values()) == pytest.approx(near)


def test_the_balance_takes_what_the_others_leave() -> None:
    left = keys(NEAR).balanced({"a.near": 0.25, "b.near": 0.1})
    assert left == pytest.approx({"a.far": 0.45, "b.far": 0.6})


def test_without_a_balance_nothing_else_moves() -> None:
    alone = Fit(target="visits", keys=("a.near",), low=0.0, high=1.0)
    assert keys(alone).balanced({"a.near": 0.5}) == {}


def test_two_entries_of_one_group_leave_the_balance_what_both_leave() -> None:
    """One alone would count the other's keys as they were."""
    middle = Fit(target="others", keys=("a.middle",), low=0.0, high=1.0)
    both = keys(NEAR, middle)
    assert both.balanced(both.moved([1.0, 1.5]))["a.far"] == pytest.approx(1 - 0.2 - 0.45)


def test_a_group_that_is_full_is_shared_between_the_bounds() -> None:
    middle = Fit(target="others", keys=("a.middle",), low=0.2, high=0.9)
    both = keys(NEAR, middle)
    values = both.moved([9.0, 9.0])
    assert values["a.near"] + values["a.middle"] == pytest.approx(1.0)
    assert 0.1 < values["a.near"] < 0.4
    assert both.balanced(values)["a.far"] == pytest.approx(0.0)
    assert both.stands("a.middle", values) == "group is full"


@given(st.lists(st.floats(0.0, 100.0), min_size=2, max_size=2))
def test_shares_add_up_to_1_within_their_bounds_whatever_the_factors(factors: list[float]) -> None:
    middle = Fit(target="others", keys=("a.middle",), low=0.2, high=0.9)
    both = keys(NEAR, middle)
    values = both.moved(factors)
    assert 0.1 <= values["a.near"] <= 0.4
    assert 0.2 <= values["a.middle"] <= 0.9
    rest = both.balanced(values)["a.far"]
    assert rest >= 0.0
    assert values["a.near"] + values["a.middle"] + rest == pytest.approx(1.0)


def test_keys_keep_their_proportion_after_some_were_at_a_bound() -> None:
    mine = keys(NEAR)
    (factor,) = mine.reached([3.0])
    assert mine.moved([factor]) == {"a.near": 0.4, "b.near": pytest.approx(0.3)}
    assert mine.moved([factor / 3.0]) == pytest.approx({"a.near": 0.2, "b.near": 0.1})


def test_an_entry_at_its_bound_leaves_it_at_once() -> None:
    (factor,) = keys(NEAR).reached([1000.0])
    assert factor == pytest.approx(4.0)  # of b.near, the last to arrive
    assert keys(NEAR).moved([factor * 0.9])["b.near"] == pytest.approx(0.36)


def test_a_key_says_at_which_bound_it_stands() -> None:
    mine = keys(NEAR)
    values = {"a.near": 0.4, "b.near": 0.1}
    assert [mine.stands(key, values) for key in values] == ["upper", "lower"]
    assert mine.stands("a.near", {"a.near": 0.3, "b.near": 0.1}) == ""


def test_no_key_has_moved_if_only_the_last_digit_has() -> None:
    mine = keys(NEAR)
    values = {"a.near": 0.2, "b.near": 0.1}
    assert not mine.move(NEAR, values, {"a.near": 0.2 * (1 + 1e-15), "b.near": 0.1})
    assert mine.move(NEAR, values, {"a.near": 0.2001, "b.near": 0.1})


@pytest.mark.parametrize(
    "model",
    [
        lambda key: 50.0 * key,  # proportional
        lambda key: 100.0 * math.sqrt(key),  # sluggish
        lambda key: 20.0 + 60.0 * key,  # only in part
        lambda key: 20.0 * key**2,  # swings for ever at the whole step
        lambda key: 10.0 * key**3,  # swings further and further
    ],
)
def test_the_steps_land_on_the_target_whatever_the_key_does_to_it(
    model: Callable[[float], float],
) -> None:
    """Target over model is right where the two are in proportion, and gets there elsewhere."""
    target, key, step = 70.0, 1.0, Step()
    for _ in range(40):
        step = step.next(model(key) / target - 1.0)
        key *= step.factor
    assert model(key) == pytest.approx(target, rel=0.001)


def test_one_swing_may_be_the_work_of_other_entries() -> None:
    once = Step().next(-0.05).next(0.3)
    assert once.factor == pytest.approx(1 / 1.3)
    assert once.next(-0.25).factor == pytest.approx(0.75**-0.5)


def test_what_the_model_does_not_show_at_all_asks_for_the_upper_bound() -> None:
    assert Step().next(-1.0).factor == math.inf
    assert Step().next(math.nan).factor == 1.0
