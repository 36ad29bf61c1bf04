"""Claim: holds a results folder, so no other process writes there meanwhile.

It is a lock of the operating system, which ends with the process, however that ends; no file is
left.
"""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final

PATIENCE: Final = 3.0
"""Seconds for which a held folder is tried again."""

_AGAIN: Final = 0.05  # seconds between two tries
_TAKEN: Final = (errno.EAGAIN, errno.EACCES)


class TakenError(RuntimeError):
    """Another process writes into the folder."""


@contextmanager
def claimed(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold an existing folder. Raises :class:`TakenError` if another process keeps holding it.

    A process that was just killed may hold it a moment longer, so it is tried for ``patience``
    seconds. A file system without locks lets every process in.
    """
    held = _held(folder, monotonic() + patience)
    try:
        yield
    finally:
        if held is not None:
            os.close(held)


def _held(folder: Path, until: float) -> int | None:
    """Hold a folder as soon as possible; try until an instant."""
    while True:
        try:
            return _hold(folder)
        except TakenError:
            if monotonic() >= until:
                raise
            sleep(_AGAIN)


def holder() -> dict[str, Any]:
    """Return who holds the folder now (this process), for others who want it."""
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    return {"process": os.getpid(), "machine": socket.gethostname(), "since": since}


def told(holder: Any) -> str:
    """Return who holds a folder, in words."""
    if not isinstance(holder, dict) or "process" not in holder:
        return "another process"
    place = f"process {holder['process']} on {holder.get('machine')}"
    return f"{place} since {holder.get('since')}"


if sys.platform == "win32":
    import msvcrt

    def _hold(folder: Path) -> int | None:
        """Lock a file that vanishes when it is closed: Windows cannot lock folders."""
        flags = os.O_RDWR | os.O_CREAT | os.O_TEMPORARY | os.O_NOINHERIT
        try:
            held = os.open(folder / ".claim", flags)
        except PermissionError as error:
            raise TakenError from error
        except OSError:
            return None
        try:
            msvcrt.locking(held, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            os.close(held)
            raise TakenError from error
        return held

else:
    import fcntl

    def _hold(folder: Path) -> int | None:
        """Lock the folder itself, which leaves no file behind."""
        try:
            held = os.open(folder, os.O_RDONLY)
        except OSError:
            return None
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(held)
            if error.errno in _TAKEN:
                raise TakenError from error
            return None
        return held
