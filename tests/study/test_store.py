"""Files appear whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from sim.files import write_table, write_text


def test_a_write_that_breaks_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "note.txt"
    write_text("before", path)
    with pytest.raises(UnicodeEncodeError):
        write_text("after \ud800", path)
    assert path.read_text() == "before"
    assert list(path.parent.iterdir()) == [path]


def test_a_table_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    unwritable = pa.table({"a": pa.array([None], pa.month_day_nano_interval())})
    with pytest.raises(pa.ArrowException):
        write_table(unwritable, tmp_path / "table.parquet")
    assert list(tmp_path.iterdir()) == []
