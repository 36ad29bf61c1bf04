"""Ways in which a results folder comes to be wrong: cut, edited, swapped, another's, or hostile."""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

TABLES = ("levels", "differences", "flows", "weekly", "drift")
FILES = ("study.json", *(f"{name}.parquet" for name in TABLES), "scenarios/today.yaml")
SECRET = "a secret of somebody else"

ODD: tuple[Any, ...] = (
    *(None, True, -1, 0, 2**70, 1e308, -1e308, 0.5, math.nan, math.inf, "", "x" * 20_000),
    *("../../secret", "/etc/passwd", "a\0b", "<script>alert(1)</script>", "\u202e\ud800", "1"),
    *([], {}, [[[]]], {"name": 3}, [{"name": "today"}] * 3, ["a"], "today", "2026-01-01"),
)


def smaller(folder: Path, scenarios: tuple[str, ...] = ("today", "outreach")) -> None:
    """Leave a few scenarios of a folder only, so that it is drawn fast."""
    study = json.loads((folder / "study.json").read_text("utf-8"))
    study["scenarios"] = [one for one in study["scenarios"] if one["name"] in scenarios]
    (folder / "study.json").write_text(json.dumps(study), "utf-8")
    for name in TABLES:
        table = pq.read_table(folder / f"{name}.parquet")
        chosen = pc.is_in(table["scenario"], pa.array(scenarios))
        pq.write_table(table.filter(chosen), folder / f"{name}.parquet")


def tamper(folder: Path, random: Random) -> None:
    """Do something to a folder, or several things."""
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        random.choice(WAYS)(folder, random)


def _file(folder: Path, random: Random) -> Path:
    return folder / random.choice(FILES)


def _bytes(folder: Path, random: Random) -> None:
    """Cut a file, or change some of it."""
    path = _file(folder, random)
    if not path.is_file():
        return
    content = bytearray(path.read_bytes())
    at = random.randrange(len(content) + 1)
    match random.randrange(4):
        case 0:
            del content[at:]
        case 1:
            content[at : at + random.randrange(1, 200)] = bytes(random.randrange(200))
        case 2:
            content[at:at] = random.randbytes(random.randrange(1, 50))
        case _:
            for _ in range(random.choice((1, 5, 50))):
                if content:
                    content[random.randrange(len(content))] = random.randrange(256)
    _replace(path, bytes(content))


def _replace(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)


def _moved(folder: Path, random: Random) -> None:
    """Swap two files, take one away, or put something else in its place."""
    path, other = _file(folder, random), _file(folder, random)
    if not (path.is_file() and other.is_file()):
        return
    match random.randrange(5):
        case 0:
            first, second = path.read_bytes(), other.read_bytes()
            _replace(path, second)
            _replace(other, first)
        case 1:
            path.unlink()
        case 2:
            path.unlink()
            path.mkdir()
        case 3:
            path.unlink()
            path.symlink_to(folder.parent / "secret.yaml")
        case _ if not (folder / "scenarios").is_symlink():
            shutil.rmtree(folder / "scenarios")
            (folder / "scenarios").symlink_to(folder.parent)


def _study(folder: Path, random: Random) -> None:
    """Edit ``study.json``: a value somewhere in it, or a key."""
    try:
        study = json.loads((folder / "study.json").read_bytes())
    except (OSError, ValueError):
        return
    part: Any = study
    while isinstance(part, dict | list) and part:
        key = random.choice(list(part) if isinstance(part, dict) else range(len(part)))
        if not isinstance(part[key], dict | list) or not part[key] or random.random() < 0.3:
            break
        part = part[key]
    else:
        return
    if random.random() < 0.25:
        del part[key]
    else:
        part[key] = random.choice(ODD)
    text = json.dumps(study)
    _replace(folder / "study.json", text.encode())


def _table(folder: Path, random: Random) -> None:
    """Edit a table: a column of it, a cell, or its rows."""
    path = folder / f"{random.choice(TABLES)}.parquet"
    try:
        table = pq.read_table(path)
    except (OSError, pa.ArrowException):
        return
    at = random.randrange(table.num_columns) if table.num_columns else None
    if at is None:
        return
    name, column = table.column_names[at], table.column(at)
    match random.randrange(7):
        case 0:
            table = table.drop_columns([name])
        case 1:
            kind = random.choice([pa.string(), pa.float32(), pa.int64(), pa.bool_(), pa.binary()])
            table = table.set_column(at, name, pa.nulls(table.num_rows, kind))
        case 2:
            table = table.rename_columns({name: random.choice(["x", "scenario", "mean"])})
        case 3:
            table = table.append_column(name, column)
        case 4:
            table = table.take(
                pa.array([random.randrange(table.num_rows or 1)] * 3)[: table.num_rows]
            )
        case _:
            table = table.set_column(at, name, _edited(column, random))
    path.unlink()
    pq.write_table(table, path)


def _edited(column: pa.ChunkedArray, random: Random) -> pa.Array:
    """A column with some odd cells of its own kind."""
    cells = column.to_pylist()
    for _ in range(random.choice((1, 3, len(cells)))):
        if cells:
            cells[random.randrange(len(cells))] = random.choice((*ODD, cells[0]))
    fitting = [cell if _fits(cell, column.type) else None for cell in cells]
    return pa.array(fitting, column.type)


def _fits(cell: Any, kind: pa.DataType) -> bool:
    try:
        pa.array([cell], kind)
    except (pa.ArrowException, OverflowError, UnicodeError, ValueError, TypeError):
        return False
    return True


WAYS: tuple[Callable[[Path, Random], None], ...] = (_bytes, _moved, _study, _study, _table, _table)
