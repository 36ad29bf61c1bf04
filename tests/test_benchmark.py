"""The benchmark: every row is there, and all systems play the same network."""

from __future__ import annotations

import json
import math
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest

import sim
from experiments import benchmark
from experiments.benchmark import Options, rows_of
from experiments.peers import Shown, network
from experiments.peers.measuring import ENGINES, PEERS, Measured, Task, installed, peer_of
from experiments.words import asked

KEYS = {"case", "system", "patients_per_second", "ratio_to_plain_simpy", "peak_mib"}
REPLICATIONS = 6


def shown(system: str, seed: int) -> Shown:
    """What a system shows of 1000 minutes."""
    peer = peer_of(system)
    return peer.shown(peer.prepare(1000.0, seed)())


def needs_numba() -> None:
    if find_spec("numba") is None:
        pytest.skip("numba is not installed (the extra fast)")


def test_the_network_is_the_one_of_the_configuration() -> None:
    system = sim.load("case=three_queues").system
    names = list(system.network.facilities)
    homes = system.network.homes.values()
    stations = [f.stations["emergency_consultation"] for f in system.network.facilities.values()]
    assert tuple(home.population / 525_600 for home in homes) == network.ARRIVALS
    assert tuple(station.servers for station in stations) == network.DOCTORS
    assert system.care.flows["queue"][0].minutes.mean == network.SERVICE
    assert system.referral.fixed == {
        name: {names[to]: share}
        for name, to, share in zip(names, network.NEXT, network.REFERRED, strict=True)
    }


def test_the_waits_are_those_of_jackson() -> None:
    assert network.flows() == pytest.approx([7.0, 3.15 / 0.98, 1.0 + 0.2 * 3.15 / 0.98])
    assert network.mean_waits() == pytest.approx([0.192474, 0.163810, 0.213955], abs=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("system", [*ENGINES, *PEERS])
def test_every_system_waits_as_theory_says(system: str) -> None:
    """Within four standard errors over replications of 1000 minutes, and with as many patients."""
    if not installed(system):
        pytest.skip(f"{system} is not installed (the extra bench)")
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:  # compilers do not share one well
        found = list(pool.map(shown, [system] * REPLICATIONS, range(1, REPLICATIONS + 1)))
    waits = np.array([one.waits for one in found])
    error = waits.std(axis=0, ddof=1) / math.sqrt(REPLICATIONS)
    assert (error < 0.2 * waits.mean(axis=0)).all()
    assert (np.abs(waits.mean(axis=0) - network.mean_waits()) < 4.0 * error).all()
    patients = sum(one.patients for one in found)
    expected = 1000.0 * REPLICATIONS * sum(network.ARRIVALS)
    assert abs(patients - expected) < 4.0 * math.sqrt(expected)


@pytest.mark.slow
def test_every_row_is_printed_and_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    needs_numba()
    out = tmp_path / "rows.json"
    small = ("repeats=1", "patients=2000", "sizes=1000,2000", "days=0.02", "replications=2")
    assert benchmark.main([f"out={out}", *small]) == 0
    rows = json.loads(out.read_text())
    others = [name for name in (*ENGINES, *PEERS) if installed(name)]
    assert [(row["case"], row["system"]) for row in rows] == [
        *(("jiangmen", engine) for engine in ENGINES),
        *(("three_tier", name) for name in others),
        *[("growth", "compiled")] * 2,
        *[("sweep", "compiled")] * 2,
    ]
    assert all(row.keys() >= KEYS and row["patients_per_second"] > 0.0 for row in rows)
    assert all(10.0 < row["peak_mib"] < 10_000.0 for row in rows)
    assert [row["workers"] for row in rows[-2:]] == [1, 2]
    printed = capsys.readouterr().out
    for name in (*ENGINES, *PEERS):
        assert name in printed
        assert (f"{name} is not installed" in printed) == (name not in others)


def test_rows_are_medians_and_ratios_are_to_plain_simpy() -> None:
    tasks = [Task("three_tier", "compiled", 100), Task("three_tier", "plain_simpy", 100)]
    fast = [Measured(100, seconds, peak) for seconds, peak in ((1.0, 7.0), (2.0, 8.0), (4.0, 9.0))]
    slow = [Measured(100, 10.0, 5.0)] * 3
    compiled, plain = rows_of(tasks, [fast, slow])
    assert (compiled.patients_per_second, compiled.ratio_to_plain_simpy) == (50.0, 5.0)
    assert (compiled.peak_mib, compiled.scenarios_per_minute) == (7.0, None)
    assert (plain.patients_per_second, plain.ratio_to_plain_simpy) == (10.0, 1.0)


def test_a_sweep_counts_scenarios_a_minute_and_has_no_plain_model() -> None:
    (row,) = rows_of([Task("sweep", "compiled", 40, workers=2)], [[Measured(4000, 30.0, 5.0)]])
    assert (row.scenarios_per_minute, row.workers) == (80.0, 2)
    assert row.ratio_to_plain_simpy is None


def test_options_are_read() -> None:
    words = ["case=growth,sweep", "sizes=10,20", "repeats=5", "out=rows.json"]
    options = asked(Options, words)
    assert (options.case, options.sizes, options.repeats) == (("growth", "sweep"), (10, 20), 5)
    assert options.out == Path("rows.json")
    assert asked(Options, []).case == ("jiangmen", "three_tier", "growth", "sweep")
