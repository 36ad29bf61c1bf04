"""What is outside the consortium of Jiangmen: primary care and hospitals, told apart by a flag."""

from __future__ import annotations

import pytest

from sim import load
from sim.keeping.surroundings import surroundings
from sim.system.network import Network, Tier
from tests.systems import tables_of

PUBLISHED = {("suited", False): 0.549, ("suited", True): 0.825}
PUBLISHED |= {("not_suited", False): 0.335, ("not_suited", True): 0.612}
"""First contact in primary care, by reason and whether rural: parameters 3.062 to 3.065."""


@pytest.fixture(scope="module")
def network() -> Network:
    """The shipped network."""
    return load().system.network


def test_first_contact_in_primary_care_is_the_published_one(network: Network) -> None:
    primary = {name for name, one in network.facilities.items() if one.primary_care}
    whole = [home for home in network.homes.values() if not home.partial]
    assert len(whole) == 13
    for home in whole:
        assert home.first_contact is not None
        for reason in ("suited", "not_suited"):
            shares = getattr(home.first_contact, reason)
            found = sum(share for name, share in shares.items() if name in primary)
            assert found == pytest.approx(PUBLISHED[reason, home.rural])


def test_only_homes_without_an_own_base_are_described_in_part(network: Network) -> None:
    for home in network.homes.values():
        assert home.partial == (home.base is None)


def test_a_record_says_what_is_primary_and_which_homes_are_partial(network: Network) -> None:
    system = load().system
    about = surroundings(system, tables_of(system), 0.0)
    outside = {
        row["facility"]: row["primary"]
        for row in about["facilities"].to_pylist()
        if row["tier"] == Tier.OUTSIDE
    }
    assert outside == {"other_primary": True, "other_hospitals": False}
    partial = [row["home"] for row in about["homes"].to_pylist() if row["partial"]]
    assert len(partial) == 5
