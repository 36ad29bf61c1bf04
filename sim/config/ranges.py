"""Ranges: numbers that a file gives with a range, ``{value: 35, range: [25, 50]}``.

A file is read apart: the plain number stays where it stood, and what is said of it becomes a note
beside it (:mod:`sim.config.notes`). So Hydra sees plain numbers, and another file or an override
that gives a number alone leaves the note as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeGuard

from sim.assumptions import Kind
from sim.system.fields import nearest

VALUE: Final = "value"
SPANS: Final = ("range", "plus_minus", "times")
"""How a range is written, by one of these: its ends, by how much it differs, or how many times."""
WORDS: Final = (VALUE, *SPANS, "class", "source")
"""All keys of such a mapping."""

Misfit = tuple[str, str, str, str | None]
"""What is wrong: the word (or the whole), what was given and expected, the nearest right word."""

_PAIR: Final = 2
_MOST: Final = 1e100
_DIGITS: Final = ".12g"  # of an end that is worked out, so that .1 + .2 reads as .3


@dataclass(frozen=True)
class Said:
    """What a file says of one number."""

    low: float | None
    high: float | None
    kind: str
    source: str
    cut: bool
    """Whether the range was worked out, and ends where the key's own bounds are."""


@dataclass(frozen=True)
class Noted:
    """A number, or a reference to one, with what is said of it."""

    value: Any
    said: Said


@dataclass(frozen=True)
class Wrong:
    """A value whose mapping has faults."""

    value: Any
    """The value; None if there is none."""
    faults: tuple[Misfit, ...]


def is_note(part: Any) -> bool:
    """Return whether a part is a value with a range or a source, or is meant to be."""
    if not isinstance(part, Mapping):
        return False
    others = [str(word) for word in part if word != VALUE]
    if VALUE not in part:
        return {"range", "plus_minus"} & set(others) != set() and set(others) <= set(WORDS)
    known = any(word in WORDS for word in others)
    return known or all(nearest(word, [*WORDS]) for word in others)


def read(part: Any, path: tuple[str, ...] = ()) -> Any:
    """Return plain data with each number that a range is given of as :class:`Noted`."""
    lever = path[:1] == ("policy",) and len(path) == _PAIR  # whose doses may have any names
    if is_note(part) and not lever:
        return _noted(part, path)
    if isinstance(part, Mapping):
        return {key: read(value, (*path, str(key))) for key, value in part.items()}
    if isinstance(part, list):
        return [read(one, (*path, str(i))) for i, one in enumerate(part)]
    return part


def is_number(value: Any) -> bool:
    """Return whether a value is a number that arithmetic can be done with."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and -_MOST < value < _MOST


def is_reference(value: Any) -> TypeGuard[str]:
    """Return whether a value is to be that of another key."""
    return isinstance(value, str) and "${" in value


def _noted(part: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """The value of a mapping, with what the mapping says on each of its numbers."""
    value = read(part.get(VALUE), path)
    faults = tuple(_faults(part))
    return Wrong(value, faults) if faults else _spread(value, part)


def _spread(value: Any, part: Mapping[str, Any]) -> Any:
    if isinstance(value, Mapping):
        return {key: _spread(one, part) for key, one in value.items()}
    if isinstance(value, list):
        return [_spread(one, part) for one in value]
    if not (is_number(value) or is_reference(value)):
        return value
    said = _said(value, part)
    if is_number(value) and said.low is not None and said.high is not None:
        if not said.low <= value <= said.high:
            expected = f"a value within its range, {said.low:g} to {said.high:g}"
            return Wrong(value, (("", str(value), expected, None),))
        if said.low == said.high:  # nothing can be varied, as of a zero that is multiplied
            return value
    return Noted(value, said)


def _said(value: Any, part: Mapping[str, Any]) -> Said:
    low, high = _ends(value, part)
    kind, source = str(part.get("class", Kind.ASSUMED)), str(part.get("source", ""))
    return Said(low, high, kind, source, cut="range" not in part)


def _ends(value: Any, part: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """The two ends of the range of one number; nothing if none is given."""
    if "range" in part:
        low, high = part["range"]
        return float(low), float(high)
    if "plus_minus" in part:
        return _rounded(value - part["plus_minus"]), _rounded(value + part["plus_minus"])
    if "times" in part:
        low, high = sorted(value * one for one in part["times"])
        return _rounded(low), _rounded(high)
    return None, None


def _rounded(value: float) -> float:
    return float(format(value, _DIGITS))


def _faults(part: Mapping[str, Any]) -> Iterator[Misfit]:
    """What is wrong with the words of a mapping."""
    for word in part:
        if word not in WORDS:
            yield word, str(part[word]), "a key that is known", nearest(str(word), [*WORDS])
    yield from _wrong_value(part)
    spans = [word for word in SPANS if word in part]
    if len(spans) > 1:
        yield "", ", ".join(spans), "one of them", None
    for word in spans:
        if wrong := _wrong_span(word, part[word]):
            yield word, str(part[word]), wrong, None
    kind, kinds = part.get("class", Kind.ASSUMED), [str(one) for one in Kind]
    if kind not in kinds:
        yield "class", str(kind), f"one of {', '.join(kinds)}", nearest(str(kind), kinds)
    if not isinstance(part.get("source", ""), str):
        yield "source", str(part["source"]), "a text; put it in quotes if it is one", None


def _wrong_value(part: Mapping[str, Any]) -> Iterator[Misfit]:
    value = part.get(VALUE)
    if VALUE not in part:
        yield "", "(missing)", "to be given", None
    elif is_reference(value) and {"plus_minus", "times"} & set(part):
        yield "", value, "a number, or a range with two ends for a reference", None
    elif not (is_number(value) or is_reference(value) or isinstance(value, Mapping | list)):
        word = str(value).lower() if value is None or isinstance(value, bool) else str(value)
        yield "", word.replace("none", "null"), "a number, or a list or names of numbers", None


def _wrong_span(word: str, span: Any) -> str:
    """What a range should be, if it is not."""
    if word == "plus_minus":
        fits = is_number(span) and span > 0
        return "" if fits else "a number above 0, by which the value may differ"
    two = isinstance(span, list) and len(span) == _PAIR and all(map(is_number, span))
    if word == "times":
        fits = two and 0 <= span[0] <= 1 <= span[1] and span[0] < span[1]
        return "" if fits else "two factors, at most 1 and at least 1, as in [0.7, 1.3]"
    return "" if two and span[0] < span[1] else "two numbers, the lower first, as in [25, 50]"
