"""Capability: every hospital has it by condition, and nobody escalates for what is simple."""

from __future__ import annotations

import pytest

import sim
from sim.system.network import Tier

SIMPLE = ("repeat_prescription", "common_cold")
HARD = ("tumour", "stroke", "chest_pain")


@pytest.mark.parametrize("network", ["jiangmen", "three_tier", "county"])
def test_capability_goes_by_condition_below_the_top(network: str) -> None:
    facilities = sim.load(f"network={network}").system.network.facilities.values()
    below = [one for one in facilities if one.refers_to and one.tier is not Tier.MUNICIPAL]
    assert below
    for facility in below:
        simple = min(facility.can_treat(condition) for condition in SIMPLE)
        assert simple > max(facility.can_treat(condition) for condition in HARD)


@pytest.mark.parametrize("network", ["jiangmen", "three_tier", "county"])
def test_whoever_comes_for_a_repeat_prescription_need_go_nowhere_else(network: str) -> None:
    facilities = sim.load(f"network={network}").system.network.facilities.values()
    for facility in facilities:
        if facility.tier not in (Tier.OUTSIDE, Tier.VILLAGE):
            assert facility.can_treat("repeat_prescription") == 1.0


def test_each_tier_does_more_than_the_one_below() -> None:
    system = sim.load("network=jiangmen").system
    base, branch, lead = (system.network.facilities[n] for n in ("beijie", "pengjiang", "lead"))
    for condition in system.conditions:
        steps = [one.can_treat(condition) for one in (base, branch, lead)]
        assert steps == sorted(steps), condition
