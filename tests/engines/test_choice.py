"""Which engine plays: what is asked for, and what is installed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sim.config import load
from sim.engines import engine_of
from sim.keeping import recorded

pytestmark = pytest.mark.slow

WITHOUT = """
import sys
sys.modules["numba"] = None  # as where it is not installed
from sim.config import load
from sim.keeping import recorded
from sim.system.faults import Faults
short = ("network=three_tier", "run.days=0.1", "run.warmup_days=0")
print(recorded(load(*short), 0).engine)
try:
    recorded(load(*short, "engine=compiled"), 0)
except Faults as faults:
    print(faults)
"""


def test_auto_takes_the_compiled_engine_and_the_record_says_so() -> None:
    pytest.importorskip("numba", reason="the compiled engine needs the extra fast")
    assert engine_of(load("network=three_tier")) == "compiled"
    short = load("network=three_tier", "run.days=0.1", "run.warmup_days=0")
    assert recorded(short, 0).engine == "compiled"


def test_simpy_plays_where_it_is_asked_for() -> None:
    assert engine_of(load("network=three_tier", "engine=simpy")) == "simpy"


def test_without_numba_auto_is_simpy_and_compiled_is_a_fault() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT], check=True, capture_output=True, text=True, timeout=120
    )
    engine, *said = done.stdout.splitlines()
    assert engine == "simpy"
    assert "engine" in " ".join(said)
    assert "pip install tierflow[fast]" in " ".join(said)
