"""Command: what surrounds the work of every command line.

Whatever is wrong is said in a line, with the way out, and never as a traceback; what a terminal
cannot show is replaced; streams that are closed, full or read by nobody cost no results.
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
    """What was asked for was right, and could not be done to its end."""


def carried_out(work: Callable[[], int]) -> int:
    """Do the work of a command and return its exit code.

    2 after a line for each fault of the input, or for a file that cannot be opened; 1 if something
    failed later; 130 if it was interrupted, 143 if it was told to stop.
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
    """Somebody has told us to stop."""


@contextmanager
def _told_to_stop() -> Iterator[None]:
    """Put things in order before we stop, when a batch system or a container tells us to."""

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
    """Run something whose results go to a folder, which may become full or be taken away."""
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
    """Print something on stdout; if nobody reads it any more, that is no fault."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        _forget(sys.stdout)
    except OSError as error:
        _forget(sys.stdout)
        raise FailedError(f"nothing can be printed: {_what(error)}") from error


def in_words(error: OSError, place: Path | str | None = None) -> str:
    """Return where something went wrong, what, and the way out."""
    where = error.filename if isinstance(error.filename, str) else place
    what = f"{where}: {_what(error)}" if where else _what(error)
    way = _WAYS.get(error.errno or 0)
    return f"{what}; {way}" if way else what


def _what(error: OSError) -> str:
    return os.strerror(error.errno) if error.errno else " ".join(str(error).split())


def _mend_streams() -> None:
    """Give closed streams a place to write to, before a file takes it, and let all be printed."""
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
    """A stream whose messages may be lost: no run ends because nobody can be told how it goes."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        """Write to where a stream writes, and keep it: it closes its file when it goes."""
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
        """Hand on what was written, if possible."""
        with suppress(OSError):
            super().flush()


def _occupied(number: int) -> int:
    """Take the number of a closed stream for nothing, for us and for our workers, if it is free.

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
    """Hand on what is printed, so that nothing is left to fail when Python ends."""
    try:
        sys.stdout.flush()
    except OSError:
        _forget(sys.stdout)


def _forget(stream: TextIO | Any) -> None:
    """Lead a stream to nowhere, with what it still holds."""
    with suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
