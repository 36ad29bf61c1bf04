"""Reading a planner's YAML file: values as they are written, and what is wrong, line by line.

A number, ``true``, ``false`` and ``null`` are read as on the command line; all else is text:
``yes``, ``no``, ``010`` and ``1:30`` too. Keys are always text. A file holds data and nothing else:
no tags, and nothing that asks the machine for more.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from sim.system.faults import Fault, Faults

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C where PyYAML was built with it
_MOST_BYTES = 5_000_000
_MOST_VALUES = 200_000  # the largest shipped network has 4 000
_DEEPEST = 50

_NULL = re.compile(r"(~|null|Null|NULL|)\Z")
_BOOL = re.compile(r"(true|True|TRUE|false|False|FALSE)\Z")
_INT = re.compile(r"[-+]?(0|[1-9](_?[0-9]){0,40})\Z")
_FLOAT = re.compile(
    r"[-+]?((0|[1-9](_?[0-9])*)?\.[0-9](_?[0-9])*|(0|[1-9](_?[0-9])*)\.?)([eE][-+]?[0-9]+)?\Z"
)
_ODD_FLOAT = {".inf": "inf", "+.inf": "inf", "-.inf": "-inf", ".nan": "nan"}
_FULL_WIDTH = str.maketrans("：，［］｛｝＃－", ":,[]{}#-")


@dataclass(frozen=True)
class Line:
    """Where a value stands in a file, for what is wrong with it."""

    place: str
    """The file, as in ``network/ours.yaml``."""
    number: int
    """The line, from 1."""

    def fault(self, value: str, expected: str) -> Fault:
        """Return a fault of this line."""
        return Fault(f"{self.place}, line {self.number}", value, expected)


@dataclass(frozen=True)
class Written:
    """What a file holds."""

    text: str
    """Its text."""
    data: Any
    """Its values."""
    lines: dict[tuple[str, ...], Line] = field(default_factory=dict)
    """The line of each key and of each item of a list, by its path."""

    def line(self, path: tuple[str, ...]) -> Line:
        """Return the line of a path, or of what it is in."""
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]


def written(file: Path, place: str) -> Written:
    """Return what a YAML file holds.

    Raises :class:`~sim.system.faults.Faults` with the line of whatever is no plain data.
    """
    text = _text(file, place)
    try:
        _bounded(text, place)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise Faults((_syntax(error, text, place),)) from error
    reader = _Reader(place)
    data = {} if node is None else reader.value(node, ())
    if reader.faults:
        raise Faults(tuple(reader.faults))
    return Written(text, data, reader.lines)


def texts(part: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Return all keys and texts of plain data, each with its path."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield (*path, key), key
            yield from texts(value, (*path, key))
    elif isinstance(part, list):
        for i, one in enumerate(part):
            yield from texts(one, (*path, str(i)))
    elif isinstance(part, str):
        yield path, part


def _text(file: Path, place: str) -> str:
    """The text of a file, without the mark that some editors put in front."""
    try:
        size = file.stat().st_size
        content = file.read_bytes() if size <= _MOST_BYTES else b""
    except OSError as error:
        raise Faults((Fault(place, error.strerror or "(unread)", "a readable file"),)) from error
    if size > _MOST_BYTES:
        raise Faults((Fault(place, f"{size} bytes", f"at most {_MOST_BYTES} bytes"),))
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = Line(place, content.count(b"\n", 0, error.start) + 1)
        what = f"byte {content[error.start]:#04x}"
        fault = line.fault(what, "a text in UTF-8; save the file again, with the encoding UTF-8")
        raise Faults((fault,)) from error


def _bounded(text: str, place: str) -> None:
    """Refuse what nests too deep to be read, and tags, before anything is made of it."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = Line(place, event.start_mark.line + 1)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            expected = f"at most {_DEEPEST} parts in each other"
            raise Faults((line.fault("a part in a part in a part …", expected),))
        if getattr(event, "tag", None) is not None:
            raise Faults((line.fault(str(event.tag), "a plain value, without a tag (!)"),))


def _syntax(error: yaml.YAMLError, text: str, place: str) -> Fault:
    """What is wrong with a text that is no YAML, in words of a planner."""
    mark = getattr(error, "problem_mark", None)
    lines = text.splitlines()
    if mark is None:  # a character that no text holds
        return Fault(place, str(error).splitlines()[0], "a text in UTF-8")
    number = min(mark.line, len(lines) - 1)
    line = lines[number] if lines else ""
    if re.match(r" *\t", line):
        return Line(place, number + 1).fault("a tab", "spaces in front of a key; YAML takes no tab")
    odd = next(
        (c for c in "：，［］｛｝＃－" if c in line or (number and c in lines[number - 1])), ""
    )
    cure = f"; {odd} is full-width: write {odd.translate(_FULL_WIDTH)}" if odd else ""
    said = getattr(error, "problem", None) or "it cannot be read"
    return Line(place, number + 1).fault(line.strip()[:60], f"YAML ({said}){cure}")


class _Reader:
    """Makes plain data of YAML nodes, and notes lines and faults on the way."""

    def __init__(self, place: str) -> None:
        self.lines: dict[tuple[str, ...], Line] = {(): Line(place, 1)}
        self.faults: list[Fault] = []
        self._place = place
        self._count = 0

    def value(self, node: yaml.Node, path: tuple[str, ...]) -> Any:
        """Return the plain value of a node, which may stand at several paths."""
        self._count += 1
        if self._count > _MOST_VALUES or len(path) > _DEEPEST:
            line = self._at(node)
            expected = f"at most {_MOST_VALUES} values once all aliases (*) are written out"
            raise Faults((line.fault("aliases of aliases", expected),))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            self.lines |= {(*path, str(i)): self._at(one) for i, one in enumerate(node.value)}
            return [self.value(one, (*path, str(i))) for i, one in enumerate(node.value)]
        return scalar(node.value) if node.style in (None, "") else node.value

    def _mapping(self, node: yaml.MappingNode, path: tuple[str, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        own: set[str] = set()
        for key, value in node.value:
            line = self._at(key)
            if not isinstance(key, yaml.ScalarNode):
                self.faults.append(line.fault("a key of several parts", "a name as the key"))
            elif key.value == "<<" and not key.style:
                found = self._merged(value, path) | found
            elif key.value in own:
                self.faults.append(line.fault(key.value, "each key once"))
            else:
                own.add(key.value)
                self.lines[*path, key.value] = line
                found[key.value] = self.value(value, (*path, key.value))
        return found

    def _merged(self, node: yaml.Node, path: tuple[str, ...]) -> dict[str, Any]:
        """What ``<<`` takes over from one mapping, or from several of which the first wins."""
        parts = node.value if isinstance(node, yaml.SequenceNode) else [node]
        found: dict[str, Any] = {}
        for part in parts:
            if isinstance(part, yaml.MappingNode):
                found = self.value(part, path) | found
            else:
                self.faults.append(self._at(part).fault("<<", "an alias (*) of keys with values"))
        return found

    def _at(self, node: yaml.Node) -> Line:
        return Line(self._place, node.start_mark.line + 1)


def scalar(text: str) -> Any:
    """Return the value of a word without quotes."""
    if _NULL.match(text):
        return None
    if _BOOL.match(text):
        return text.lower() == "true"
    if _INT.match(text):
        return int(text)
    if text.lower() in _ODD_FLOAT:
        return float(_ODD_FLOAT[text.lower()])
    return float(text) if _FLOAT.match(text) else text
