"""Gatekeeping fills the base from the lead and from outside, and empties no branch."""

from __future__ import annotations

from functools import cache

import pytest

import sim
from sim.outcomes.indicators import DIMENSIONS

STAGE = ("network=three_tier", "run.days=7", "run.warmup_days=3", "run.replications=1")
LEVERS = ("gatekeeping", "family_doctors")


@cache
def visits(tier: str, *overrides: str) -> float:
    """Visits of a week at all facilities of a tier."""
    rows = sim.run(sim.load(*STAGE, *overrides), seed=1).kpis.to_pylist()
    cell = dict.fromkeys(DIMENSIONS) | {"tier": tier}
    (found,) = [
        row["value"]
        for row in rows
        if row["indicator"] == "visits" and all(row[name] == cell[name] for name in DIMENSIONS)
    ]
    return float(found)


@pytest.mark.parametrize("lever", LEVERS)
def test_the_more_comply_the_fuller_the_base_and_no_branch_is_emptied(lever: str) -> None:
    doses = [f"policy.{lever}.compliance={dose}" for dose in (0.2, 0.5, 0.8)]
    runs = [(), *((f"policy=[{lever}]", dose) for dose in doses)]
    base = [visits("base", *run) for run in runs]
    assert base == sorted(set(base))
    for run in runs[1:]:
        assert visits("district", *run) > 0.98 * visits("district")


def test_the_lead_is_relieved() -> None:
    assert visits("municipal", "policy=[gatekeeping]") < visits("municipal")
