"""Expected first contacts: exact for observed shares, near a run's for every shipped network."""

from __future__ import annotations

from collections import Counter

import pytest

import sim
from sim.system.expected import first_contacts_a_year

DAYS = 365


def test_observed_shares_part_the_episodes_of_a_year() -> None:
    system = sim.load("network=three_tier").system
    expected = first_contacts_a_year(system)
    everybody = sum(
        home.population * home.episodes_per_head for home in system.network.homes.values()
    )
    assert sum(sum(rows.values()) for rows in expected.values()) == pytest.approx(everybody)
    assert all(0 < acuity <= 4 for rows in expected.values() for _, acuity in rows)


@pytest.mark.parametrize("network", ["three_tier", "county"])
def test_a_run_has_the_first_contacts_that_are_expected(network: str) -> None:
    """The seasons and holidays of the days that are run are not in the expectation."""
    scenario = sim.load(
        f"network={network}",
        "scenario=none",
        "run.days=28",
        "run.warmup_days=0",
        "demand.start=2023-03-06",
        "demand.holidays=[]",
    )
    expected = first_contacts_a_year(scenario.system)
    run = sim.run(scenario)
    found = Counter(name for name in run.episodes["first_facility"].to_pylist() if name)
    total, whole = sum(found.values()), sum(sum(rows.values()) for rows in expected.values())
    for name, rows in expected.items():
        share = sum(rows.values()) / whole
        assert found[name] / total == pytest.approx(share, rel=0.15, abs=0.01), name
