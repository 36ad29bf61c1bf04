"""The page on every number that ships with a range, made of the YAML files.

``python -m experiments.assumptions [out=FILE.md]`` prints Markdown; ``docs/assumptions.md`` is its
output.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from experiments.words import write_page
from sim.config import config_dir
from sim.config.notes import at
from sim.config.ranges import VALUE, is_note, is_number
from sim.config.reading import written
from sim.config.source import package_of

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C where PyYAML was built with it
_SHOWN: Final = 6  # numbers of a block that are shown one by one

INTRODUCTION = """\
# Every assumption

Made of the files in `configs` by `python -m experiments.assumptions`; do not edit. Each row is a
number, or a block of numbers, that is written with a range: `{value: 35, range: [25, 50]}`. A row
stands once, where it is written, also if other parts of the file take it over. `± 0.1` holds for
each number of a block, and so does `× 0.7 to 1.3`; a range ends where the key's own bounds are
([keys.md](keys.md)). The class is *assumed* (a judgement, to be varied and never cited),
*published*, *derived* (arithmetic on what is published), *calibrated* (fitted, so that the model
shows what is published) or *design choice* (what a planner decides). Sources are rows of
[sources.md](sources.md).
"""


@dataclass(frozen=True)
class Written:
    """A number or a block of numbers as a file writes it."""

    key: str
    """Dotted key in the whole configuration."""
    said: Mapping[str, Any]
    """The mapping that stands there."""


def page() -> str:
    """Return the page."""
    return "\n".join([INTRODUCTION, *sections()])


def sections() -> Iterator[str]:
    """Return the table of each file that has any."""
    for file in sorted(config_dir().rglob("*.yaml")):
        if rows := [row(one) for one in assumptions(file)]:
            yield "\n".join([f"## `{_place(file)}`", "", *HEAD, *rows, ""])


HEAD = ("| key | value | range | class | source |", "|---|---|---|---|---|")


def assumptions(file: Path) -> Iterator[Written]:
    """Return what a shipped file says of its numbers, each once."""
    found = written(file, _place(file))
    package = package_of(found, _place(file)) or file.parent.name
    inside = () if package == "_global_" else tuple(package.split("."))
    node = yaml.compose(found.text, Loader=_LOADER)
    if isinstance(found.data, Mapping) and node is not None:
        yield from _noted(node, found.data, (), inside, set())


def _noted(
    node: yaml.Node, data: Any, raw: tuple[str, ...], key: tuple[str, ...], seen: set[int]
) -> Iterator[Written]:
    """What is said at a node and below it, but for what an alias takes over."""
    if id(node) in seen:
        return
    seen.add(id(node))
    part = at(data, raw)
    noted = bool(raw) and is_note(part)
    if noted:
        yield Written(".".join(key), part)
    for name, below in _below(node):
        if not noted or name == VALUE:
            yield from _noted(below, data, (*raw, name), key if noted else (*key, name), seen)


def _below(node: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        yield from ((key.value, value) for key, value in node.value if key.value != "<<")
    elif isinstance(node, yaml.SequenceNode):
        yield from ((str(i), one) for i, one in enumerate(node.value))


def row(one: Written) -> str:
    """Return the row of a number or a block."""
    said = one.said
    cells = (f"`{one.key}`", value_of(said[VALUE]), span_of(said))
    return f"| {' | '.join((*cells, said.get('class', 'assumed'), said.get('source', '')))} |"


def value_of(value: Any) -> str:
    """Return a number, a few numbers with their names, or how many there are and between what."""
    numbers = list(_numbers(value, ""))
    if len(numbers) > _SHOWN:
        least, most = (end(one for _, one in numbers) for end in (min, max))
        return f"{len(numbers)} numbers, {least:g} to {most:g}"
    return ", ".join(f"{name} {one:.9g}".strip() for name, one in numbers)


def _numbers(value: Any, name: str) -> Iterator[tuple[str, float]]:
    """The numbers of a block with their names, without those that are noted themselves."""
    if is_note(value):
        return
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from _numbers(one, f"{name} {key}".strip())
    elif isinstance(value, list):
        for one in value:
            yield from _numbers(one, name)
    elif is_number(value):
        yield name, value


def span_of(said: Mapping[str, Any]) -> str:
    """Return a range as it is written."""
    if "plus_minus" in said:
        return f"± {said['plus_minus']:g}"
    low, high = said.get("range") or said.get("times") or ("", "")
    if low == "":
        return ""
    return f"{'× ' if 'times' in said else ''}{low:g} to {high:g}"


def _place(file: Path) -> str:
    return file.relative_to(config_dir()).as_posix()


def main(arguments: Sequence[str]) -> int:
    """Print the page, or write it to a file."""
    return write_page(page, arguments)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
