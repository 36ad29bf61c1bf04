"""Calibration: keys move together, within their bounds, and what they leave goes to the balance."""

from __future__ import annotations

import pytest
from omegaconf import OmegaConf

from experiments.calibrate import NETWORK, Fit, read_fits, table
from experiments.targets import read_targets
from sim.config import load

FIT = Fit(target="visits", keys=("homes.a.near", "homes.b.near"), low=0.1, high=0.4, balance="far")


@pytest.mark.parametrize(
    ("factor", "near"), [(1.5, (0.3, 0.15)), (9.0, (0.4, 0.4)), (0.1, (0.1, 0.1))]
)
def test_keys_move_by_one_factor_and_stay_in_their_range(
    factor: float, near: tuple[float, float]
) -> None:
    moved = FIT.moved({"homes.a.near": 0.2, "homes.b.near": 0.1}, factor)
    assert tuple(moved.values()) == pytest.approx(near)


def test_the_balance_takes_what_the_others_leave() -> None:
    shares = {"near": 0.2, "middle": 0.3, "far": 0.5}
    config = OmegaConf.create({"homes": {"a": shares, "b": shares}})
    left = FIT.balanced({"homes.a.near": 0.25, "homes.b.near": 0.1}, config)
    assert left == pytest.approx({"homes.a.far": 0.45, "homes.b.far": 0.6})


def test_without_a_balance_nothing_else_moves() -> None:
    alone = Fit(target="visits", keys=("share",), low=0.0, high=1.0)
    assert alone.balanced({"share": 0.5}, OmegaConf.create({})) == {}


def test_the_table_shows_what_was_moved_between_which_bounds() -> None:
    key = read_fits(NETWORK)[0].keys[0]
    low, high = read_fits(NETWORK)[0].low, read_fits(NETWORK)[0].high
    assert table({key: 0.2}, {key: 0.25, "far": 0.5}).splitlines()[2:] == [
        f"| `{key}` | 0.2 | 0.25 | {low:g} to {high:g} |",
        "| `far` |  | 0.5 | balances its group |",
    ]


def test_the_shipped_keys_are_there_within_their_bounds_and_have_targets() -> None:
    config = OmegaConf.create(load().resolved)
    names = {target.name for target in read_targets(NETWORK)}
    for fit in read_fits(NETWORK):
        assert fit.target in names
        for key in fit.keys:
            assert fit.low <= OmegaConf.select(config, key) <= fit.high
