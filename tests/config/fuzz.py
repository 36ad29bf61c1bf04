"""Configurations that nobody would write: drawn over the schema, right and wrong by turns."""

from __future__ import annotations

import math
from collections.abc import Callable
from copy import deepcopy
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import yaml
from hypothesis import strategies as st

from sim import config
from sim.config.document import Document
from sim.config.levers import lever_class

LEVERS = "outreach,step_down,green_channel,chronic_management,remote_diagnosis,joint_ward"
NAMES = [
    "central", "east", "town_1", "home_1", "general", "internal", "surgical", "clinic", "support",
    "always", "ward", "laboratory", "registration", "imaging", "ecg", "tertiary_clinic", "theatre",
    "chest_pain", "copd", "consultation", "decision", "outside", "东",
]  # fmt: skip
NUMBERS = [0, 1, 2, 3, 0.25, 0.5, 1.0, 8.0, 30, 100, 1000, 20_000, 36_525]
ODD = [
    None, True, False, "", "x", "never", "yes", "010", -1, 1e9, 1e300, math.nan, math.inf, 10**30,
    [], {}, [1], {"a": 1}, {"mean": 1e10}, [[1.0]], "a/b", "[b]", "${x}", "x" * 300, (1, 2), 1e-300,
    "..x.y", "os.system", "mon-sun 00:00-24:00", {1: 2},
]  # fmt: skip

Draw = Callable[[st.SearchStrategy[Any]], Any]


@dataclass(frozen=True)
class Drawn:
    """A configuration that was drawn."""

    changes: tuple[str, ...]
    """What was changed, for whoever looks for the reason of a failure."""
    raw: dict[str, Any] = field(repr=False)
    """The whole of it."""


@cache
def base() -> dict[str, Any]:
    """A short run of a small consortium that uses every mechanism, with levers on top."""
    words = ("network=three_tier", f"policy=[{LEVERS}]", "demand.scale=0.1", "run.days=0.3")
    rest = ("run.warmup_days=0", "run.replications=1", "run.workers=1", "policy.joint_ward.beds=2")
    scenario = config.load(*words, *rest)
    found: dict[str, Any] = yaml.safe_load(scenario.resolved)
    return found


@st.composite
def drawn(draw: Draw) -> Drawn:
    """A configuration with one to three changes."""
    raw = deepcopy(base())
    changes = [_change(draw, Document, raw, "") for _ in range(draw(st.integers(1, 3)))]
    return Drawn(tuple(changes), raw)


def _change(draw: Draw, kind: Any, part: Any, path: str) -> str:
    """Change something in a part, or further down; return what."""
    key, of = _place(draw, kind, part)
    path = f"{path}.{key}".lstrip(".")
    there = part[key] if _has(part, key) else None
    if isinstance(there, dict | list) and there and draw(st.integers(0, 3)):
        return _change(draw, of, there, path)
    if isinstance(part, dict) and draw(st.integers(0, 9)) == 0:
        part.pop(key, None)
        return f"~{path}"
    part[key] = deepcopy(draw(_value(of, 3)))  # what is odd is drawn again
    return f"{path}={part[key]!r}"


def _has(part: Any, key: Any) -> bool:
    return key in part if isinstance(part, dict) else True


def _place(draw: Draw, kind: Any, part: Any) -> tuple[Any, Any]:
    """A key of a part that is there or could be, and what belongs there."""
    kind = _plain(kind)
    if isinstance(part, list):
        return draw(st.integers(0, len(part) - 1)), _item(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        name = draw(st.sampled_from(sorted({*map(str, part), *(one.name for one in fields(kind))})))
        return name, get_type_hints(kind).get(name, Any)
    if isinstance(part, dict) and all(isinstance(one, dict) for one in part.values()):
        name = draw(st.sampled_from([*sorted(map(str, part)), *NAMES]))
        return name, lever_class(part.get(name)) or _item(kind)
    return draw(st.sampled_from([*sorted(map(str, part)), *NAMES])), _item(kind)


def _item(kind: Any) -> Any:
    arguments = get_args(kind)
    if get_origin(kind) is dict:
        return arguments[1]
    return arguments[0] if get_origin(kind) is tuple else Any


def _plain(kind: Any) -> Any:
    if get_origin(kind) in {Union, UnionType}:
        return next(one for one in get_args(kind) if one is not NoneType)
    return kind


def _value(kind: Any, depth: int) -> st.SearchStrategy[Any]:
    """What belongs somewhere, mostly."""
    odd = st.sampled_from(ODD)
    return st.one_of(odd, *[_right(_plain(kind), depth)] * 4) if depth else odd


def _right(kind: Any, depth: int) -> st.SearchStrategy[Any]:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from([member.value for member in kind])
    if isinstance(kind, type) and is_dataclass(kind):
        return _described(kind, depth - 1)
    if get_origin(kind) is Literal:
        return st.sampled_from(get_args(kind))
    if get_origin(kind) is dict:
        keys = st.sampled_from(NAMES)
        return st.dictionaries(keys, _value(get_args(kind)[1], depth - 1), max_size=2)
    if get_origin(kind) is tuple:
        return _items(get_args(kind), depth - 1)
    simple = {bool: st.booleans(), str: st.sampled_from(NAMES), date: st.just("2024-02-29")}
    return simple.get(kind, st.sampled_from(NUMBERS))


def _items(arguments: tuple[Any, ...], depth: int) -> st.SearchStrategy[Any]:
    if Ellipsis in arguments:
        return st.lists(_value(arguments[0], depth), max_size=3)
    return st.tuples(*(_value(one, depth) for one in arguments)).map(list)


def _described(kind: type, depth: int) -> st.SearchStrategy[Any]:
    """A thing with all keys that it needs, and some of the others."""
    hints = get_type_hints(kind)
    needed, others = {}, {}
    for one in fields(kind):
        usual = one.default is not MISSING or one.default_factory is not MISSING
        (others if usual else needed)[one.name] = _value(hints[one.name], depth)
    return st.fixed_dictionaries(needed, optional=others)
