"""Results folders from somebody else: drawn, or refused in a few lines; nothing else is read."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import make
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tampering import SECRET, TABLES, smaller, tamper

from sim.page import write
from sim.page.columns import KINDS
from sim.page.door import setting_of
from sim.system.faults import Faults

MANY = 150  # folders in the quick suite


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small results folder, with a file of somebody else beside it."""
    folder = make(tmp_path_factory.mktemp("theirs") / "results")
    smaller(folder)
    for name in ("secret.yaml", "today.yaml"):
        (folder.parent / name).write_text(SECRET, encoding="utf-8")
    return folder


@pytest.fixture
def folder(sound: Path) -> Path:
    """A copy of it that may be changed."""
    copy = sound.parent / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(sound, copy)
    return copy


def refusal(folder: Path) -> str:
    with pytest.raises(Faults) as caught:
        write(folder)
    assert len(caught.value.faults) < 30
    assert len(str(caught.value)) < 10_000
    return str(caught.value)


def changed(folder: Path, **values: Any) -> Path:
    """Change keys of ``study.json``."""
    path = folder / "study.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | values), "utf-8")
    return folder


def try_tampered(sound: Path, seed: int) -> None:
    """Draw or refuse a tampered folder; what else happens is a fault of the program."""
    copy = sound.parent / "tampered"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(sound, copy, symlinks=True)
    tamper(copy, Random(seed))
    told = drawn = ""
    try:
        drawn = write(copy).read_text("utf-8")
    except Faults as faults:
        told = str(faults)
    assert len(told) < 20_000
    assert SECRET not in drawn


@settings(
    max_examples=MANY, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 2**32))
@example(84134308)  # events of which none is given
def test_a_tampered_folder_is_drawn_or_refused(sound: Path, seed: int) -> None:
    try_tampered(sound, seed)


@pytest.mark.heavy
@pytest.mark.slow
@settings(max_examples=2000, deadline=None)
@given(st.integers(0, 2**64))
def test_many_tampered_folders_are_drawn_or_refused(sound: Path, seed: int) -> None:
    try_tampered(sound, seed)


@pytest.mark.parametrize("name", ["../../secret", "../secret", "/etc/hostname", "a\0b", "x" * 5000])
def test_no_name_leads_out_of_the_folder(folder: Path, name: str) -> None:
    assert setting_of(folder, name) is None


@pytest.mark.parametrize(
    "link", ["study.json", "levels.parquet", "scenarios/today.yaml", "scenarios"]
)
def test_no_link_leads_out_of_the_folder(folder: Path, link: str) -> None:
    path = folder / link
    outside = folder.parent / "outside" / link
    shutil.rmtree(outside.parent, ignore_errors=True)
    outside.parent.mkdir(parents=True)
    shutil.move(path, outside)
    path.symlink_to(outside)
    if link.startswith("scenarios"):
        assert setting_of(folder, "today") is None
        assert write(folder)
    else:
        assert "inside the folder" in refusal(folder)


def test_nothing_is_written_through_a_link(folder: Path) -> None:
    theirs = folder.parent / "secret.yaml"
    for name in ("report.html", f".report.html.{os.getpid()}.tmp"):
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(theirs)
    write(folder)
    assert theirs.read_text("utf-8") == SECRET
    assert not (folder / "report.html").is_symlink()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"scenarios": []}, "study.json.scenarios"),
        ({"scenarios": [{"name": "today"}]}, "study.json.scenarios.0.moves = (missing)"),
        ({"baseline": "nobody"}, "a baseline that is one of the scenarios"),
        ({"replications": 0}, "study.json.replications = 0"),
        ({"replications": "3"}, "study.json.replications = 3"),
        ({"days": 1e300}, "study.json.days"),
        ({"confidence": 95}, "study.json.confidence = 95"),
        ({"overrides": "run=quick"}, "study.json.overrides"),
        ({"versions": {"python": 3}}, "study.json.versions.python = 3"),
        ({"seconds": None, "started": 1}, "study.json.started = 1"),
        ({"remarks": ["x" * 100_000]}, "study.json.remarks.0 = xxx"),
        ({"complete": False}, "a finished study"),
    ],
)
def test_what_study_json_says_is_checked(folder: Path, values: Any, said: str) -> None:
    assert said in refusal(changed(folder, **values))


@pytest.mark.parametrize(
    "text",
    [b"", b"[]", b"null", b"{", b"[" * 100_000, b'{"seed": 1' + b"0" * 9999 + b"}", b"\xff\xfe"],
)
def test_a_study_json_that_is_none_is_one_line(folder: Path, text: bytes) -> None:
    (folder / "study.json").write_bytes(text)
    assert "study.json" in refusal(folder)


def rewritten(folder: Path, name: str, change: Callable[[pa.Table], pa.Table]) -> Path:
    path = folder / f"{name}.parquet"
    table = change(pq.read_table(path))
    pq.write_table(table, path)
    return folder


def filled(column: str, value: Any) -> Callable[[pa.Table], pa.Table]:
    """Write a value into every row of a column."""

    def change(table: pa.Table) -> pa.Table:
        at = table.column_names.index(column)
        same = pa.array([value] * table.num_rows, table.schema.field(at).type)
        return table.set_column(at, column, same)

    return change


@pytest.mark.parametrize(
    ("name", "column", "value", "said"),
    [
        ("levels", "indicator", "an indicator of tomorrow", "indicator that this version knows"),
        ("levels", "tier", "celestial", "tier that this version knows, not celestial"),
        ("levels", "mean", float("inf"), "mean as numbers of a study"),
        ("levels", "events", -1, "events that are counted"),
        ("levels", "scenario", None, "scenario in every row"),
        ("levels", "scenario", "x" * 2000, "scenario of at most 1000 bytes"),
        ("differences", "verdict", "splendid", "verdict that this version knows"),
        ("differences", "matters", float("nan"), "matters as numbers of a study"),
        ("flows", "value", -5.0, "flows of people"),
        ("weekly", "week", 2**31 - 1, "weeks from 0 to"),
    ],
)
def test_what_a_table_holds_is_checked(
    folder: Path, name: str, column: str, value: Any, said: str
) -> None:
    refused = refusal(rewritten(folder, name, filled(column, value)))
    assert f"{name}.parquet = " in refused
    assert said in refused


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_there_once_and_of_its_kind(folder: Path, name: str) -> None:
    for field in KINDS[name].fields:
        path = folder / f"{name}.parquet"
        table = pq.read_table(path)
        pq.write_table(table.drop_columns([field.name]), path)
        assert f"with one column {field.name}" in refusal(folder)
        pq.write_table(table.append_column(field.name, table[field.name]), path)
        assert f"with one column {field.name}" in refusal(folder)
        at = table.column_names.index(field.name)
        pq.write_table(table.set_column(at, field.name, pa.nulls(len(table), pa.bool_())), path)
        assert f"with {field.name} as {field.type}, not bool" in refusal(folder)
        pq.write_table(table, path)


def test_all_tables_are_told_at_once(folder: Path) -> None:
    for name in TABLES:
        (folder / f"{name}.parquet").write_bytes(b"PAR1 and no more PAR1")
    lines = refusal(folder).splitlines()
    assert [line.partition(".parquet")[0] for line in lines] == list(KINDS)


def test_more_rows_than_a_study_leaves_are_not_read(folder: Path) -> None:
    most = KINDS["drift"].most
    rows = pa.nulls(most + 1, pa.string())
    table = pa.table({field.name: rows.cast(field.type) for field in KINDS["drift"].fields})
    pq.write_table(table, folder / "drift.parquet")
    assert f"of at most {most} rows, not {most + 1}" in refusal(folder)


def test_a_small_file_does_not_become_large_in_memory(folder: Path) -> None:
    """A million rows of one long text are a few kilobytes on disk."""
    count = 1_000_000
    long = pa.DictionaryArray.from_arrays(pa.array([0] * count, pa.int32()), pa.array(["x" * 8000]))

    def widened(table: pa.Table) -> pa.Table:
        rows = pa.array([0] * count)
        return filled_in(table.take(rows), "scenario", long)

    rewritten(folder, "levels", widened)
    assert (folder / "levels.parquet").stat().st_size < 100_000
    pool, before = pa.default_memory_pool(), pa.total_allocated_bytes()
    assert "scenario of at most 1000 bytes" in refusal(folder)
    assert pa.total_allocated_bytes() <= before + 1_000_000
    assert pool.max_memory() < 2_000_000_000  # as texts they would be 8 GB


def filled_in(table: pa.Table, name: str, column: pa.Array) -> pa.Table:
    return table.set_column(table.column_names.index(name), name, column)


@pytest.mark.parametrize("name", ["[1]", "张三 it's*?"])
def test_a_folder_of_any_name_shows_its_own_results(sound: Path, name: str) -> None:
    """No name of a folder stands for others."""
    here = sound.parent / name
    shutil.copytree(sound, here, dirs_exist_ok=True)
    (here / "report.html").unlink(missing_ok=True)
    assert write(here).read_bytes() == write(sound).read_bytes()


def test_the_same_results_give_the_same_bytes_in_every_process(sound: Path) -> None:
    pages = set()
    for seed in ("1", "2"):
        command = [sys.executable, "-W", "error", "-m", "sim", "report", str(sound)]
        paths = {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": seed}
        subprocess.run(command, env=os.environ | paths, check=True, capture_output=True)
        pages.add((sound / "report.html").read_bytes())
    assert len(pages) == 1
