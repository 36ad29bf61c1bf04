"""Compiling: makes machine code of programs in plain Python, and keeps it on disk.

numba's own cache goes stale: it looks only at the file of the function that it keeps, not at the
files of the functions that this one calls. So each state of the sources has its own folder, named
after a hash of all sources and of the compiler's versions. There is no fastmath and no vector
mathematics: results equal those of :mod:`math` to the last bit.
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
    *("clock.py", "contract.py", "journeys.py", "episodes.py", "luck.py"),
    *("system", "tables", "native", "rules", "engines", "offered_load", "outcomes"),
)
"""The modules that a program may import: they hold numbers or compute with them."""
NOT_KEPT: Final = "compiled code is not kept: {} (NUMBA_CACHE_DIR=FOLDER names another folder)"
_VERSIONS: Final = 4
"""How many states of the sources keep their machine code."""


def installed() -> bool:
    """Say whether the libraries that compile are installed."""
    return all(find_spec(name) for name in ("numba", "platformdirs"))


def usable() -> bool:
    """Say whether programs can be compiled: numba is installed and not switched off.

    ``NUMBA_DISABLE_JIT`` switches it off. numba is imported here first. Raises
    :exc:`~sim.system.faults.Faults` if it cannot be imported, or rejects a setting.
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
    except (ImportError, OSError) as error:  # too little memory, or a wrong numpy
        expected = f"a numba that can be loaded ({error}); engine=simpy does without"
        raise Faults((Fault("engine", "compiled", expected),)) from error
    return not numba.config.DISABLE_JIT


@cache
def compiler(
    *modules: ModuleType, apart: tuple[Callable[..., Any], ...] = ()
) -> Callable[[Callable[..., Any]], Any]:
    """Return a compiler for functions that are called from outside, with all that they call.

    They may call functions of ``modules`` and of :mod:`sim.luck`. The first call with arguments of
    some types compiles, unless the cache has the code. If some functions are ``apart``, all others
    become part of their callers: the code is faster, and takes longer to compile. Without ``apart``
    the compiler decides.
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
    """Register the functions of a module with numba."""
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
    """Say whether code of these sources is kept on disk, so nothing needs to be compiled.

    The answer is also yes where nothing can be compiled or kept.
    """
    return not usable() or not _is_kept() or any(cache_folder().glob("**/*.nbi"))


def compile_side_by_side(tasks: Sequence[Callable[[], None]]) -> None:
    """Compile programs, one a task, in processes side by side, and say so on stderr.

    The tasks leave the code on disk for later runs.
    """
    sys.stderr.write("tierflow: compiling, once for this version of the sources …\n")
    for _ in shared(_do, tasks, min(len(tasks), joblib.cpu_count())):
        pass


def _do(task: Callable[[], None]) -> None:
    """Do a task; if it fails, the fault is reported where the code is needed."""
    with suppress(Exception):
        task()


@cache
def _is_kept() -> bool:
    """Say whether compiled code can be kept on disk, in a new folder that replaces the oldest.

    Otherwise numba would keep it beside the sources, where it goes stale.
    """
    try:
        folder = cache_folder()
        if not folder.exists():
            folder.mkdir(parents=True, exist_ok=True)
            others = sorted(folder.parent.glob("compiled-*"), key=lambda one: one.stat().st_mtime)
            for old in others[:-_VERSIONS]:
                shutil.rmtree(old, ignore_errors=True)
    except (OSError, RuntimeError) as error:  # RuntimeError: the user has no home folder
        sys.stderr.write(f"tierflow: {NOT_KEPT.format(error)}\n")
        return False
    with suppress(OSError):  # many may read it, and only one may write it
        folder.touch()
    return os.access(folder, os.R_OK | os.X_OK)


@cache
def cache_folder() -> Path:
    """Return the folder of the machine code of these sources on this machine.

    It lies in the user's cache folder, or in ``NUMBA_CACHE_DIR``. Raises :exc:`RuntimeError` for a
    user without a home.
    """
    import platformdirs

    own = os.environ.get("NUMBA_CACHE_DIR")
    return Path(own or platformdirs.user_cache_path("tierflow")) / f"compiled-{_fingerprint()}"


def _fingerprint() -> str:
    """A hash of all sources that may be compiled, and of the compiler's versions."""
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
    """Tell numba to compute luck in 64-bit integers, which wrap where Python must mask."""
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
