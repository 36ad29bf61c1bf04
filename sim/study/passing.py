"""A folder for the results of a study that nobody keeps: gone afterwards, or with the next one."""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from sim.study.claim import TakenError, claimed
from sim.study.store import Store

_PREFIX: Final = "tierflow-study-"
_OWN: Final = re.compile(rf"{_PREFIX}\w{{8}}")
_NEW: Final = 60.0
"""Seconds in which a folder may not be claimed yet by who has made it."""


@contextmanager
def passing() -> Iterator[Path]:
    """Give a folder that is forgotten afterwards."""
    with suppress(OSError):  # a folder that may be written to, but not read
        remove_forgotten(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as folder:
        yield Path(folder)


def remove_forgotten(temporary: Path) -> None:
    """Remove such folders of those who were killed: nobody claims them any more."""
    for folder in temporary.iterdir():
        with suppress(OSError, TakenError):
            if _OWN.fullmatch(folder.name) and _is_old(folder) and Store(folder).study():
                with claimed(folder, patience=0.0):
                    shutil.rmtree(folder)


def _is_old(folder: Path) -> bool:
    return time.time() - folder.stat().st_mtime > _NEW
