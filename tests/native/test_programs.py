"""Programs: the same functions on record arrays, compiled, and on objects."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sums

from sim.contract import Code, Short, Tiny
from sim.native.compiling import compiler, usable
from sim.native.memory import Arrays, Memory, Objects, record_type


@dataclass(slots=True)
class Row:
    """A row."""

    count: int = 0
    share: float = 0.5


@dataclass(slots=True)
class Book:
    """Tables."""

    name: str
    unit: float
    row: Row
    rows: list[Row]
    cells: list[list[int]]


@dataclass(slots=True)
class Inner:
    """A narrow row within a row."""

    whole: int = 0
    flag: Tiny = 7


@dataclass(slots=True)
class Narrow:
    """A row whose numbers take the room that they need."""

    flag: Tiny = -1
    count: Short = 300
    code: Code = 2**31 - 1
    inner: Inner = field(default_factory=Inner)


BOOK = Book("sums", 2.0, Row(3, 0.25), [Row(1, 0.125), Row(5)], [[1, 2], [3, 4], [5, 6]])


def machine(memory: Memory) -> Any:
    rows = {"sum": memory.rows([Row()]), "narrow": memory.rows([Narrow(), Narrow()])}
    return memory.bundle({"book": memory.tables(BOOK), **rows})


def test_a_program_computes_the_same_bits_compiled_and_not() -> None:
    if not usable():
        pytest.skip("compiled code needs the extra fast")
    plain, compiled = machine(Objects()), machine(Arrays())
    assert compiler(sums)(sums.add_up)(compiled, 7) == sums.add_up(plain, 7)
    total = compiled.members["sum"][0]
    assert (total["count"], total["share"]) == (plain.sum[0].count, plain.sum[0].share)


def test_narrow_numbers_count_as_64_bits_in_compiled_code() -> None:
    if not usable():
        pytest.skip("compiled code needs the extra fast")
    plain, compiled = machine(Objects()), machine(Arrays())
    whole = sums.in_words(plain, 1000)
    assert whole > 2**50
    assert compiler(sums)(sums.in_words)(compiled, 1000) == whole
    one, other = compiled.members["narrow"]
    assert (
        (one["count"], other["flag"]) == (plain.narrow[0].count, plain.narrow[1].flag) == (1300, 1)
    )


def test_a_record_is_as_wide_as_its_numbers_say() -> None:
    kind = record_type(Narrow)
    sizes = {name: kind[name].itemsize for name in ("flag", "count", "code")}
    assert sizes == {"flag": 1, "count": 2, "code": 4}
    assert record_type(Inner)["whole"].itemsize == 8


def test_records_have_64_bits_and_nest() -> None:
    kind = record_type(Row)
    assert {name: str(kind[name]) for name in kind.names or ()} == {
        "count": "int64",
        "share": "float64",
    }


@pytest.mark.parametrize("memory", [Arrays(), Objects()])
def test_a_pattern_is_copied_when_it_is_assigned(memory: Memory) -> None:
    rows, pattern = memory.empty(Row, 2), memory.pattern(Row(4, 0.75))
    rows[0] = pattern[0]
    memory.view(rows)[0].count = 9
    rows[1] = pattern[0]
    assert memory.records(Row, rows, 2).tolist() == [(9, 0.75), (4, 0.75)]


@pytest.mark.parametrize("memory", [Arrays(), Objects()])
def test_the_key_of_a_column_keeps_its_bits(memory: Memory) -> None:
    column = memory.column(np.array([1, 2**64 - 1], np.uint64))
    assert list(column) == [1, -1]


LATE = """
import numba, os
from sim.native.compiling import cache_folder, compiler, usable
usable()
os.environ["NUMBA_NUM_THREADS"] = "1"  # numba reads its settings anew when one has changed
numba.njit(lambda: 1)()
import sums
from test_programs import machine
from sim.native.memory import Arrays
compiler(sums)(sums.add_up)(machine(Arrays()), 7)
print(len(list(cache_folder().glob("**/sums.add_up*.nbi"))))
"""


@pytest.mark.slow
def test_code_is_kept_with_its_version_whatever_else_uses_numba(tmp_path: Path) -> None:
    if not usable():
        pytest.skip("compiled code needs the extra fast")
    here, root = Path(__file__).parent, Path(__file__).parents[2]
    paths = {"PYTHONPATH": f"{root}{os.pathsep}{here}", "NUMBA_CACHE_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", LATE],
        cwd=tmp_path,
        env=os.environ | paths,
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == "1"
