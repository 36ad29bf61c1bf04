"""Notes: what files say of their numbers, kept beside the numbers until all is put together.

Beside a number ``car_kmh`` of which a file says more, or a list with such numbers in it, stands one
entry more, ``_assumed_car_kmh``, a text. When files are merged, it goes along.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from typing import Any, Final

from sim.config.ranges import Misfit, Noted, Said, Wrong, is_number, is_reference, read
from sim.system.faults import Fault

NOTES: Final = "_assumed_"
"""What the name of a note begins with; in a composed configuration, where all notes stand."""

Parts = tuple[str, ...]


@dataclass(frozen=True)
class Note:
    """What is said of the number at a path of the configuration."""

    path: Parts
    said: Said


def apart(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a file holds with plain numbers, and with notes of what is said of them."""
    plain: dict[str, Any] = _apart({name: read(part, (name,)) for name, part in data.items()})
    return plain


def gathered(config: Mapping[str, Any]) -> tuple[dict[str, Any], list[Note], list[Fault]]:
    """Return a configuration without its notes, the notes, and what is wrong with them."""
    notes: list[Note] = []
    faults: list[Fault] = []
    plain: dict[str, Any] = _gathered(apart(config), (), notes, faults)
    return plain, notes, faults


def at(part: Any, path: Parts) -> Any:
    """Return what stands at a path of plain data; None if nothing does."""
    for name in path:
        if isinstance(part, list) and name.isdigit() and int(name) < len(part):
            part = part[int(name)]
        else:
            part = part.get(name) if isinstance(part, Mapping) else None
    return part


def _apart(part: Any) -> Any:
    """Data with plain numbers, with notes in each mapping that is in no list."""
    if isinstance(part, Wrong):
        return _apart(part.value)
    if isinstance(part, list):
        return [_bare(one) for one in part]
    if not isinstance(part, dict):
        return _bare(part)
    plain = {name: _apart(one) for name, one in part.items()}
    return plain | {NOTES + name: text for name, one in part.items() if (text := _text(one))}


def _bare(part: Any) -> Any:
    """Data with plain numbers and no notes."""
    if isinstance(part, Noted | Wrong):
        return _bare(part.value)
    if isinstance(part, dict):
        return {name: _bare(one) for name, one in part.items()}
    return [_bare(one) for one in part] if isinstance(part, list) else part


def _text(part: Any) -> str:
    """The note of a number or of a list, as a text; none if nothing is said."""
    inside = list(_inside(part, ()))
    notes = [[path, astuple(one.said)] for path, one in inside if isinstance(one, Noted)]
    wrong = [[path, one.faults] for path, one in inside if isinstance(one, Wrong)]
    if not notes and not wrong:
        return ""
    text = json.dumps([_shape(_bare(part)), notes, wrong], ensure_ascii=False)
    return text.replace("${", r"$\u007b")  # the same in JSON, and no reference for Hydra to follow


def _inside(part: Any, path: Parts) -> Iterator[tuple[Parts, Noted | Wrong]]:
    """All that is noted in a number or a list; a mapping in no list has notes of its own."""
    if isinstance(part, Noted | Wrong):
        yield path, part
    if isinstance(part, Wrong):
        part = part.value
    if isinstance(part, list):
        for i, one in enumerate(part):
            yield from _inside(one, (*path, str(i)))
    elif isinstance(part, dict) and path:
        for name, one in part.items():
            yield from _inside(one, (*path, name))


def _shape(part: Any) -> int:
    """What lists that differ in their numbers alone have in common."""
    return zlib.crc32(json.dumps(_blank(part), sort_keys=True).encode())


def _blank(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: _blank(one) for name, one in part.items()}
    if isinstance(part, list):
        return [_blank(one) for one in part]
    return 0 if is_number(part) or is_reference(part) else part


def _gathered(part: Any, path: Parts, notes: list[Note], faults: list[Fault]) -> Any:
    if not isinstance(part, dict):
        return part
    names = [name for name in part if name.startswith(NOTES)]
    for name, note in ((name.removeprefix(NOTES), part[name]) for name in names):
        shape, found, wrong = json.loads(note)
        faults += (_fault((*path, name, *below), one) for below, each in wrong for one in each)
        if name in part and _shape(part[name]) == shape:
            notes += (Note((*path, name, *below), Said(*said)) for below, said in found)
    return {
        name: _gathered(one, (*path, name), notes, faults)
        for name, one in part.items()
        if name not in names
    }


def _fault(path: Parts, found: Misfit) -> Fault:
    word, given, expected, near = found
    return Fault(".".join(one for one in (*path, word) if one), given, expected, near)
