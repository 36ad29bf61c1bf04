"""What may stand where: the types of the planner's dataclasses, followed along a dotted key."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from sim.system.fields import nearest


def type_at(root: Any, path: Sequence[str | int]) -> Any:
    """Return the type of what stands at a path below ``root``, or None if nothing may."""
    for name in path:
        root = _below(root, name)
    return root


def field_names(kind: Any) -> set[str]:
    """Return the keys that a dataclass knows; of anything else none."""
    return {field.name for field in fields(kind)} if is_dataclass(kind) else set()


def nearest_value(kind: Any, value: Any) -> str | None:
    """Return the name of an enumeration that looks most like a value, if a name was meant."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return nearest(str(value), {str(member.value) for member in kind})
    return None


def plain(part: Any) -> Any:
    """Return data with texts as keys and lists only, whoever made it."""
    if isinstance(part, Mapping):
        return {str(key): plain(value) for key, value in part.items()}
    return [plain(one) for one in part] if isinstance(part, list | tuple) else part


def meant(kind: Any, part: Any) -> Any:
    """Return a raw part of the configuration as a planner means it, where pydantic would not.

    An entry that is set to null is not there, if it may not be null itself. ``true`` is no number.
    """
    kind = _plain(kind)
    if isinstance(kind, type) and is_dataclass(kind) and isinstance(part, Mapping):
        kinds = _hints(kind)
        return {key: meant(kinds.get(str(key)), value) for key, value in part.items()}
    if get_origin(kind) is dict and isinstance(part, Mapping):
        of = get_args(kind)[1]
        there = {key: value for key, value in part.items() if value is not None or _or_none(of)}
        return {key: meant(of, value) for key, value in there.items()}
    if get_origin(kind) is tuple and isinstance(part, list):
        return [meant(_below(kind, i), value) for i, value in enumerate(part)]
    return str(part).lower() if isinstance(part, bool) and kind in (int, float) else part


def _or_none(kind: Any) -> bool:
    return kind is Any or NoneType in get_args(kind)


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)


def _below(kind: Any, name: str | int) -> Any:
    if isinstance(kind, type) and is_dataclass(kind):
        return _plain(_hints(kind).get(str(name)))
    arguments = get_args(kind)
    if get_origin(kind) is dict:
        return _plain(arguments[1])
    if get_origin(kind) is tuple:
        fixed = Ellipsis not in arguments and isinstance(name, int) and name < len(arguments)
        return _plain(arguments[int(name) if fixed else 0])
    return None


def _plain(kind: Any) -> Any:
    """The type itself, where it may also be left out."""
    if get_origin(kind) in {Union, UnionType}:
        kind = next(one for one in get_args(kind) if one is not NoneType)
    return kind
