"""The JSON schema of a planner's file, for editors that check and complete YAML.

``python -m experiments.schema [out=FILE.json]`` prints it; ``docs/schema.json`` is its output. A
file may leave out any key, for it is put on top of others. ``never``, null for what is taken away,
references (``${…}``) and numbers with a range may stand where the model wants numbers.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Sequence
from typing import Any, Final

import yaml
from pydantic import TypeAdapter

from experiments.words import write_page
from sim.assumptions import Kind
from sim.config import config_dir, levers
from sim.config.document import Document
from sim.config.levers import lever_class

_ELSEWHERE: Final[list[dict[str, Any]]] = [
    {"const": "never"},
    {"type": "null"},
    {"type": "string", "pattern": r"^\$\{.+\}$"},
    {"$ref": "#/$defs/Given"},
]
"""What may stand instead of a number or a whole part."""

_PAIR: Final = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
_GIVEN: Final[dict[str, Any]] = {
    "type": "object",
    "description": "A number, or a list or names of numbers, with its range and where it is from.",
    "properties": {
        "value": {"description": "The number, or the list or the names of numbers."},
        "range": _PAIR | {"description": "Its two ends, as in [25, 50]."},
        "plus_minus": {"type": "number", "description": "By how much it may differ."},
        "times": _PAIR | {"description": "By which factors it may differ, as in [0.7, 1.3]."},
        "class": {"enum": [str(one) for one in Kind], "default": str(Kind.ASSUMED)},
        "source": {"type": "string", "description": "Who states it."},
    },
    "required": ["value"],
    "additionalProperties": False,
}
"""How a number is written with its range."""

_NUMBERS: Final = ("number", "integer")


def schema() -> dict[str, Any]:
    """Return the schema of a file that goes into the whole configuration."""
    whole: dict[str, Any] = TypeAdapter(Document).json_schema()
    parts = whole.pop("$defs")
    policies = dict(_policies(parts))
    parts |= {"Usual": _usual(parts), "Given": _GIVEN}
    parts["Network"]["properties"]["usual"] = {"$ref": "#/$defs/Usual"}
    whole["properties"] |= {
        "policy": {"type": "object", "properties": policies},
        "defaults": {"description": "Files that come first, as in [parts/county]."},
    }
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A file of Tierflow's configuration",
    }
    found: dict[str, Any] = head | _open(whole)
    opened = {name: part if part is _GIVEN else _open(part) for name, part in parts.items()}
    return found | {"$defs": opened}


def _policies(parts: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The schema of each lever's doses; what it refers to goes to the other parts."""
    for name in levers():
        text = (config_dir() / "policy" / f"{name}.yaml").read_text(encoding="utf-8")
        kind = lever_class(yaml.safe_load(text))
        if kind is not None:
            own = TypeAdapter(kind).json_schema(ref_template="#/$defs/{model}")
            parts |= own.pop("$defs", {})
            own["properties"]["_target_"] = {"type": "string"}
            yield name, _open(own)


def _usual(parts: dict[str, Any]) -> dict[str, Any]:
    """What facilities of a tier, and homes, have in common."""
    tiers = {tier: {"$ref": "#/$defs/Facility"} for tier in parts["Tier"]["enum"]}
    properties = {**tiers, "home": {"$ref": "#/$defs/Home"}}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _open(part: Any) -> Any:
    """A part in which nothing has to be given, and other things may stand for numbers and parts."""
    if isinstance(part, list):
        return [_open(one) for one in part]
    if not isinstance(part, dict):
        return part
    kept = {
        key: value if key in ("enum", "const") else _open(value)
        for key, value in part.items()
        if key not in ("required", "title", "default")
    }
    if _scalar(part.get("default")):
        kept["default"] = part["default"]
    about = {"description": kept.pop("description")} if "description" in kept else {}
    whole = part.get("type") in {"array", "object"} and "properties" not in part
    if part.get("type") in _NUMBERS or whole or "$ref" in part:
        return about | {"anyOf": [kept, *_ELSEWHERE]}
    return about | kept


def _scalar(value: Any) -> bool:
    """Whether a default is a single value that JSON has a word for."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, bool | int | str)


def text() -> str:
    """Return the schema as it is written."""
    return json.dumps(schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Print the schema, or write it to a file."""
    return write_page(text, arguments)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
