"""Passing: a folder for results that are not kept; removed afterwards, or by the next study."""

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
"""Seconds in which a new folder may not be claimed yet by the process that made it."""


@contextmanager
def passing() -> Iterator[Path]:
    """Give a folder that is removed afterwards."""
    with suppress(OSError):  # the folder may be written to, but not read
        remove_forgotten(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as folder:
        yield Path(folder)


def remove_forgotten(temporary: Path) -> None:
    """Remove such folders of killed processes: no process claims them any more."""
    for folder in temporary.iterdir():
        with suppress(OSError, TakenError):
            if _OWN.fullmatch(folder.name) and _is_old(folder) and Store(folder).study():
                with claimed(folder, patience=0.0):
                    shutil.rmtree(folder)


def _is_old(folder: Path) -> bool:
    return time.time() - folder.stat().st_mtime > _NEW
