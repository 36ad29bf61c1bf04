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
    given, context = detail["input"], detail.get("ctx", {})
    match detail["type"]:
        case "unexpected_keyword_argument":
            known = field_names(type_at(kind, path[:-1]))
            return Fault(key, _short(given), "a key that is known", nearest(str(path[-1]), known))
        case "missing":
            return Fault(key, "(missing)", "to be given")
        case "string_type" if given is None or isinstance(given, bool):
            word = str(given).lower().replace("none", "null")
            return Fault(key, word, f"a text; put it in quotes if {word!r} is one")
        case "tuple_type":
            return Fault(key, _short(given), "a list, as in [a,b]")
        case "unknown_name":
            expected = f"a {context['kind']} that is described"
            return Fault(key, _short(given), expected, context["nearest"] or None)
        case _:
            expected = detail["msg"].removeprefix("Input should be ")
            if why := REASONS.get(context.get("le", 0)):
                expected += f" ({why})"
            return Fault(key, _short(given), expected, nearest_value(type_at(kind, path), given))


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
