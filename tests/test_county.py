"""The county: five tiers, members on a map, and shares like those of real counties."""

from __future__ import annotations

from collections import Counter

import pytest

import sim
from sim.system.network import Tier
from sim.system.reach import first_contacts

COUNTY = ("network=county", "run.days=7", "run.warmup_days=0")


def test_it_has_five_tiers_and_as_many_members_as_is_usual() -> None:
    network = sim.load(*COUNTY).system.network
    tiers = Counter(facility.tier for facility in network.facilities.values())
    assert tiers.pop(Tier.OUTSIDE) == 1
    assert set(tiers) == set(Tier) - {Tier.OUTSIDE}
    assert 34 <= tiers.total() <= 46
    assert all(facility.at is not None for facility in network.facilities.values())


def test_all_choose_by_utilities_among_the_own_primary_care_and_the_hospitals() -> None:
    system = sim.load(*COUNTY).system
    for name, home in system.network.homes.items():
        assert home.first_contact is None
        reach = set(first_contacts(system, name))
        assert {home.base, "county", "tcm", "lead"} <= reach
        assert "provincial" not in reach
        assert 4 <= len(reach) <= 9


def test_it_is_half_an_hour_to_the_county_seat_and_an_hour_and_a_half_to_the_city() -> None:
    """As published: 30 to 45 minutes, 40 to 90, and 90 to 150 to the provincial hospital."""
    network = sim.load(*COUNTY).system.network
    towns = [name for name in network.facilities if name.startswith("town_")]
    minutes = [network.transfer(town, "county") or 0.0 for town in towns]
    assert 30.0 < sum(minutes) / len(minutes) < 45.0
    assert 40.0 < (network.transfer("county", "lead") or 0.0) < 100.0
    assert 90.0 < (network.transfer("lead", "provincial") or 0.0) < 150.0


@pytest.mark.slow
def test_a_week_of_it_is_like_real_counties() -> None:
    """Primary care sees .45 to .65 of the visits; two in five go past a base that could treat."""
    run = sim.run(sim.load(*COUNTY))
    found = {
        row["indicator"]: row["value"]
        for row in run.kpis.to_pylist()
        if all(row[name] is None for name in sim.outcomes.indicators.DIMENSIONS)
    }
    assert 0.45 < found["primary_share"] < 0.65
    assert 0.55 < found["first_contact_base"] < 0.70
    assert 0.30 < found["bypass"] < 0.45
    assert 0.0 < found["not_sought_share"] < 0.15
    assert found["left_unseen_share"] < 0.01
