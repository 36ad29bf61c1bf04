"""Folders of results that nobody keeps: those of the dead are removed, and no other."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sim.study.claim import claimed
from sim.study.passing import passing, remove_forgotten


def left(folder: Path, name: str, age: float = 3600.0, *, study: str = '{"digest": "1"}') -> Path:
    """A folder in which something lies since a while."""
    (folder / name).mkdir()
    (folder / name / "study.json").write_text(study)
    now = (folder / name).stat().st_mtime
    os.utime(folder / name, (now - age, now - age))
    return folder / name


def test_what_the_dead_have_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    dead = left(tmp_path, "tierflow-study-abcdefgh")
    held = left(tmp_path, "tierflow-study-ijklmnop")
    kept = [
        held,
        left(tmp_path, "tierflow-study-justmade", age=1.0),
        left(tmp_path, "tierflow-study-of-mine-"),
        left(tmp_path, "tierflow-study-notours1", study="mine"),
        left(tmp_path, "thesis"),
    ]
    with claimed(held):
        remove_forgotten(tmp_path)
    assert not dead.exists()
    assert all(path.exists() for path in kept)


def test_a_passing_folder_is_gone_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left(tmp_path, "tierflow-study-abcdefgh")
    with passing() as folder:
        assert list(tmp_path.iterdir()) == [folder]
    assert list(tmp_path.iterdir()) == []
