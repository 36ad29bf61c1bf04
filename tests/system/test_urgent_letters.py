"""Urgent letters: the beds that the green channel keeps, by arrivals and stay."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

import sim
from sim.policies.base import fold
from sim.policies.green_channel import GreenChannel
from sim.system import System
from sim.system.referral import FormalShare
from sim.system.urgent_letters import channel_beds, channel_load, urgent_letters_a_year
from tests.system.test_ways import faults


def system(*overrides: str) -> System:
    return sim.load("network=three_tier", *overrides).system


def with_letters(share: float, found: System) -> System:
    letters = FormalShare(critical=share, urgent=share, operation=0.0, others=0.0)
    return replace(found, referral=replace(found.referral, formal_share=letters))


def test_the_beds_are_arrivals_times_stay_rounded_up() -> None:
    found = with_letters(1.0, system())
    for name, wards in channel_load(found, 1.0).items():
        for ward, load in wards.items():
            kept = channel_beds(found, 1.0).get(name, {}).get(ward, 0)
            assert kept == (math.ceil(load) if load >= 0.5 else 0)
    assert max(max(wards.values()) for wards in channel_beds(found, 1.0).values()) >= 1


def test_the_load_is_proportional_to_letters_use_and_stay() -> None:
    whole = channel_load(with_letters(1.0, system()), 1.0)
    half = channel_load(with_letters(0.5, system()), 0.5)
    for name, wards in whole.items():
        assert half[name] == pytest.approx({ward: load / 4.0 for ward, load in wards.items()})


def test_letters_come_only_from_those_whom_others_can_treat_better() -> None:
    letters = urgent_letters_a_year(with_letters(1.0, system()))
    assert set(letters) == {"central", "east", "west"}
    assert letters["central"]["stroke"] > letters["east"]["stroke"] > 0.0


@pytest.mark.slow
def test_the_closed_form_is_what_a_run_counts() -> None:
    """Without what it leaves out: alliances, readings, calls, pathways, and unneeded moves."""
    plain = (
        *("run.days=364", "run.warmup_days=7", "demand.start=2023-01-02", "demand.holidays=[]"),
        *("referral.alliances=[]", "referral.critical_calls=0", "chest_pain_centre.lysis=0"),
        *("remote.ecg.share=0", "remote.imaging.share=0", "referral.green_channel.use=1"),
        *(f"referral.unnecessary.{tier}=0" for tier in ("base", "district", "municipal")),
        *(f"pathways.{name}.share=0" for name in system().pathways),
        *("referral.formal_share.critical=1", "referral.formal_share.urgent=1"),
        *("referral.formal_share.operation=0", "referral.formal_share.others=0"),
    )
    scenario = sim.load("network=three_tier", *plain)
    expected = sum(
        patients
        for rows in urgent_letters_a_year(scenario.system).values()
        for patients in rows.values()
    )
    rows = sim.run(scenario, record="none").kpis.to_pylist()
    (counted,) = [
        row["value"]
        for row in rows
        if row["indicator"] == "green_channel"
        and all(row[name] is None for name in ("tier", "facility", "home", "condition", "acuity"))
    ]
    assert counted == pytest.approx(expected, abs=4.0 * math.sqrt(expected) + 0.05 * expected)


def test_dose_zero_is_the_same_system_and_the_lever_says_what_it_keeps() -> None:
    found = with_letters(1.0, system())
    assert fold(found, [GreenChannel(use=0.0)]) is found
    lever = GreenChannel(use=1.0)
    kept = lever.apply(found).referral.green_channel.kept_beds
    assert kept
    present = found.referral.green_channel.kept_beds or {}
    for one in lever.keeps(found):
        more = kept[one.facility][one.ward] - present.get(one.facility, {}).get(one.ward, 0)
        assert one.beds == more > 0


def test_an_unknown_ward_is_named() -> None:
    (fault,) = faults("referral.green_channel.kept_beds={central: {surgicl: 1}}", own=False)
    assert fault.key == "referral.green_channel.kept_beds.central.surgicl"
    assert fault.nearest == "surgical"
