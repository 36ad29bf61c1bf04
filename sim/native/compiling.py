"""Compiling: programs, which are plain Python, as machine code kept on disk.

numba's own cache goes stale: it looks only at the file of the function that it keeps, not at those
of the functions inside. So each state of the sources has a folder of its own, named after a hash of
them all and of the versions of what compiles them. No fastmath and no vector mathematics: the last
bit is that of :mod:`math`.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.util import find_spec
from inspect import getmembers, isfunction
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import joblib

from sim import luck
from sim.system.faults import Fault, Faults
from sim.workers import shared

_SOURCES: Final = (
    *("clock.py", "contract.py", "journeys.py", "luck.py"),
    *("system", "tables", "native", "rules", "engines", "offered_load", "outcomes"),
)
"""All that a program may import: what holds numbers or computes with them."""
NOT_KEPT: Final = "compiled code is not kept: {} (NUMBA_CACHE_DIR=FOLDER names another folder)"
_VERSIONS: Final = 4
"""States of the sources whose machine code is kept."""


def installed() -> bool:
    """Say whether the libraries that compile are there."""
    return all(find_spec(name) for name in ("numba", "platformdirs"))


def usable() -> bool:
    """Say whether programs can be compiled: numba is there, and not told not to.

    It is told so by ``NUMBA_DISABLE_JIT``. Here it is imported first. Raises
    :exc:`~sim.system.faults.Faults` if it cannot be, or for a setting that it does not take.
    """
    if not installed():
        return False
    os.environ.setdefault("NUMBA_DISABLE_INTEL_SVML", "1")
    threads = os.environ.get("NUMBA_NUM_THREADS", "1")
    if not threads.isdecimal() or int(threads) < 1:
        expected = "a number from 1 up, or no such variable in the environment"
        raise Faults((Fault("NUMBA_NUM_THREADS", threads, expected),))
    try:
        import numba
    except (ImportError, OSError) as error:  # too little memory, or another numpy than it takes
        expected = f"a numba that can be loaded ({error}); engine=simpy does without"
        raise Faults((Fault("engine", "compiled", expected),)) from error
    return not numba.config.DISABLE_JIT


@cache
def compiler(
    *modules: ModuleType, apart: tuple[Callable[..., Any], ...] = ()
) -> Callable[[Callable[..., Any]], Any]:
    """Return what compiles a function that is called from outside, with all it calls in modules.

    Functions of :mod:`sim.luck` may be called too. It is compiled when it is first called with
    arguments of some types, unless the cache has that. If some functions are to be ``apart``, all
    others become part of their callers: code that is faster, and takes longer to compile. Without,
    that is left to the compiler.
    """
    import numba

    from sim.native.keeping import KeptCode
    from sim.native.parts import WholeCompiler

    _tell(luck, ())
    for module in modules:
        _tell(module, apart)
    jit = numba.njit(nogil=True, pipeline_class=WholeCompiler, **_OPTIONS)

    def compile_(function: Callable[..., Any]) -> Any:
        program = jit(function)
        if _is_kept():
            # numba forgets it when an environment variable of its own has changed.
            numba.config.CACHE_DIR = str(cache_folder())
            program._cache = KeptCode(function)
        return program

    return compile_


_OPTIONS: Final = {"no_cfunc_wrapper": True, "_nrt": False}  # nothing is allocated or counted


@cache
def _tell(module: ModuleType, apart: tuple[Callable[..., Any], ...]) -> None:
    """Tell numba of the functions of a module."""
    import numba

    from sim.native.parts import PartCompiler

    for _, function in getmembers(module, isfunction):
        if function.__module__ == module.__name__ and function is not luck.uniform:
            inlined = bool(apart) and function not in apart
            options = _OPTIONS | {"forceinline": inlined, "pipeline_class": PartCompiler}
            numba.extending.register_jitable(**options)(function)
    if module is luck:
        _register_uniform()


def any_kept() -> bool:
    """Say whether there is nothing to be compiled: some code of these sources is kept on disk.

    So say those, too, who cannot compile, or cannot keep anything.
    """
    return not usable() or not _is_kept() or any(cache_folder().glob("**/*.nbi"))


def compile_side_by_side(tasks: Sequence[Callable[[], None]]) -> None:
    """Do tasks of which each compiles a program, in processes at the same time, and say so.

    They leave what they have compiled on disk, for everybody.
    """
    sys.stderr.write("tierflow: compiling, once for this version of the sources …\n")
    for _ in shared(_do, tasks, min(len(tasks), joblib.cpu_count())):
        pass


def _do(task: Callable[[], None]) -> None:
    """Do a task; what cannot be compiled here says so where it is needed."""
    with suppress(Exception):
        task()


@cache
def _is_kept() -> bool:
    """Say whether compiled code can be kept on disk: in a folder that takes the oldest's place.

    Where it cannot, numba would keep it beside the sources, and it would go stale.
    """
    try:
        folder = cache_folder()
        if not folder.exists():
            folder.mkdir(parents=True, exist_ok=True)
            others = sorted(folder.parent.glob("compiled-*"), key=lambda one: one.stat().st_mtime)
            for old in others[:-_VERSIONS]:
                shutil.rmtree(old, ignore_errors=True)
    except (OSError, RuntimeError) as error:  # the second: nobody knows where home is
        sys.stderr.write(f"tierflow: {NOT_KEPT.format(error)}\n")
        return False
    with suppress(OSError):  # it may be read by many and written by one
        folder.touch()
    return os.access(folder, os.R_OK | os.X_OK)


@cache
def cache_folder() -> Path:
    """Return the folder of the machine code that these sources give here.

    It lies in the user's cache folder, or in ``NUMBA_CACHE_DIR``. Raises :exc:`RuntimeError` for a
    user without a home.
    """
    import platformdirs

    own = os.environ.get("NUMBA_CACHE_DIR")
    return Path(own or platformdirs.user_cache_path("tierflow")) / f"compiled-{_fingerprint()}"


def _fingerprint() -> str:
    """A hash of all sources that may be compiled, and of what compiles them."""
    root = Path(luck.__file__).parent
    digest = blake2b(digest_size=10)
    for file in sorted(_sources(root)):
        digest.update(f"{file.relative_to(root).as_posix()}\0".encode() + file.read_bytes())
    versions = (sys.version, *(version(name) for name in ("numba", "llvmlite", "numpy")))
    digest.update("\0".join(versions).encode())
    return digest.hexdigest()


def _sources(root: Path) -> Iterator[Path]:
    """The files that may be compiled."""
    for path in (root / name for name in _SOURCES):
        yield from path.rglob("*.py") if path.is_dir() else [path]


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
