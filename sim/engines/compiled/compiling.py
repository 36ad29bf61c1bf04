"""Compiling: the rules and the machine, which are plain Python, as machine code kept on disk.

numba's own cache goes stale: it looks only at the file of the function that it keeps, not at those
of the functions inside. So each state of the sources has a folder of its own, named after a hash of
them all and of the versions of what compiles them. No fastmath and no vector mathematics: the last
bit is that of :mod:`math`. Rules and loop are compiled apart and call each other by address, which
halves the time that it takes.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import blake2b
from importlib import import_module
from importlib.metadata import version
from inspect import getmembers, isfunction
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, Final, NamedTuple

import platformdirs

from sim import luck, rules
from sim.contract import Patient
from sim.engines.compiled import living, loop, ranks, serving, slots
from sim.engines.compiled.memory import record_type
from sim.engines.compiled.rows import Work
from sim.tables.rows import ShiftRow

_MACHINE: Final = (ranks, slots, serving, living, loop)
_SOURCES: Final = ("clock.py", "contract.py", "luck.py", "system", "tables", "rules", "engines")
"""All that a rule may import: what holds numbers in the layers below the engines."""
_VERSIONS: Final = 4
"""States of the sources whose machine code is kept."""


class Loop(NamedTuple):
    """The two functions of the loop that are called from outside."""

    play: Callable[..., int]
    write_inside: Callable[..., int]


def switched_off() -> bool:
    """Say whether numba, imported here first, is told not to compile (``NUMBA_DISABLE_JIT``)."""
    os.environ.setdefault("NUMBA_DISABLE_INTEL_SVML", "1")
    import numba

    return bool(numba.config.DISABLE_JIT)


@cache
def compiled_loop() -> Loop:
    """Return the loop, which is compiled when it is first called, unless the cache has it."""
    jit = _jit()
    return Loop(jit(loop.play), jit(loop.write_inside))


@cache
def compiled_rules(tables: Any, state: Any) -> Any:
    """Return the rules as a bundle of compiled functions, for these types of tables and state."""
    from numba import float64, from_dtype, int64, void

    from sim.engines.compiled.bundles import Bundle

    patient, ask, shift = (from_dtype(record_type(kind)) for kind in (Patient, Work, ShiftRow))
    question = int64(tables, state, float64, patient, ask)
    forms = {"arrive": question, "next_step": question, "tick": void(tables, state, shift)}
    functions = {name: _jit()(getattr(rules, name)) for name in forms}
    for name, form in forms.items():
        functions[name].compile(form)
    return Bundle(functions)


@cache
def _jit() -> Any:
    """Tell numba of all functions, and return what compiles one that is called from outside."""
    import numba

    folder = cache_folder()
    kept = _make(folder)
    if not any(folder.glob("**/*.nbi")):
        sys.stderr.write("tierflow: compiling the rules, once for this version of them …\n")
    numba.config.CACHE_DIR = str(folder)
    options = {"no_cfunc_wrapper": True, "_nrt": False}  # nothing is allocated or counted
    _register_uniform()
    for function in _functions():
        numba.extending.register_jitable(**options)(function)
    return numba.njit(cache=kept, nogil=True, **options)


def _make(folder: Path) -> bool:
    """Make the folder in the place of the oldest, and say whether code can be kept there.

    Where it cannot, numba would keep it beside the sources, and it would go stale.
    """
    try:
        if not folder.exists():
            folder.mkdir(parents=True)
            others = sorted(folder.parent.glob("compiled-*"), key=lambda one: one.stat().st_mtime)
            for old in others[:-_VERSIONS]:
                shutil.rmtree(old, ignore_errors=True)
        folder.touch()
    except OSError as error:
        sys.stderr.write(f"tierflow: compiled code is not kept: {error}\n")
        return False
    return os.access(folder, os.W_OK)


def cache_folder() -> Path:
    """Return the folder of the machine code that these sources give here.

    It lies in the user's cache folder, or in ``NUMBA_CACHE_DIR``.
    """
    own = os.environ.get("NUMBA_CACHE_DIR")
    return Path(own or platformdirs.user_cache_path("tierflow")) / f"compiled-{_fingerprint()}"


def _fingerprint() -> str:
    """A hash of all sources that may be compiled, and of what compiles them."""
    root = Path(luck.__file__).parent
    found = [root / name for name in _SOURCES]
    files = [file for path in found for file in (path.rglob("*.py") if path.is_dir() else [path])]
    digest = blake2b(digest_size=10)
    for file in sorted(files):
        digest.update(f"{file.relative_to(root).as_posix()}\0".encode() + file.read_bytes())
    versions = (sys.version, *(version(name) for name in ("numba", "llvmlite", "numpy")))
    digest.update("\0".join(versions).encode())
    return digest.hexdigest()


def _functions() -> Iterator[Callable[..., Any]]:
    """All functions that compiled code may call: of luck, the rules and the machine."""
    names = (f"{rules.__name__}.{found.name}" for found in iter_modules(rules.__path__))
    for module in (luck, rules, *map(import_module, names), *_MACHINE):
        for _, function in getmembers(module, isfunction):
            if function.__module__ == module.__name__ and function is not luck.uniform:
                yield function


def _register_uniform() -> None:
    """Give luck its form in 64-bit integers, which wrap where Python's are masked."""
    from numba import float64, int64, uint64
    from numba.extending import overload

    golden, unit = uint64(0x9E3779B97F4A7C15), 2.0**-52
    first, second = uint64(0xBF58476D1CE4E5B9), uint64(0x94D049BB133111EB)

    @overload(luck.uniform)
    def _(key, purpose, hop=0, count=0):  # type: ignore[no-untyped-def]
        def uniform(key, purpose, hop=0, count=0):  # type: ignore[no-untyped-def]
            z = uint64(key) + golden * uint64((purpose << 48) | (hop << 36) | count)
            z = (z ^ (z >> uint64(30))) * first
            z = (z ^ (z >> uint64(27))) * second
            return (float64(int64((z ^ (z >> uint64(31))) >> uint64(12))) + 0.5) * unit

        return uniform
