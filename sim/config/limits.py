"""Limits: between which bounds the model takes a number, and where a range goes beyond them."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from sim.assumptions import Assumption, Kind
from sim.config.document import Document
from sim.config.levers import lever_class
from sim.config.notes import Note, Parts, at
from sim.config.ranges import is_number
from sim.config.usual import HOME, KEY
from sim.system.faults import Fault

_USUAL = ("network", KEY)


@dataclass(frozen=True)
class Limits:
    """What a number may be at a key."""

    low: float = -math.inf
    high: float = math.inf
    whole: bool = False
    """Whether it must be a whole number."""

    def inside(self, end: float) -> float:
        """Return the end of a range, or the last number before it that may be."""
        end = min(max(end, self.low), self.high)
        return float(round(end)) if self.whole else end


def assumptions(
    config: Mapping[str, Any], notes: Sequence[Note]
) -> tuple[tuple[Assumption, ...], list[Fault]]:
    """Return what is said of the numbers of a configuration, and ranges that no number may have."""
    found: list[Assumption] = []
    faults: list[Fault] = []
    for note in notes:
        value = at(config, note.path)
        if not is_number(value):
            continue  # it has been taken away since
        one = _assumption(note, value, limits_at(config, note.path))
        found.append(one)
        ends = [note.said.low, note.said.high]
        if not note.said.cut and [one.low, one.high] != ends:
            faults.append(_beyond(one, ends))
    return tuple(found), faults


def limits_at(config: Mapping[str, Any], path: Parts) -> Limits:
    """Return between which bounds the number at a path may be."""
    root: Any = Document
    if path[:1] == ("policy",) and len(path) > 1:
        root, path = lever_class(at(config, path[:2])), path[2:]
    elif path[:2] == _USUAL:
        path = ("network", "homes" if path[2] == HOME else "facilities", *path[2:])
    for name in path:
        root = _below(_bare(root), name)
    return _limits(root)


def _assumption(note: Note, value: float, limits: Limits) -> Assumption:
    low, high = (
        None if end is None else limits.inside(end) for end in (note.said.low, note.said.high)
    )
    key = ".".join(note.path)
    return Assumption(key, value, low, high, Kind(note.said.kind), note.said.source)


def _beyond(one: Assumption, ends: Sequence[float | None]) -> Fault:
    given = " to ".join(f"{end:g}" for end in ends if end is not None)
    fits = " to ".join(f"{end:g}" for end in (one.low, one.high) if end is not None)
    return Fault(one.key, given, f"a range that the key may have, {fits}")


def _below(kind: Any, name: str) -> Any:
    """The kind of what stands at a name, with its bounds."""
    arguments = get_args(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        return _hints(kind).get(name)
    if get_origin(kind) is dict:
        return arguments[1]
    if get_origin(kind) is tuple:
        fixed = Ellipsis not in arguments and name.isdigit() and int(name) < len(arguments)
        return arguments[int(name) if fixed else 0]
    return None


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _parts(kind: Any) -> list[Any]:
    """A kind and what bounds it, from the outermost to the innermost."""
    if get_origin(kind) is Annotated:
        inner, *bounds = get_args(kind)
        return [*bounds, *_parts(inner)]
    if get_origin(kind) in {Union, UnionType}:
        return _parts(next(one for one in get_args(kind) if one is not NoneType))
    return [kind]


def _bare(kind: Any) -> Any:
    return _parts(kind)[-1]


def _limits(kind: Any) -> Limits:
    *bounds, bare = _parts(kind)
    each = [one for field in bounds for one in getattr(field, "metadata", ())]
    lows = [one for bound in each for one in _of(bound, "ge", "gt")]
    highs = [one for bound in each for one in _of(bound, "le", "lt")]
    return Limits(max(lows, default=-math.inf), min(highs, default=math.inf), bare is int)


def _of(bound: Any, *names: str) -> list[float]:
    return [float(getattr(bound, name)) for name in names if hasattr(bound, name)]
