"""The public face: five functions, what they return, and what importing it costs."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

import sim
from sim.config.document import Engine
from sim.episodes import EPISODES
from sim.files import write_table
from sim.journeys import COUNTS, JOURNEYS, STOCKS
from sim.outcomes.flows import FLOWS
from sim.replication import Run
from sim.scenario import ENGINES, Keep
from sim.system.faults import Faults

pytestmark = pytest.mark.slow

SMALL = ("network=three_tier", "run.days=0.5", "run.warmup_days=0", "run.replications=2")
TABLES = ("journeys", "episodes", "hops", "counts", "stocks", "kpis", "flows")


@pytest.fixture(scope="module")
def once() -> Run:
    return sim.run(sim.load(*SMALL), seed=7)


def test_what_is_public_is_what_the_package_says() -> None:
    """Functions of its own that have no underscore: nothing more, nothing less."""
    own = {
        name
        for name, value in vars(sim).items()
        if inspect.isfunction(value) and value.__module__ == "sim" and not name.startswith("_")
    }
    classes = {"Faults", "Policy", "Run", "Scenario", "Study"}
    assert own == set(sim.__all__) - classes == {"compare", "load", "open", "report", "run"}
    assert all(inspect.getdoc(getattr(sim, name)) for name in sim.__all__)
    assert all(inspect.isclass(getattr(sim, name)) for name in classes)
    assert set(sim.__all__) <= set(dir(sim))
    with pytest.raises(AttributeError, match="scenarios"):
        sim.scenarios  # noqa: B018


def test_a_function_is_still_one_after_it_was_called(once: Run) -> None:
    """A submodule of the same name, once imported, would have taken its place."""
    assert once.record.window == (0.0, 12.0)
    functions = ("compare", "load", "open", "report", "run")
    assert all(inspect.isfunction(getattr(sim, name)) for name in functions)


def test_importing_it_loads_neither_an_engine_nor_hydra() -> None:
    look = (
        "import sys, sim; "
        "print([n for n in ('hydra', 'omegaconf', 'simpy', 'pyarrow', 'pydantic') "
        "if n in sys.modules])"
    )
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", look], cwd=root, text=True, capture_output=True, check=True
    )
    assert done.stdout == "[]\n"


def test_a_run_shows_its_tables(once: Run) -> None:
    assert once.journeys.schema.names == JOURNEYS.names
    assert once.episodes.schema.names == EPISODES.names
    assert once.counts.schema.names == COUNTS.names
    assert once.stocks.schema.names == STOCKS.names
    assert {"indicator", "value", "unit"} <= set(once.kpis.schema.names)
    assert once.flows.schema == FLOWS
    assert all(getattr(once, table).num_rows > 0 for table in TABLES)


@pytest.mark.parametrize("record", ["none", "sample", "full"])
def test_outcomes_do_not_depend_on_what_is_kept(record: Keep, once: Run, tmp_path: Path) -> None:
    scenario = sim.load(*SMALL, "run.sample_share=0.2")
    run = sim.run(scenario, seed=7, record=record)
    assert as_file(run.kpis, tmp_path) == as_file(once.kpis, tmp_path)
    assert as_file(run.flows, tmp_path) == as_file(once.flows, tmp_path)
    share = run.episodes.num_rows / once.episodes.num_rows
    assert share == pytest.approx({"none": 0.0, "sample": 0.2, "full": 1.0}[record], abs=0.05)
    assert set(run.journeys["patient"].to_pylist()) <= set(run.episodes["patient"].to_pylist())


def test_a_study_keeps_the_journeys_that_it_is_asked_for(tmp_path: Path) -> None:
    for record in ("none", "sample", "full"):
        chosen = sim.load(*SMALL, "run.workers=1", f"run.record={record}", "run.sample_share=0.2")
        sim.compare({"today": chosen}, out=tmp_path / record)
    for table in ("kpis.parquet", "flows.parquet"):
        found = {(tmp_path / record / table).read_bytes() for record in ("none", "sample", "full")}
        assert len(found) == 1
    assert not (tmp_path / "none/journeys").exists()
    sample, full = (
        pq.read_table(tmp_path / record / "journeys/today.episodes.parquet")["patient"].to_pylist()
        for record in ("sample", "full")
    )
    assert 0 < len(sample) < len(full)
    assert set(sample) < set(full)
    one, other = (
        pq.read_table(tmp_path / record / "journeys/today.stocks.parquet")
        for record in ("sample", "full")
    )
    assert one.num_rows > 0
    assert one.equals(other)


def test_results_are_opened_again(tmp_path: Path) -> None:
    chosen = sim.load(*SMALL, "run.workers=1")
    study = sim.compare({"today": chosen}, out=tmp_path / "a[1]")
    again = sim.open(str(tmp_path / "a[1]"))
    assert isinstance(again, sim.Study)
    assert again.about == study.about
    for name in ("kpis", "levels", "differences", "weekly", "flows", "drift"):
        assert getattr(again, name).equals(getattr(study, name))
    assert sim.report(tmp_path / "a[1]").name == "report.html"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "expected a results folder, with study.json in it"),
        ('{"complete": false, "jobs": {"done": 3, "total": 16}}', "3 of 16 runs are done"),
        ('{"complete": true}', "expected whole results; the same command makes them again"),
        ("[1]", "expected a results folder, with study.json in it"),
    ],
)
def test_what_is_no_results_folder_is_refused(
    content: str | None, expected: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / "study.json").write_text(content)
    with pytest.raises(sim.Faults, match=re.escape(expected)):
        sim.open(tmp_path)
    with pytest.raises(sim.Faults):
        sim.report(tmp_path)


def as_file(table: pa.Table, folder: Path) -> bytes:
    """What a results folder would hold."""
    write_table(table, folder / "table.parquet")
    return (folder / "table.parquet").read_bytes()


def test_a_sample_is_of_the_same_patients_in_every_scenario(once: Run) -> None:
    levers = ("policy=[outreach,remote_diagnosis]", "run.sample_share=0.2")
    one, other = (
        sim.run(sim.load(*SMALL, *more), seed=7, record="sample")
        for more in (("run.sample_share=0.2",), levers)
    )
    assert one.episodes["patient"].to_pylist() != other.episodes["patient"].to_pylist()
    assert set(one.episodes["patient"].to_pylist()) == set(other.episodes["patient"].to_pylist())
    assert decoded(one.journeys) != decoded(other.journeys)
    chosen = pc.is_in(once.journeys["patient"], one.episodes["patient"].combine_chunks())
    assert decoded(once.journeys.filter(chosen)) == decoded(one.journeys)


def decoded(table: pa.Table) -> list[dict[str, object]]:
    return [{k: str(v) for k, v in row.items()} for row in table.to_pylist()]  # NaN equals NaN


def test_same_seed_same_run_and_another_seed_or_replication_another(once: Run) -> None:
    scenario = sim.load(*SMALL)
    assert decoded(sim.run(scenario, seed=7).episodes) == decoded(once.episodes)
    assert decoded(sim.run(scenario, seed=8).episodes) != decoded(once.episodes)
    assert decoded(sim.run(scenario, seed=7, replication=1).episodes) != decoded(once.episodes)


def test_the_engine_that_is_asked_for_plays() -> None:
    assert sim.run(sim.load(*SMALL), engine="simpy").record.engine == "simpy"


def test_a_comparison_from_python_pairs_its_scenarios() -> None:
    base = sim.load(*SMALL, "run.workers=1")
    more = sim.load(*SMALL, "run.workers=1", "policy=[remote_diagnosis]")
    study = sim.compare({"base": base, "more": more}, replications=1)
    assert set(study.kpis["scenario"].to_pylist()) == {"base", "more"}
    assert set(study.differences["scenario"].to_pylist()) == {"more"}
    assert study.about["engine"] == sim.run(base).record.engine != base.engine


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda _: sim.compare({}), "scenarios = {}: expected at least one by its name"),
        (lambda one: sim.compare([one]), "expected at least one by its name"),
        (sim.compare, "expected at least one by its name"),
        (
            lambda _: sim.compare({"a": "x"}),
            "scenarios.a = 'x': expected a scenario, which sim.load",
        ),
        (lambda one: sim.compare({1: one}), "scenarios = 1: expected names that are texts"),
        (lambda one: sim.compare({"a": one}, replications=0), "replications = 0: expected a whole"),
        (
            lambda _: sim.run("network=three_tier"),
            "scenario = 'network=three_tier': expected a scen",
        ),
        (lambda one: sim.run(one, engine="nope"), "engine = 'nope': expected one of auto, simpy"),
        (lambda one: sim.run(one, record="all"), "record = 'all': expected one of none, sample"),
        (lambda one: sim.run(one, seed="x"), "seed = 'x': expected a whole number from 0"),
        (lambda one: sim.run(one, replication=-1), "replication = -1: expected a whole number"),
        (lambda one: sim.run(one, replication=True), "replication = True: expected a whole number"),
        (
            lambda _: sim.load(["network=three_tier"]),
            "load = (['network=three_tier'],): expected ov",
        ),
        (lambda _: sim.load(config_dir=3), "config_dir = 3: expected a folder"),
    ],
)
def test_a_wrong_argument_is_answered_with_what_is_wanted(
    call: Callable[[Any], object], message: str
) -> None:
    with pytest.raises(Faults) as caught:
        call(sim.load(*SMALL))
    assert message in str(caught.value)


def test_the_engines_are_those_of_the_configuration() -> None:
    assert list(ENGINES) == [engine.value for engine in Engine]
