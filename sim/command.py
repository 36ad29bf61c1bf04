"""Command: error messages, signals and streams around the work of every command.

Errors are told in one line, with a way out, and never as a traceback. Characters that a terminal
cannot show are replaced. Streams that are closed, full or unread never cost results.
"""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any, Final, TextIO

from sim.system.faults import Fault, Faults

FAILED: Final = 1
REFUSED: Final = 2
INTERRUPTED: Final = 130
STOPPED: Final = 143

_STREAMS: Final = ("stdin", "stdout", "stderr")
_SPACE: Final = (
    "free some space, or name another folder (out=FOLDER, or TMPDIR for temporary files)"
)
_RIGHT: Final = "name a folder that you may write to (out=FOLDER)"
_FILES: Final = "let more files be open (ulimit -n 1024)"
_MEMORY: Final = "fewer workers need less memory and fewer processes (run.workers=1)"
_WAYS: Final = {
    errno.ENOSPC: _SPACE,
    errno.EDQUOT: _SPACE,
    errno.EFBIG: "let files be larger (ulimit -f unlimited)",
    errno.EACCES: _RIGHT,
    errno.EPERM: _RIGHT,
    errno.EROFS: _RIGHT,
    errno.EMFILE: _FILES,
    errno.ENFILE: _FILES,
    errno.ENOMEM: _MEMORY,
    errno.EAGAIN: _MEMORY,
}


class FailedError(RuntimeError):
    """The input was right, but the work could not be finished."""


def carried_out(work: Callable[[], int]) -> int:
    """Do the work of a command and return its exit code.

    The code is 2 after a line for each fault of the input, or for a file that cannot be opened; 1
    if something failed later; 130 if it was interrupted, 143 if it was told to stop.
    """
    _mend_streams()
    try:
        with _told_to_stop():
            return work()
    except Faults as faults:
        count = len(faults.faults)
        say(f"{count} fault{'s' if count > 1 else ''} in the input; nothing was run\n{faults}")
        return REFUSED
    except FailedError as error:
        say(str(error))
        return FAILED
    except MemoryError:
        say(f"not enough memory; {_MEMORY}")
        return FAILED
    except OSError as error:
        say(in_words(error))
        return REFUSED
    except KeyboardInterrupt as error:
        told = isinstance(error, StoppedError)
        say(f"{'stopped' if told else 'interrupted'}; the same command goes on")
        return STOPPED if told else INTERRUPTED
    finally:
        _drain()


class StoppedError(KeyboardInterrupt):
    """A signal has told this process to stop."""


@contextmanager
def _told_to_stop() -> Iterator[None]:
    """Stop in order when a batch system or a container says so."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise StoppedError

    alone = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGTERM, stop) if alone else None
    try:
        yield
    finally:
        if alone:
            signal.signal(signal.SIGTERM, before)


def say(text: str) -> None:
    """Say something on stderr."""
    sys.stderr.write(f"tierflow: {text}\n")


@contextmanager
def begun(out: Path) -> Iterator[None]:
    """Run something that writes to a folder, and report a folder that is full or gone."""
    there = next((one for one in (out, *out.absolute().parents) if one.exists()), out)
    closed = not (there.is_dir() and os.access(there, os.W_OK | os.X_OK)) and not out.is_file()
    try:
        yield
    except OSError as error:
        if closed:
            expected = f"a folder that you may write to ({in_words(error)})"
            raise Faults((Fault("out", str(out), expected),)) from error
        what = f"{in_words(error, out)}; the same command goes on with what is not done"
        raise FailedError(what) from error


@contextmanager
def printing() -> Iterator[None]:
    """Print something on stdout; a reader that has gone is not a fault."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        _forget(sys.stdout)
    except OSError as error:
        _forget(sys.stdout)
        raise FailedError(f"nothing can be printed: {_what(error)}") from error


def in_words(error: OSError, place: Path | str | None = None) -> str:
    """Return where something went wrong, what it was, and the way out."""
    where = error.filename if isinstance(error.filename, str) else place
    what = f"{where}: {_what(error)}" if where else _what(error)
    way = _WAYS.get(error.errno or 0)
    return f"{what}; {way}" if way else what


def _what(error: OSError) -> str:
    return os.strerror(error.errno) if error.errno else " ".join(str(error).split())


def _mend_streams() -> None:
    """Give closed streams a target, before a file takes their number; let all text be printed."""
    closed = [n for n, name in enumerate(_STREAMS) if getattr(sys, name) is None]
    places = {number: _occupied(number) for number in closed}
    for number, place in places.items():
        stream = open(place, "w" if number else "r", encoding="utf-8", closefd=False)  # noqa: SIM115
        setattr(sys, _STREAMS[number], stream)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    if type(sys.stderr) is io.TextIOWrapper:
        sys.stderr = _Forgiving(sys.stderr)


class _Forgiving(io.TextIOWrapper):
    """A stream whose messages may be lost: a run must not end because of them."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        """Write to the file of a stream, and keep the stream: it would close its file."""
        super().__init__(
            stream.buffer, encoding=stream.encoding, errors="backslashreplace", line_buffering=True
        )
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a message if possible."""
        with suppress(OSError):
            super().write(text)
        return len(text)

    def flush(self) -> None:
        """Flush, if possible."""
        with suppress(OSError):
            super().flush()


def _occupied(number: int) -> int:
    """Occupy the number of a closed stream, if it is free, in this process and its workers.

    Returns the number that was taken.
    """
    null = os.open(os.devnull, os.O_RDWR)
    try:
        os.fstat(number)
    except OSError:
        os.dup2(null, number)
        os.close(null)
        null = number
    if null == number:
        os.set_inheritable(number, True)
    return null


def _drain() -> None:
    """Flush all output now: nothing is left to fail when Python ends."""
    try:
        sys.stdout.flush()
    except OSError:
        _forget(sys.stdout)


def _forget(stream: TextIO | Any) -> None:
    """Redirect a stream to nowhere, with what it still holds."""
    with suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
