"""Checking a part of the configuration against its dataclass: all faults at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from sim.config.schema import field_names, nearest_value, type_at
from sim.system.faults import Fault
from sim.system.fields import REASONS, nearest

T = TypeVar("T")
_WIDTH = 60  # characters of a value that a message shows

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Checked(Generic[T]):
    """What a part of the configuration became."""

    value: T | None
    """The object; where there were faults, without what was wrong; None: nothing is left."""
    faults: tuple[Fault, ...]
    """All that is wrong with the part."""
    touched: tuple[str, ...]
    """Dotted keys that were mended or left out to get the object."""


def checked(
    kind: type[T],
    raw: Mapping[str, Any],
    names: Mapping[str, set[str]],
    prefix: Path = (),
) -> Checked[T]:
    """Return the object of a raw part with its faults.

    Where something is wrong, the object is made from what is right, so that the checks which need
    the whole can still be made in the same go: a misspelt name is read as the nearest one, a
    number out of bounds as the bound, no number as 0; anything else is left out.
    """
    part: Any = deepcopy(dict(raw))
    faults: list[Fault] = []
    touched: list[str] = []
    while True:
        try:
            value = TypeAdapter(kind).validate_python(part, context=names)
        except ValidationError as error:
            if not faults:
                faults = faults_of(error, kind, prefix)
            before = deepcopy(part)
            touched += _mend(part, error, prefix)
            if part == before:
                return Checked(None, tuple(faults), tuple(touched))
        else:
            return Checked(value, tuple(faults), tuple(touched))


def faults_of(error: ValidationError, kind: Any, prefix: Path) -> list[Fault]:
    """Return pydantic's errors as faults with dotted keys and nearest names."""
    return [_fault(detail, kind, prefix) for detail in error.errors(include_url=False)]


def _fault(detail: ErrorDetails, kind: Any, prefix: Path) -> Fault:
    path = _path(detail)
    key = ".".join(str(name) for name in (*prefix, *path))
    given, expected, near = _expected(detail, kind, path)
    return Fault(key, given, expected, near)


def _expected(detail: ErrorDetails, kind: Any, path: Path) -> tuple[str, str, str | None]:
    """What was given, what would have been right, and the name that was probably meant."""
    given, context = detail["input"], detail.get("ctx", {})
    expected, near = detail["msg"].removeprefix("Input should be "), None
    match detail["type"]:
        case "unexpected_keyword_argument":
            near = nearest(str(path[-1]), field_names(type_at(kind, path[:-1])))
            expected = "a key that is known"
        case "missing":
            return "(missing)", "to be given", None
        case "string_type" if given is None or isinstance(given, bool):
            word = str(given).lower().replace("none", "null")
            return word, f"a text; put it in quotes if {word!r} is one", None
        case "dataclass_type" | "dict_type" | "mapping_type":
            keys = ", ".join(sorted(field_names(type_at(kind, path)))[:3])
            expected = f"keys with values ({keys}, …)" if keys else "names with what they stand for"
        case "tuple_type":
            expected = "a list, as in [a,b]"
        case "unknown_name":
            expected, near = f"a {context['kind']} that is described", context["nearest"] or None
        case _:
            expected += f" ({why})" if (why := REASONS.get(context.get("le", 0))) else ""
            near = nearest_value(type_at(kind, path), given)
    return _short(given), expected, near


def _path(detail: ErrorDetails) -> Path:
    return tuple(name for name in detail["loc"] if name != "[key]")


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= _WIDTH else f"{text[:_WIDTH]}…"


def _mend(part: Any, error: ValidationError, prefix: Path) -> list[str]:
    """Mend or leave out what an error is about; return the dotted keys that this touched."""
    touched = []
    # Backwards, so that the numbers of earlier items of a list stay true.
    for detail in reversed(error.errors()):
        path = _path(detail)
        if detail["type"] == "missing":
            path = path[:-1]
        _mend_at(part, path, _meant(detail), "[key]" in detail["loc"])
        touched.append(".".join(str(name) for name in (*prefix, *path)))
    return touched


def _meant(detail: ErrorDetails) -> Any:
    """What may stand there instead: the nearest name, the bound that a number passes, or 0."""
    context = detail.get("ctx", {})
    if detail["type"].startswith(("finite_number", "float_", "int_")):
        return 0
    return context.get("nearest") or context.get("ge", context.get("le"))


def _mend_at(part: Any, path: Sequence[str | int], meant: Any, is_key: bool) -> None:
    try:
        for name in path[:-1]:
            part = part[name]
        value = part[path[-1]]
    except (KeyError, IndexError, TypeError):
        return  # left out already, with what it belongs to; or the whole part is wrong
    if meant is not None and not is_key:
        part[path[-1]] = meant
        return
    del part[path[-1]]
    if meant:
        part.setdefault(meant, value)
