"""Experts: half-days are dealt by need, and no more leave than there are."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import config
from sim.policies.base import remarks
from sim.system import System
from sim.system.experts import Pair, dealt, needs, too_many_away
from sim.system.outreach import ExpertClinic, Outreach

LINE = ExpertClinic(expert_from="central", at="east", specialty="internal", half_days=0)
PAIRS = [("east", "internal"), ("west", "internal"), ("east", "surgical"), ("west", "surgical")]


@cache
def three_tier(*overrides: str) -> System:
    return config.load("network=three_tier", *overrides).system


def counts(clinics: tuple[ExpertClinic, ...]) -> dict[Pair, int]:
    return {(one.at, one.specialty): one.half_days for one in clinics}


def without_clinics(doctors: int = 50) -> System:
    """Nobody comes yet, and each room of the lead has many doctors to send."""
    system = three_tier()
    rooms = system.network.facilities["central"].clinics
    many = {name: replace(room, doctors=doctors) for name, room in rooms.items()}
    return replace(changed("central", clinics=many), outreach=Outreach())


def with_east(capability: float) -> System:
    """The east can treat the same share of every condition."""
    return changed("east", capability=capability, capability_for={})


def changed(name: str, **changes: Any) -> System:
    """The system with one facility changed."""
    system = three_tier()
    facilities = system.network.facilities
    network = replace(
        system.network, facilities={**facilities, name: replace(facilities[name], **changes)}
    )
    return replace(system, network=network)


def test_half_days_go_where_the_need_is() -> None:
    """Quotients of 500: 500, 167, 100, ..; of 300: 300, 100; of 100: 100."""
    wanted = dict(zip(PAIRS, (500.0, 300.0, 100.0, 0.5), strict=True))
    found = counts(dealt(without_clinics(), wanted, 9, LINE))
    assert found == {PAIRS[0]: 5, PAIRS[1]: 3, PAIRS[2]: 1}


def test_half_days_that_are_there_already_count() -> None:
    system = without_clinics()
    there = replace(LINE, half_days=3)
    system = replace(system, outreach=Outreach(clinics=(there,)))
    found = counts(dealt(system, {PAIRS[0]: 100.0, PAIRS[1]: 100.0}, 5, LINE))
    assert found == {PAIRS[0]: 1, PAIRS[1]: 4}


def test_nobody_is_sent_who_is_not_there_and_it_is_said() -> None:
    system = without_clinics(doctors=1)
    found = dealt(system, {PAIRS[0]: 100.0}, 50, LINE)
    assert counts(found) == {PAIRS[0]: 10}
    short = config.load("network=three_tier", "policy=[outreach]", "policy.outreach.half_days=900")
    (remark,) = remarks(short.before, short.policies)
    given = sum(one.half_days for one in short.system.outreach.clinics) - 2
    assert remark.startswith(f"policy.outreach.half_days: {given} of 900 are dealt, since")
    assert list(too_many_away(short.system)) == []


def test_a_dose_that_is_dealt_whole_needs_no_remark() -> None:
    short = config.load("network=three_tier", "policy=[outreach]")
    assert remarks(short.before, short.policies) == ()


@given(
    patients=st.lists(st.floats(0.1, 5000.0), min_size=4, max_size=4),
    half_days=st.integers(0, 30),
    doctors=st.integers(1, 4),
)
def test_one_more_half_day_takes_none_away(
    patients: list[float], half_days: int, doctors: int
) -> None:
    wanted, system = dict(zip(PAIRS, patients, strict=True)), without_clinics(doctors)
    fewer = counts(dealt(system, wanted, half_days, LINE))
    clinics = dealt(system, wanted, half_days + 1, LINE)
    more = counts(clinics)
    assert sum(fewer.values()) <= half_days
    assert sum(more.values()) - sum(fewer.values()) in (0, 1)
    assert all(more[pair] >= number for pair, number in fewer.items())
    assert not list(too_many_away(replace(system, outreach=Outreach(clinics=clinics))))


def test_need_is_what_the_expert_could_treat_and_the_member_cannot() -> None:
    """A member that can treat half as many of the hard cases needs twice as much help."""
    much, little = (needs(with_east(capability), "central") for capability in (0.8, 0.9))
    at_east = [pair for pair in much if pair[0] == "east"]
    assert at_east
    for pair in at_east:
        assert little[pair] == pytest.approx(much[pair] / 2.0)
    assert not [pair for pair in needs(three_tier(), "east") if pair[0] == "central"]


def test_nobody_goes_where_there_is_no_clinic_or_too_long_a_way() -> None:
    far, nobody = "network.facilities.central.transfer_minutes.west=105", "outreach.clinics=[]"
    assert {member for member, _ in needs(three_tier(), "central")} >= {"east", "west"}
    assert "west" not in {member for member, _ in needs(three_tier(far, nobody), "central")}


def test_a_hospital_whose_rooms_are_not_described_sends_every_specialty() -> None:
    lead = "network.facilities.central"
    scenario = config.load("network=three_tier", "policy=[outreach]", f"{lead}.aggregated=true")
    sent = {one.specialty for one in scenario.system.outreach.clinics}
    assert len(sent) > len(three_tier().network.facilities["central"].clinics)
