"""Determinism: same seed, equal journeys, whatever plays them and wherever."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import joblib
import pytest

import sim
from sim.keeping import recorded
from tests.records import what_happened

pytestmark = pytest.mark.slow

SHORT = ("network=three_tier", "run.days=1.1", "run.warmup_days=0")  # two audits of stocks


def played(replication: int, *overrides: str) -> list[str]:
    """Digests of the journeys, episodes, counts and stocks of a short run."""
    return what_happened(recorded(sim.load(*SHORT, *overrides), replication))


@pytest.fixture(scope="module")
def once() -> list[str]:
    return played(0)


def test_twice_in_one_process(once: list[str]) -> None:
    assert played(0) == once


def test_another_replication_or_seed_is_another_run(once: list[str]) -> None:
    assert all(a != b for a, b in zip(played(1), once, strict=True))
    assert all(a != b for a, b in zip(played(0, "run.seed=2"), once, strict=True))


@pytest.mark.parametrize("hash_seed", ["0", "1"])
def test_whatever_python_hashes_names_to(hash_seed: str, once: list[str]) -> None:
    """Another process, in which sets of names have another order."""
    program = "from tests.test_determinism import played; print(*played(0))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == once


@pytest.mark.parametrize("workers", [1, 2])
def test_however_many_workers(workers: int, once: list[str]) -> None:
    both = joblib.Parallel(n_jobs=workers)(joblib.delayed(played)(n) for n in (0, 1))
    assert both == [once, played(1)]
