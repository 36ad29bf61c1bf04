"""Stroke: acute care and the rehabilitation that it steps down to, as published and as exact.

Monks et al. 2016, BMC Health Services Research 16:530, doi 10.1186/s12913-016-1789-4.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc
import pytest

import sim
from sim.keeping import recorded
from sim.scenario import Scenario

Counts = npt.NDArray[np.int32]

EXACT = 0.01
PUBLISHED = 0.015
POOLED = 0.012  # printed to three digits


def erlang_b(servers: int, load: float) -> float:
    """Probability that all servers of a loss system are busy (Erlang 1917)."""
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


@pytest.mark.parametrize(
    ("servers", "load", "blocked"),
    [
        (1, 1.0, 0.5),
        (5, 3.0, 0.110054),
        (10, 5.0, 0.018385),
        (20, 15.0, 0.045593),
        (4, 2.4, 0.138706),
        (20, 13.5, 0.023610),
        (200, 180.0, 0.010325),
    ],
)
def test_the_formula_gives_the_known_numbers(servers: int, load: float, blocked: float) -> None:
    assert erlang_b(servers, load) == pytest.approx(blocked, abs=5e-7)


@dataclass(frozen=True)
class Ward:
    """A ward in a scenario: its exact load in beds, and the published delays by number of beds."""

    name: str
    load: float
    published: dict[int, float]
    overrides: tuple[str, ...] = ()
    within: float = PUBLISHED


MORE = ("demand.scale=1.05",)
NO_NEURO = (
    "conditions.neuro.demand_weight=0",
    "network.homes.to_acute.population=457.4765",
    "network.homes.to_rehab.population=29.5054",
)
WARDS = [
    Ward("acute", 8.3555, {10: 0.14, 11: 0.09, 12: 0.06, 13: 0.04, 14: 0.02}),
    Ward("rehab", 9.7182, {10: 0.20, 12: 0.11, 13: 0.08, 14: 0.05, 15: 0.03, 16: 0.02}),
    Ward("acute", 8.7733, {10: 0.16, 11: 0.11, 12: 0.07, 13: 0.05, 14: 0.03}, MORE),
    Ward("rehab", 10.2041, {12: 0.13, 13: 0.09, 14: 0.07, 15: 0.04, 16: 0.02}, MORE),
    Ward("acute", 7.2444, {10: 0.09, 11: 0.05, 12: 0.03, 13: 0.02, 14: 0.01}, NO_NEURO),
    Ward("rehab", 8.0042, {12: 1 / 17, 13: 1 / 30, 14: 1 / 56, 15: 1 / 110}, NO_NEURO),
    Ward("pooled", 18.074, {22: 0.057, 26: 0.016}, within=POOLED),
]


@pytest.mark.slow
@pytest.mark.parametrize("ward", WARDS, ids=lambda ward: f"{ward.name} {' '.join(ward.overrides)}")
def test_delays_are_those_of_erlang_and_those_published(ward: Ward) -> None:
    """The delay at n beds is P(N = n) / P(N <= n), where N are the beds taken without a limit."""
    taken = beds_taken(ward.overrides)[ward.name]
    assert taken.mean() == pytest.approx(ward.load, rel=0.01)
    for beds, published in ward.published.items():
        delay = (taken == beds).sum() / (taken <= beds).sum()
        assert abs(delay - erlang_b(beds, ward.load)) < EXACT, beds
        assert abs(delay - published) <= ward.within, beds


@cache
def beds_taken(overrides: tuple[str, ...]) -> dict[str, Counts]:
    """Beds taken at each hour of the observed years, by ward and in both together."""
    scenario = sim.load("case=stroke", *overrides)
    found = [_beds_taken(scenario, number) for number in range(scenario.run.replications)]
    acute, rehab = (np.concatenate(one) for one in zip(*found, strict=True))
    return {"acute": acute, "rehab": rehab, "pooled": acute + rehab}


def _beds_taken(scenario: Scenario, replication: int) -> tuple[Counts, Counts]:
    record = recorded(scenario, replication)
    rows = record.counts.filter(pc.field("time") >= record.window[0])
    acute, rehab = (
        rows.filter(pc.field("station") == f"{name}/ward")["busy"].to_numpy()
        for name in ("acute", "rehab")
    )
    return acute, rehab
