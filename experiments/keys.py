"""The page on every key, generated from the dataclasses that check the configuration.

``python -m experiments.keys [out=FILE.md]`` prints Markdown; ``docs/keys.md`` is its output.
"""

from __future__ import annotations

import inspect
import math
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import yaml
from pydantic import TypeAdapter

from experiments.words import write_page
from sim.config import config_dir, levers, load
from sim.config.levers import lever_class
from sim.config.programme import Period
from sim.scenario import Demand, Run
from sim.system import System
from sim.system.fields import NEVER

STAR = " \\*"

INTRODUCTION = """\
# Every key

Generated from the code by `python -m experiments.keys`; do not edit. A key of a named thing has
the name in its path, as in `network.facilities.lead.stations.registration.servers=3`. Keys marked
with \\* must be given. Times are in the unit that the key's name says. ``never`` is written as it
stands: nobody gives up; to leave it empty means the same.

Wherever a number may stand, or a list or a block of numbers, it may be written with its range:
`{value: 35, range: [25, 50], class: assumed, source: "a survey"}`. Instead of `range` there may
be `plus_minus: 0.1` or `times: [0.7, 1.3]`, for each number of a block. The class is `assumed`
(also where none is given), `published`, `derived`, `calibrated` or `design choice`. The value is
played, and the rest goes into the results beside it. [assumptions.md](assumptions.md) has those
that ship.
"""

USUAL = """\
## `network.usual`

What homes, and facilities of a tier, have in common, written once: `network.usual.home` takes the
keys of a [Home](#home), `network.usual.base` (or any other tier) those of a [Facility](#facility).
What a home or a facility says itself comes first, part by part, and null takes away what is usual.
One override changes all of a kind: `network.usual.base.capability=0.7`.
"""


def sections() -> Iterator[tuple[str, type[Any]]]:
    """Return the top-level keys with the dataclass of each lever and part."""
    yield "", System
    yield "demand", Demand
    yield "run", Run
    yield "programme.LEVER", Period
    for name in levers():
        text = (config_dir() / "policy" / f"{name}.yaml").read_text(encoding="utf-8")
        kind = lever_class(yaml.safe_load(text))
        if kind is not None:
            yield f"policy.{name}", kind


def page() -> str:
    """Return the page."""
    written: set[str] = set()
    parts = [INTRODUCTION]
    for path, kind in sections():
        schema = TypeAdapter(kind).json_schema()
        definitions = schema.pop("$defs", {})
        title = f"`{path}`" if path else "The system"
        parts.append(table(title, inspect.getdoc(kind) or "", schema, definitions))
        for name, definition in definitions.items():
            if "properties" in definition and name not in written:
                written.add(name)
                about = str(definition.get("description", ""))
                parts.append(table(name, about, definition, definitions))
    return "\n".join([*parts, USUAL, *names()])


def names() -> Iterator[str]:
    """Return the names that ship, which a network of one's own may use."""
    system = load().system
    yield "## Names that ship\n"
    yield "| condition | specialty | of 100 patients | urgent | admitted, of those who can wait |"
    yield "|---|---|---|---|---|"
    weights = sum(one.demand_weight for one in system.conditions.values())
    for name, one in system.conditions.items():
        part, urgent = 100.0 * one.demand_weight / weights, sum(one.acuity[:2])
        yield f"| `{name}` | {one.specialty} | {part:.3g} | {urgent:.1%} | {one.admission:.1%} |"
    yield "\n| flow | services, in order |\n|---|---|"
    for name, flow in system.care.flows.items():
        yield f"| `{name}` | {', '.join(line.service for line in flow)} |"
    yield "\n| timetable | sessions |\n|---|---|"
    for name, hours in system.care.timetables.items():
        yield f"| `{name}` | {'; '.join(hours.sessions)} |"
    yield ""


def table(title: str, about: str, schema: dict[str, Any], definitions: dict[str, Any]) -> str:
    """Return the section of one dataclass."""
    required = set(schema.get("required", ()))
    rows = [
        f"| `{key}`{STAR if key in required else ''} | {kind_of(field, definitions)} "
        f"| {default_of(field)} | {meaning_of(field, definitions)} |"
        for key, field in schema["properties"].items()
    ]
    head = [f"## {title}", "", " ".join(about.split()), "", "| key | value | default | meaning |"]
    return "\n".join([*head, "|---|---|---|---|", *rows]) + "\n"


def meaning_of(field: dict[str, Any], definitions: dict[str, Any]) -> str:
    """Return what a key means: its own words, or those of the dataclass that stands there."""
    there = definitions[name_of(field)] if "$ref" in field else {}
    return " ".join(str(field.get("description") or there.get("description", "")).split())


def kind_of(field: dict[str, Any], definitions: dict[str, Any]) -> str:
    """Return what may be written there, in words."""
    if "$ref" in field:
        return _reference(name_of(field), definitions)
    if "anyOf" in field or "enum" in field:
        options = [kind_of(option, definitions) for option in field.get("anyOf", ())]
        return " or ".join([*options, *(f"`{option}`" for option in field.get("enum", ()))])
    if field.get("type") == "array":
        first = next(iter(field.get("prefixItems", [{}])))
        return f"list of {kind_of(field.get('items', first), definitions)}"
    if field.get("type") == "object":
        parts = field.get("additionalProperties")
        return f"{kind_of(parts if isinstance(parts, dict) else {}, definitions)} by name"
    return _plain(field)


def _reference(name: str, definitions: dict[str, Any]) -> str:
    """A link to a dataclass that has a section, or the values of an enumeration."""
    there = definitions[name]
    return f"[{name}](#{name.lower()})" if "properties" in there else kind_of(there, definitions)


def _plain(field: dict[str, Any]) -> str:
    """A text, a number within its bounds, or nothing."""
    if field.get("type") == "number" and field.get("maximum") == 1.0:
        return "share, 0 to 1"
    bounds = {"minimum": "≥", "exclusiveMinimum": ">"}
    limit = "".join(f" {sign} {field[key]:g}" for key, sign in bounds.items() if key in field)
    return {"null": "nothing"}.get(field.get("type", ""), str(field.get("type", "any"))) + limit


def name_of(field: dict[str, Any]) -> str:
    """Return the name of the dataclass that a reference points to."""
    return str(field["$ref"]).rsplit("/", 1)[-1]


def default_of(field: dict[str, Any]) -> str:
    """Return the default, if it is short enough to be shown."""
    if "default" not in field or isinstance(field["default"], dict):
        return ""
    if field["default"] == math.inf:
        return f"`{NEVER}`"
    return f"`{field['default']}`"


def main(arguments: Sequence[str]) -> int:
    """Print or write the page."""
    return write_page(page, arguments)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
