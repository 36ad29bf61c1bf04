"""Keeping: machine code on disk, sealed: a torn file is thrown away and not run.

numba trusts what it finds. An index or code that was cut off, by a full disk or a crash, would stop
every later run; code in which bytes have changed would be run.
"""

from __future__ import annotations

import pickle
import sys
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import numba
from numba.core.caching import FunctionCache, IndexDataCacheFile

from sim.native.compiling import NOT_KEPT

_SEAL: Final = 16  # bytes


class TornError(Exception):
    """A file does not hold what was written."""


class KeptCode(FunctionCache):
    """The code of a function on disk; what cannot be read is compiled again."""

    def __init__(self, function: Any) -> None:
        """Find the files of the function."""
        super().__init__(function)
        name, stamp = self._impl.filename_base, self._impl.locator.get_source_stamp()
        self._cache_file: _Sealed = _Sealed(self._cache_path, name, stamp)

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Return the code for a signature, or None if it has to be compiled."""
        try:
            return super().load_overload(sig, target_context)
        except Exception as error:  # any error that a torn file leads to
            _tell_once(f"kept code is thrown away and compiled again: {error}")
            self._cache_file.clear()
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep the code for a signature, if there is room for it."""
        try:
            super().save_overload(sig, data)
        except OSError as error:
            _tell_once(NOT_KEPT.format(error))


class _Sealed(IndexDataCacheFile):
    """Files that begin with a digest of what follows."""

    def clear(self) -> None:
        """Remove what is there."""
        folder, base = Path(self._cache_path), self._index_name.removesuffix(".nbi")
        with suppress(OSError):
            for path in folder.iterdir():
                if path.name.startswith(f"{base}."):
                    path.unlink(missing_ok=True)

    def _dump(self, obj: Any) -> bytes:
        content: bytes = super()._dump(obj)
        return _seal(content) + content

    def _save_index(self, overloads: Any) -> None:
        content = self._dump((numba.__version__, self._source_stamp, overloads))
        with self._open_for_write(self._index_path) as file:
            file.write(content)

    def _load_index(self) -> Any:
        try:
            version, stamp, overloads = _opened(Path(self._index_path))
        except FileNotFoundError:
            return {}
        fresh = (version, stamp) == (numba.__version__, self._source_stamp)
        return overloads if fresh else {}

    def _load_data(self, name: str) -> Any:
        return _opened(Path(self._data_path(name)))


def _opened(path: Path) -> Any:
    """The content of a file; raises :exc:`TornError` unless it is what was written."""
    whole = path.read_bytes()
    seal, content = whole[:_SEAL], whole[_SEAL:]
    if seal != _seal(content):
        raise TornError(f"{path} is torn")
    return pickle.loads(content)


def _seal(content: bytes) -> bytes:
    return blake2b(content, digest_size=_SEAL).digest()


@cache
def _tell_once(text: str) -> None:
    sys.stderr.write(f"tierflow: {text}\n")
