"""What may stand where: the types of the planner's dataclasses, followed along a dotted key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
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


def _below(kind: Any, name: str | int) -> Any:
    if is_dataclass(kind):
        return _plain(get_type_hints(kind).get(str(name)))
    arguments = get_args(kind)
    if get_origin(kind) is dict:
        return _plain(arguments[1])
    if get_origin(kind) is tuple:
        fixed = Ellipsis not in arguments and isinstance(name, int)
        return _plain(arguments[int(name) if fixed else 0])
    return None


def _plain(kind: Any) -> Any:
    """The type itself, where it may also be left out."""
    if get_origin(kind) in {Union, UnionType}:
        kind = next(one for one in get_args(kind) if one is not NoneType)
    return kind
