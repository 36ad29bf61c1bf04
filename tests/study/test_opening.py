"""What a results folder lets in: this very study, whole or damaged; nothing of others is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from threading import Event, Thread, Timer

import pytest

from sim.replication import Run
from sim.scenario import Keep, Scenario
from sim.study import JobsFailedError, compare, digest
from sim.study.claim import claimed
from sim.study.plan import Job
from sim.study.store import Store
from sim.system.faults import Faults
from tests.study import fakes

Scenarios = Mapping[str, Scenario]

LEVER = """
from pydantic.dataclasses import dataclass
from sim.policies.base import Policy

@dataclass(frozen=True)
class Nothing(Policy):
    def apply(self, system):
        return system
"""


def recorded() -> dict[str, Scenario]:
    """Two scenarios that leave every kind of file behind."""
    return fakes.scenarios(record="full")


def contents(folder: Path) -> dict[str, bytes]:
    """All files but the account of the run, which holds the time."""
    names = fakes.files(folder) - {"study.json"}
    return {name: (folder / name).read_bytes() for name in names}


def with_demand(**changes: object) -> dict[str, Scenario]:
    """The scenarios with another demand, but the same text."""
    return {
        name: replace(one, demand=replace(one.demand, **changes))  # type: ignore[arg-type]
        for name, one in fakes.scenarios().items()
    }


def refused(scenarios: Scenarios, out: Path) -> str:
    """What is said of a folder that is refused, in one line; nothing in it is touched."""
    before = contents(out)
    with pytest.raises(Faults) as told:
        compare(scenarios, out, play=fakes.never_play)
    assert contents(out) == before
    (fault,) = told.value.faults
    assert "overwrite=true" in str(fault)
    return str(fault)


def test_what_is_changed_in_python_alone_is_noticed(tmp_path: Path) -> None:
    compare(fakes.scenarios(), tmp_path, play=fakes.play)
    assert "the scenario today" in refused(with_demand(scale=2.0), tmp_path)


def test_a_changed_file_of_arrivals_is_named(tmp_path: Path) -> None:
    path = tmp_path / "arrivals.csv"
    path.write_text("time,home,condition\n9,home_1,common_cold\n")
    compare(with_demand(path=str(path)), tmp_path / "out", play=fakes.play)
    path.write_text("time,home,condition\n9,home_2,common_cold\n")
    assert f"the file {path}" in refused(with_demand(path=str(path)), tmp_path / "out")


def test_nothing_is_kept_of_a_file_that_was_changed_meanwhile(tmp_path: Path) -> None:
    path, row = tmp_path / "arrivals.csv", "time,home,condition\n9,{},common_cold\n"
    path.write_text(row.format("home_1"))

    def play(scenario: Scenario, replication: int, record: Keep) -> Run:
        if replication == 1:
            path.write_text(row.format("home_2"))
        return fakes.play(scenario, replication, record)

    with pytest.raises(JobsFailedError, match=r"2 jobs failed.* was changed while the study ran"):
        compare(with_demand(path=str(path)), tmp_path / "out", play=play)
    assert not list(tmp_path.glob("out/parts/*/1.*.parquet"))
    path.write_text(row.format("home_1"))
    compare(with_demand(path=str(path)), tmp_path / "out", play=fakes.play)


def test_a_changed_lever_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    source = tmp_path / "lever_that_is_edited.py"
    source.write_text(LEVER)
    lever = import_module("lever_that_is_edited").Nothing()
    with_lever = {
        name: replace(one, policies={"nothing": lever}) for name, one in fakes.scenarios().items()
    }
    compare(with_lever, tmp_path / "out", play=fakes.play)
    source.write_text(LEVER.replace("return system", "return system  # as it is"))
    assert "the lever's module lever_that_is_edited" in refused(with_lever, tmp_path / "out")


def test_changed_keys_are_named_with_their_values(tmp_path: Path) -> None:
    compare(fakes.scenarios(), tmp_path, play=fakes.play)
    other = {
        name: replace(one, resolved=one.resolved.replace("seed: 1", "seed: 2"))
        for name, one in fakes.scenarios().items()
    }
    assert "the scenario today (run.seed: 1 → 2) and 1 more" in refused(other, tmp_path)


def test_other_replications_and_other_scenarios_are_named(tmp_path: Path) -> None:
    compare(fakes.scenarios(), tmp_path, play=fakes.play)
    assert "the number of replications" in refused(fakes.scenarios(replications=1), tmp_path)
    one = {"today": fakes.scenarios()["today"]}
    assert "the list of scenarios" in refused(one, tmp_path)


def test_another_version_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compare(fakes.scenarios(), tmp_path, play=fakes.play)
    monkeypatch.setattr(digest, "version", lambda _: "99.0")
    assert "the version of Tierflow" in refused(fakes.scenarios(), tmp_path)


def test_other_rules_are_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compare(fakes.scenarios(), tmp_path, play=fakes.play)
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "visit.py").write_text("WAIT = 0")
    monkeypatch.setattr(digest, "SOURCES", tmp_path / "rules")
    assert "the version of Tierflow" in refused(fakes.scenarios(), tmp_path)


def test_parts_of_another_study_are_not_taken_for_ours(tmp_path: Path) -> None:
    whole = compare(fakes.scenarios(), tmp_path / "whole", play=fakes.play)
    compare(fakes.scenarios(), tmp_path / "out", play=fakes.play)
    (tmp_path / "out" / "kpis.parquet").unlink()
    late = fakes.play(fakes.scenarios()["more"], 7, "none")
    Store(tmp_path / "out", "another study").write_part(Job("today", 1), late)
    again = compare(fakes.scenarios(), tmp_path / "out", play=fakes.play)
    assert again.kpis.equals(whole.kpis)
    assert again.weekly.equals(whole.weekly)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "cut off": lambda path: os.truncate(path, path.stat().st_size // 2),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "missing": Path.unlink,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_files_are_made_again(tmp_path: Path, damage: str) -> None:
    compare(recorded(), tmp_path, play=fakes.play)
    whole = contents(tmp_path)
    for name in ("parts/more/1.flows.parquet", "journeys/today.episodes.parquet", "drift.parquet"):
        DAMAGES[damage](tmp_path / name)
    DAMAGES[damage](tmp_path / "scenarios/more.yaml")
    compare(recorded(), tmp_path, play=fakes.play)
    assert contents(tmp_path) == whole
    DAMAGES[damage](tmp_path / "study.json")
    compare(recorded(), tmp_path, play=fakes.never_play)
    assert contents(tmp_path) == whole


@pytest.mark.slow
@pytest.mark.parametrize(
    ("damage", "overwrite"), [*((one, False) for one in DAMAGES), ("empty", True)]
)
def test_any_damaged_file_is_made_again(tmp_path: Path, damage: str, overwrite: bool) -> None:
    out = tmp_path / "out"
    compare(recorded(), out, play=fakes.play)
    whole = contents(out)
    for name in sorted(fakes.files(out)):
        DAMAGES[damage](out / name)
        compare(recorded(), out, overwrite=overwrite, play=fakes.play)
        assert contents(out) == whole, name
    for name in sorted(fakes.files(out) - {"study.json"}):
        DAMAGES[damage](out / name)
    compare(recorded(), out, overwrite=overwrite, play=fakes.play)
    assert contents(out) == whole


@pytest.mark.parametrize("name", ["parts/today/1.weekly.parquet", "levels.parquet"])
def test_damage_within_a_file_is_found_when_it_is_read(tmp_path: Path, name: str) -> None:
    whole = compare(fakes.scenarios(), tmp_path, play=fakes.play)
    held = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(held[:4] + bytes(200) + held[204:])
    (tmp_path / "kpis.parquet").unlink()
    again = compare(fakes.scenarios(), tmp_path, play=fakes.play)
    assert again.weekly.equals(whole.weekly)
    assert again.levels.equals(whole.levels)


def test_what_the_dead_have_left_half_written_is_removed(tmp_path: Path) -> None:
    compare(recorded(), tmp_path, play=fakes.play)
    whole = fakes.files(tmp_path)
    (tmp_path / "kpis.parquet").unlink()
    for name in ("parts/today/.0.kpis.parquet.99.tmp", ".study.json.99.tmp"):
        (tmp_path / name).write_text("half")
    (tmp_path / "parts/today/.notes.tmp").write_text("mine")
    compare(recorded(), tmp_path, play=fakes.play)
    assert fakes.files(tmp_path) == whole | {"parts/today/.notes.tmp"}


def test_a_study_that_was_killed_at_its_first_file_goes_on(tmp_path: Path) -> None:
    (tmp_path / ".study.json.99.tmp").write_text("half")
    compare(fakes.scenarios(), tmp_path, play=fakes.play)
    assert not list(tmp_path.glob("*.tmp"))


FOREIGN = (
    "notes.txt",
    ".letter.docx.7.tmp",
    "scenarios/mine.yaml",
    "parts/today/photo.jpg",
    "parts/other/0.kpis.parquet",
    "journeys/trip.parquet",
)


def test_overwriting_keeps_what_others_put_beside_the_results(tmp_path: Path) -> None:
    compare(recorded(), tmp_path, play=fakes.play)
    for name in FOREIGN:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("mine")
    compare(fakes.scenarios(replications=1), tmp_path, overwrite=True, play=fakes.play)
    assert {(tmp_path / name).read_text() for name in FOREIGN} == {"mine"}
    assert not (tmp_path / "parts/today/1.kpis.parquet").exists()
    assert not (tmp_path / "journeys/today.journeys.parquet").exists()


def test_a_folder_that_is_refused_keeps_everything(tmp_path: Path) -> None:
    for name in FOREIGN:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("mine")
    with pytest.raises(Faults, match="something else"):
        compare(fakes.scenarios(), tmp_path, play=fakes.never_play)
    assert fakes.files(tmp_path) == set(FOREIGN)


def test_a_folder_that_never_was_ours_keeps_everything(tmp_path: Path) -> None:
    for name in FOREIGN:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("mine")
    compare(fakes.scenarios(), tmp_path, overwrite=True, play=fakes.play)
    assert {(tmp_path / name).read_text() for name in FOREIGN} == {"mine"}


@pytest.mark.parametrize("name", ["scenarios/today.yaml", "study.json", "kpis.parquet"])
def test_what_tierflow_did_not_write_is_never_replaced(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text('{"mine": true}')
    with pytest.raises(Faults, match=f"without {name}, which Tierflow did not write"):
        compare(fakes.scenarios(), tmp_path, overwrite=True, play=fakes.never_play)
    assert fakes.files(tmp_path) == {name}


def test_a_folder_that_somebody_writes_to_is_refused(tmp_path: Path) -> None:
    compare(fakes.scenarios(), tmp_path, play=fakes.play)
    about = json.loads((tmp_path / "study.json").read_text(encoding="utf-8"))
    assert "runs" not in about
    runs = {"process": 4711, "machine": "ward-7", "since": "this morning"}
    (tmp_path / "study.json").write_text(json.dumps(about | {"runs": runs}))
    with (
        claimed(tmp_path),
        pytest.raises(Faults, match="process 4711 on ward-7 since this morning"),
    ):
        compare(fakes.scenarios(replications=1), tmp_path, overwrite=True, play=fakes.never_play)


def test_somebody_who_is_just_leaving_is_waited_for(tmp_path: Path) -> None:
    """The system takes a moment to end a process that was killed."""
    held, leave = Event(), Event()

    def hold() -> None:
        with claimed(tmp_path):
            held.set()
            leave.wait(10.0)

    other = Thread(target=hold)
    other.start()
    assert held.wait(10.0)
    Timer(0.3, leave.set).start()
    compare(fakes.scenarios(), tmp_path, play=fakes.play)
    other.join()


def test_a_claim_ends_with_its_process_however_it_ends(tmp_path: Path) -> None:
    code = (
        "import sys, os, time; from pathlib import Path; from sim.study.claim import claimed\n"
        f"with claimed(Path({str(tmp_path)!r})): print('held', flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(Faults, match="nobody writes to now"):
            compare(fakes.scenarios(), tmp_path, play=fakes.never_play)
        other.kill()
    compare(fakes.scenarios(), tmp_path, play=fakes.play)
    assert not any(path.name.startswith(".") for path in tmp_path.rglob("*"))
