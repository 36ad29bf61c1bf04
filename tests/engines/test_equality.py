"""Two engines, one set of rules: equal journeys, episodes and counts, to the last bit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from parting import parting, same

from sim import luck
from sim.clock import HOURS_PER_DAY, Calendar
from sim.cohort import draw
from sim.config import levers, load
from sim.engines import patients, play
from sim.engines.compiled import Engine, machine_code, plain_python
from sim.journeys import Record
from sim.scenario import Scenario
from sim.tables import lower

pytestmark = pytest.mark.slow

SHORT = {"three_tier": "run.days=4", "jiangmen": "run.days=0.4"}
MIXES = ["", *levers(), ",".join(levers())]
ROOT = Path(__file__).parents[2]


def needs_numba() -> None:
    """Skip where the extra is not installed."""
    pytest.importorskip("numba", reason="the compiled engine needs the extra fast")


def scenario(network: str, mix: str, *more: str) -> Scenario:
    """A few days of a network with levers."""
    days = (SHORT[network], "run.warmup_days=0")
    return load(f"network={network}", f"policy=[{mix}]", *days, *more)


def assert_equal(one: Record, other: Record) -> None:
    """Fail with the first step at which two engines part."""
    assert (said := parting({one.engine: one.journeys, other.engine: other.journeys})) is None, said
    assert same(one.episodes, other.episodes)
    assert same(one.counts, other.counts)


@pytest.mark.parametrize("mix", MIXES)
@pytest.mark.parametrize("network", SHORT)
def test_every_lever_alone_and_all_together(network: str, mix: str) -> None:
    needs_numba()
    compiled = play(scenario(network, mix, "engine=compiled"), 0)
    assert compiled.engine == "compiled"
    assert_equal(play(scenario(network, mix, "engine=simpy"), 0), compiled)


@pytest.mark.parametrize("mix", [MIXES[0], MIXES[-1]])
def test_doses_of_zero_and_a_crowd(mix: str) -> None:
    needs_numba()
    crowd = ("scenario=none", "demand.scale=3", "run.seed=5")
    compiled = play(scenario("three_tier", mix, "engine=compiled", *crowd), 1)
    assert_equal(play(scenario("three_tier", mix, "engine=simpy", *crowd), 1), compiled)


def test_the_sources_of_the_machine_without_compilation() -> None:
    readable = play(scenario("three_tier", MIXES[-1], "engine=simpy"), 0)
    assert_tables(plain(scenario("three_tier", MIXES[-1])), readable)


def test_a_run_can_stop_at_any_instant_and_go_on() -> None:
    needs_numba()
    whole = play(scenario("three_tier", MIXES[-1], "engine=simpy"), 0)
    run = prepared(scenario("three_tier", MIXES[-1]))
    for hour in range(0, 96, 5):
        run.play_until(72.0 + hour + 1 / 3)
    assert_tables(run, whole)


def assert_tables(run: Engine, record: Record) -> None:
    """Fail if what a machine writes to its end is not a record."""
    log = run.play()
    assert parting({"simpy": record.journeys, "machine": log.journeys.table()}) is None
    assert same(record.episodes, log.episodes.table())
    assert same(record.counts, log.counts.table())


def prepared(scenario: Scenario) -> Engine:
    """A compiled run that has not begun."""
    return machine_code(*_ingredients(scenario))


def plain(scenario: Scenario) -> Engine:
    """The same without compilation."""
    tables, cohort = _ingredients(scenario)
    return plain_python(tables, list(patients(cohort)))


def _ingredients(scenario: Scenario) -> tuple[Any, Any]:
    calendar = Calendar(scenario.demand.start, scenario.demand.holidays)
    horizon = calendar.begin + scenario.run.days * HOURS_PER_DAY
    cohort = draw(scenario.system, scenario.demand, horizon, scenario.run.seed, 0)
    return lower(scenario.system, calendar, horizon), cohort


def test_luck_is_the_same_in_both_forms() -> None:
    needs_numba()
    from numba import njit

    from sim.engines.compiled.compiling import compiled_loop

    compiled_loop()  # tells numba of luck

    @njit
    def drawn(key: int, purpose: int, hop: int, count: int) -> tuple[float, float, float, float]:
        u = luck.uniform(key, purpose, hop, count)
        few, time = luck.uniform(key, purpose), luck.duration(2, 0.3, 0.7, u)
        return u, few, luck.gumbel(u), time

    for key in luck.patient_keys(luck.stream_key(1, 0, "luck"), 0, 2000).tolist():
        purpose, hop, count = key % 29, key % 4096, key % 2**36
        u = luck.uniform(key, purpose, hop, count)
        few, time = luck.uniform(key, purpose), luck.duration(2, 0.3, 0.7, u)
        bits = np.uint64(key).view(np.int64)
        assert drawn(bits, purpose, hop, count) == (u, few, luck.gumbel(u), time)


def test_a_difference_is_told_in_words() -> None:
    rows = play(scenario("three_tier", "", "engine=simpy", "run.days=0.5"), 0).journeys
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
from sim.config import load
from sim.engines import play
record = play(load("network=three_tier", "run.days=0.3", f"engine={sys.argv[1]}"), 0)
started = [at for at in record.journeys.column("started").to_pylist() if at == at]
print(record.engine, len(record.journeys), sum(started))
"""


EDITED = """

def visit_needed(tables, p):
    return p.number % 2 == 0
"""


@pytest.mark.slow
def test_a_rule_that_is_edited_is_compiled_again(tmp_path: Path) -> None:
    needs_numba()
    for folder in ("sim", "configs"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    compiled = _run(tmp_path, "compiled")
    assert compiled.replace("compiled", "simpy") == _run(tmp_path, "simpy")
    rule = tmp_path / "sim" / "rules" / "prescriptions.py"
    rule.write_text(rule.read_text() + EDITED)
    edited = _run(tmp_path, "compiled")
    assert edited != compiled
    assert edited.replace("compiled", "simpy") == _run(tmp_path, "simpy")


def test_compilation_can_be_switched_off() -> None:
    needs_numba()
    off = _run(ROOT, "compiled", NUMBA_DISABLE_JIT="1")
    assert off.replace("compiled", "simpy") == _run(ROOT, "simpy")


def _run(folder: Path, engine: str, **more: str) -> str:
    """What a small run of a copy of the package prints."""
    return subprocess.run(
        [sys.executable, "-c", RUN, engine],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder)} | more,
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    ).stdout
