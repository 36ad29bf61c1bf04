"""Origin: in which of a planner's own files a faulty key stands, and on which line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from sim.config.compose import files_of
from sim.config.folders import own_folder
from sim.config.ranges import VALUE
from sim.config.reading import Line, Written, written
from sim.config.source import package_of
from sim.config.words import shown
from sim.system.faults import Fault, Faults

Parts = tuple[str, ...]

_TOP: Final = 2  # parts of a key whose whole is a part of the model, which many files have


def placed(
    faults: Sequence[Fault], overrides: Sequence[str], extra: Path | str | None = None
) -> tuple[Fault, ...]:
    """Return faults of a configuration, each with the file and the line that its key stands on.

    Those of overrides and of the shipped files stay as they are, as do all without an own folder.
    """
    own = own_folder(extra)
    if own is None:
        return tuple(faults)
    files = list(_read(own, overrides))
    keys = [text.partition("=")[0].lstrip("+~") for text in overrides]
    typed = [_path(key) for key in keys if "." in key]  # the others choose files
    return tuple(_placed(fault, files, typed) for fault in faults)


def _read(own: Path, overrides: Sequence[str]) -> Iterator[tuple[Parts, Written]]:
    """The own files of a configuration, the last to be put together first, and where they go."""
    for place in files_of(overrides, own):
        with suppress(Faults):  # such a file is told by its lines
            if (own / place).is_file():
                found = written(own / place, place)
                package = package_of(found, place) or place.partition("/")[0]
                yield _path(shown(package)), found


def _placed(fault: Fault, files: Sequence[tuple[Parts, Written]], typed: Sequence[Parts]) -> Fault:
    key = _path(fault.key)
    if len(key) < _TOP or any(key[: len(one)] == one[: len(key)] for one in typed):
        return fault  # of what was typed, at least in part
    wholes = (key, key[:-1])  # what is missing is missing in what it belongs to
    for whole in wholes if len(key) > _TOP else wholes[:1]:
        for package, found in files:
            line = _line(whole, package, found)
            if line is not None:
                return replace(fault, where=f"{line.place}, line {line.number}")
    return fault


def _line(key: Parts, package: Parts, found: Written) -> Line | None:
    """Where exactly a key stands in a file; None if it does not."""
    inside = key[len(package) :]
    if key[: len(package)] != package:
        return None
    return found.lines.get(inside) or next(
        (line for path, line in found.lines.items() if _without_value(path) == inside), None
    )


def _without_value(path: Parts) -> Parts:
    """The path of a number, whether or not it is written with a range."""
    return tuple(part for part in path if part != VALUE)


def _path(key: str) -> Parts:
    """The parts of a dotted key; an item of a list by its number."""
    parts = re.sub(r"\[(\d+)\]", r".\1", key).split(".")
    return tuple(part for part in parts if part not in ("", "_global_"))
