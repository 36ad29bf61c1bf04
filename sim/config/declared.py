"""What a module's source declares, read without running any of it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec
from importlib.util import decode_source, resolve_name
from pathlib import Path

_MOST_STEPS = 20  # from a class to its base, module by module


def derives(module: str, name: str, base: type, steps: int = _MOST_STEPS) -> bool:
    """Return whether a module's source declares a name as a class that derives from ``base``."""
    if (module, name) == (base.__module__, base.__qualname__):
        return True
    source = source_of(module) if steps else None
    if source is None:
        return False
    classes, imported = _declared(*source)
    if name in classes:
        return any(
            derives(*_origin(one, module, imported), base, steps - 1) for one in classes[name]
        )
    return name in imported and derives(*_origin(name, module, imported), base, steps - 1)


def source_of(module: str) -> tuple[str, str] | None:
    """Return the source of a module and the package that it is in, or None; nothing is imported."""
    spec = _spec(module)
    if spec is None or spec.origin is None or not spec.origin.endswith(".py"):
        return None
    package = module if spec.submodule_search_locations else module.rpartition(".")[0]
    try:
        read = getattr(spec.loader, "get_source", None)
        text = read(module) if read else decode_source(Path(spec.origin).read_bytes())
    except (OSError, ImportError, SyntaxError, UnicodeDecodeError):
        return None
    return (text, package) if isinstance(text, str) else None


def _spec(module: str) -> ModuleSpec | None:
    """Where a module is; unlike importlib's own function, without importing its packages."""
    folders: Sequence[str] | None = None
    spec = None
    names = module.split(".")
    for depth, name in enumerate(names):
        if depth and folders is None:
            return None  # below a module that is no package
        spec = _found(".".join(names[: depth + 1]), folders)
        if spec is None:
            return None
        if spec.origin is None and spec.submodule_search_locations is not None:  # without __init__
            folders = [str(Path(one) / name) for one in (sys.path if folders is None else folders)]
        else:
            folders = spec.submodule_search_locations
    return spec


def _found(name: str, folders: Sequence[str] | None) -> ModuleSpec | None:
    for finder in sys.meta_path:
        find = getattr(finder, "find_spec", None)
        try:
            spec = find(name, folders) if find else None
        except KeyError:  # a folder without __init__ in another, which Python would import first
            return ModuleSpec(name, None, is_package=True)
        if isinstance(spec, ModuleSpec):
            return spec
    return None


def _declared(text: str, package: str) -> tuple[dict[str, list[str]], dict[str, tuple[str, str]]]:
    """The classes of a source with their bases, and its names from elsewhere: module and name."""
    classes: dict[str, list[str]] = {}
    imported: dict[str, tuple[str, str]] = {}
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return classes, imported
    for node in _statements(tree.body):
        if isinstance(node, ast.ClassDef):
            classes[node.name] = [ast.unparse(base) for base in node.bases]
        elif isinstance(node, ast.ImportFrom):
            where = _absolute(node, package)
            imported |= {one.asname or one.name: (where, one.name) for one in node.names}
        elif isinstance(node, ast.Import):
            imported |= {one.asname: (one.name, "") for one in node.names if one.asname}
    return classes, imported


def _statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a module, those under a condition too."""
    for node in body:
        yield node
        if isinstance(node, ast.If | ast.Try):
            yield from _statements([*node.body, *node.orelse])


def _absolute(node: ast.ImportFrom, package: str) -> str:
    try:
        return resolve_name("." * node.level + (node.module or ""), package)
    except ImportError:
        return ""


def _origin(name: str, module: str, imported: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """The module and the name in it that a name, dotted or not, stands for."""
    head, _, rest = name.partition(".")
    where, original = imported.get(head, ("", ""))
    whole = ".".join(part for part in (where, original, rest) if part) if where else name
    if "." not in whole:
        return module, whole
    found, _, last = whole.rpartition(".")
    return found, last
