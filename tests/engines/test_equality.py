"""Two engines, one set of rules: equal journeys, episodes, counts, stocks, to the last bit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from parting import parting, same

from sim import luck
from sim.config import levers, load
from sim.engines import World, world
from sim.engines.compiled import Engine, machine_code, plain_python
from sim.journeys import Record
from sim.keeping import Keeper, recorded
from sim.scenario import Scenario

pytestmark = pytest.mark.slow

SHORT = {"three_tier": "run.days=4", "jiangmen": "run.days=0.4"}
COUNTY = {"county": "run.days=0.8"}  # whose residents choose by whole utilities
MIXES = ["", *levers(), ",".join(levers())]
ROOT = Path(__file__).parents[2]


def needs_numba() -> None:
    """Skip where the extra is not installed."""
    pytest.importorskip("numba", reason="the compiled engine needs the extra fast")


def scenario(network: str, mix: str, *more: str) -> Scenario:
    """A few days of a network with levers."""
    days = ((SHORT | COUNTY)[network], "run.warmup_days=0")
    # With a name of its own, since that of all levers together grows too long for files.
    return load(f"network={network}", f"policy=[{mix}]", "name=mix", *days, *more)


def assert_equal(one: Record, other: Record) -> None:
    """Fail with the first step at which two engines part."""
    assert (said := parting({one.engine: one.journeys, other.engine: other.journeys})) is None, said
    assert same(one.episodes, other.episodes)
    assert same(one.counts, other.counts)
    assert same(one.stocks, other.stocks)


@pytest.mark.parametrize("mix", MIXES)
@pytest.mark.parametrize("network", SHORT)
def test_every_lever_alone_and_all_together(network: str, mix: str) -> None:
    needs_numba()
    compiled = recorded(scenario(network, mix, "engine=compiled"), 0)
    assert compiled.engine == "compiled"
    assert_equal(recorded(scenario(network, mix, "engine=simpy"), 0), compiled)


@pytest.mark.parametrize("mix", [MIXES[0], MIXES[-1]])
def test_a_county_without_and_with_all_levers(mix: str) -> None:
    needs_numba()
    compiled = recorded(scenario("county", mix, "engine=compiled"), 0)
    assert_equal(recorded(scenario("county", mix, "engine=simpy"), 0), compiled)


@pytest.mark.parametrize("mix", [MIXES[0], MIXES[-1]])
def test_doses_of_zero_and_a_crowd(mix: str) -> None:
    needs_numba()
    crowd = ("scenario=none", "demand.scale=3", "run.seed=5", "pathways.chest_pain.share=0.8")
    brought = ("access.brought_in.critical=0.5", "access.brought_in.urgent=0.3")
    compiled = recorded(scenario("three_tier", mix, "engine=compiled", *crowd, *brought), 1)
    assert pc.sum(compiled.episodes["brought_in"]).as_py() > 0
    assert_equal(
        recorded(scenario("three_tier", mix, "engine=simpy", *crowd, *brought), 1), compiled
    )


def test_the_sources_of_the_machine_without_compilation() -> None:
    readable = recorded(scenario("three_tier", MIXES[-1], "engine=simpy"), 0)
    assert_tables(*plain(scenario("three_tier", MIXES[-1])), readable)


def test_a_run_can_stop_at_any_instant_and_go_on() -> None:
    needs_numba()
    whole = recorded(scenario("three_tier", MIXES[-1], "engine=simpy"), 0)
    run, keeper = prepared(scenario("three_tier", MIXES[-1]))
    for hour in range(0, 96, 5):
        run.play_until(72.0 + hour + 1 / 3)
    assert_tables(run, keeper, whole)


def assert_tables(run: Engine, keeper: Keeper, record: Record) -> None:
    """Fail if what a machine shows to its end is not a record."""
    run.play()
    assert parting({"simpy": record.journeys, "machine": keeper.journeys()}) is None
    assert same(record.episodes, keeper.episodes())
    assert same(record.counts, keeper.counts())
    assert same(record.stocks, keeper.stocks())


def prepared(scenario: Scenario) -> tuple[Engine, Keeper]:
    """A compiled run that has not begun, and what it will be seen by."""
    played, keeper = _watched(scenario)
    return machine_code(played.tables, played.cohort, [keeper]), keeper


def plain(scenario: Scenario) -> tuple[Engine, Keeper]:
    """The same without compilation."""
    played, keeper = _watched(scenario)
    return plain_python(played.tables, played.cohort, [keeper]), keeper


def _watched(scenario: Scenario) -> tuple[World, Keeper]:
    played = world(scenario, 0)
    return played, Keeper(played.tables, played.cohort)


def test_luck_is_the_same_in_both_forms() -> None:
    needs_numba()
    from numba import njit

    from sim.native.compiling import compiler

    compiler()  # tells numba of luck

    @njit
    def drawn(key: int, purpose: int, hop: int, count: int) -> tuple[float, float, float, float]:
        u = luck.uniform(key, purpose, hop, count)
        few, time = luck.uniform(key, purpose), luck.duration(2, 0.3, 0.7, 0.0, u)
        return u, few, luck.gumbel(u), time

    for key in luck.patient_keys(luck.stream_key(1, 0, "luck"), 0, 2000).tolist():
        purpose, hop, count = key % 29, key % 4096, key % 2**36
        u = luck.uniform(key, purpose, hop, count)
        few, time = luck.uniform(key, purpose), luck.duration(2, 0.3, 0.7, 0.0, u)
        bits = np.uint64(key).view(np.int64)
        assert drawn(bits, purpose, hop, count) == (u, few, luck.gumbel(u), time)


def test_a_difference_is_told_in_words() -> None:
    rows = recorded(scenario("three_tier", "", "engine=simpy", "run.days=0.5"), 0).journeys
    at = len(rows) // 2
    ended = rows.column("ended").to_numpy().copy()
    ended[at] = np.nextafter(ended[at], np.inf)
    place = rows.column_names.index("ended")
    changed = rows.set_column(place, rows.field(place), pa.array(ended))
    row = rows.slice(at, 1).to_pylist()[0]
    said = parting({"simpy": rows, "compiled": changed})
    assert said is not None
    assert said.startswith(f"row {at}: simpy has patient {row['patient']} in {row['stage']} at ")
    assert f"ended {row['ended']!r}" in said
    assert f"ended {float(ended[at])!r}" in said
    short = parting({"simpy": rows, "compiled": rows.slice(0, at)})
    assert short is not None
    assert short.startswith(f"row {at}: only simpy has patient {row['patient']} in {row['stage']}")


RUN = """
import sys
import sim
run = sim.run(sim.load("network=three_tier", "run.days=0.3"), engine=sys.argv[1])
started = [at for at in run.journeys.column("started").to_pylist() if at == at]
print(run.record.engine, len(run.journeys), sum(started), sum(run.kpis["value"].to_pylist()))
"""
COMPILES = "tierflow: compiling"


EDITED = """

def visit_needed(tables, p):
    return p.number % 2 == 0
"""


@pytest.mark.slow
def test_a_rule_that_is_edited_is_compiled_again(tmp_path: Path) -> None:
    needs_numba()
    for folder in ("sim", "configs"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    cold = _run(tmp_path, "compiled")
    warm, simpy = _run(tmp_path, "compiled"), _run(tmp_path, "simpy")
    assert (COMPILES in cold.stderr, COMPILES in warm.stderr) == (True, False)
    assert cold.stdout == warm.stdout == simpy.stdout.replace("simpy", "compiled")
    rule = tmp_path / "sim" / "rules" / "prescriptions.py"
    rule.write_text(rule.read_text() + EDITED)
    edited = _run(tmp_path, "compiled")
    assert COMPILES in edited.stderr
    assert edited.stdout != cold.stdout
    assert edited.stdout == _run(tmp_path, "simpy").stdout.replace("simpy", "compiled")


def test_compilation_can_be_switched_off() -> None:
    needs_numba()
    off = _run(ROOT, "compiled", NUMBA_DISABLE_JIT="1")
    assert off.stdout.replace("compiled", "simpy") == _run(ROOT, "simpy").stdout


def _run(folder: Path, engine: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A small run of a copy of the package, whose compiled code is kept beside it."""
    kept = {} if folder == ROOT else {"NUMBA_CACHE_DIR": str(folder / "kept")}
    return subprocess.run(
        [sys.executable, "-c", RUN, engine],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder)} | kept | more,
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )
