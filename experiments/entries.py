"""Entries: a list in a YAML file about a network, read strictly, with all faults at once.

The file is ``GROUP/NETWORK.yaml`` in a planner's own folder, else among the shipped ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from experiments.chosen import Chosen
from sim.config.check import checked
from sim.config.folders import config_dir, options, own_folder
from sim.config.reading import Written, written
from sim.config.schema import meant
from sim.system.faults import Fault, Faults
from sim.system.fields import nearest

T = TypeVar("T")
GUIDE = "docs/guides/calibrating.md"


@dataclass(frozen=True)
class Entry(Generic[T]):
    """One item of the list, and where it stands."""

    value: T | None
    """What it became; None: nothing is left of it."""
    raw: Any
    """As it was written."""
    number: int
    """Its place in the list, from 0."""
    file: Written
    faults: tuple[Fault, ...] = ()
    touched: tuple[str, ...] = ()
    """Keys whose value was wrong, and is not the one that was written."""

    def fault(
        self, path: Sequence[str], value: object, expected: str, near: str | None = None
    ) -> Fault:
        """Return a fault of what stands at a path in this entry."""
        line = self.file.line((str(self.number), *path))
        key = ".".join([f"{line.place}, line {line.number}, {path[0]}", *path[1:]])
        return Fault(key, str(value), expected, near)

    def texts(self, *keys: str) -> list[tuple[list[str], str]]:
        """Return the texts that stand under some keys, or in lists there, with their paths."""
        raw = self.raw if isinstance(self.raw, dict) else {}
        found = [([key], raw[key]) for key in keys if key in raw]
        for path, value in list(found):
            if isinstance(value, list):
                found += [([*path, str(i)], one) for i, one in enumerate(value)]
        return [(path, one) for path, one in found if isinstance(one, str)]

    def right(self, *keys: str) -> bool:
        """Return whether the values of some keys are as they were written."""
        return not any(one.partition(".")[0] in keys for one in self.touched)


def entries(kind: type[T], group: str, chosen: Chosen) -> tuple[list[Entry[T]], list[Fault]]:
    """Return the items of the list that a network's file holds, and all their faults.

    If there is no such file, or it holds no such list, there are no items, and it is a fault.
    """
    try:
        file = _file(group, chosen)
        found = written(file, f"{group}/{file.name}")
    except Faults as wrong:
        return [], list(wrong.faults)
    if not isinstance(found.data, list) or not found.data:
        expected = f"a list of at least one entry, each after a dash ({GUIDE} has an example)"
        given = str(found.data or "(nothing)")[:60]
        return [], [Fault(f"{group}/{file.name}", given, expected)]
    items = [_entry(kind, raw, number, found) for number, raw in enumerate(found.data)]
    return items, [fault for item in items for fault in item.faults]


def once(entries: Sequence[Entry[T]], key: str) -> Iterator[Fault]:
    """Return a fault for each value of a key that an earlier entry has too."""
    seen: set[str] = set()
    for entry in entries:
        given = str(entry.raw.get(key)) if isinstance(entry.raw, dict) else ""
        if given in seen:
            yield entry.fault([key], given, "a name that no other entry has")
        seen |= {given} - {"", "None"}


def _file(group: str, chosen: Chosen) -> Path:
    """The file about a network in a group."""
    own = own_folder(chosen.own)
    name = f"{group}/{chosen.network}.yaml"
    looked = [folder / name for folder in (own, config_dir()) if folder is not None]
    for path in looked:
        if path.is_file():
            return path
    where = " and ".join(map(str, looked))
    expected = f"a file {name} in your own folder (--config-dir); {GUIDE} tells what to write"
    near = nearest(chosen.network, list(options(group, chosen.own)))
    raise Faults((Fault("network", chosen.network, f"{expected}; looked for at {where}", near),))


def _entry(kind: type[T], raw: Any, number: int, file: Written) -> Entry[T]:
    bare: Entry[T] = Entry(None, raw, number, file)
    if not isinstance(raw, dict):
        line = file.line((str(number),))
        return Entry(None, raw, number, file, (line.fault(str(raw)[:60], "keys with values"),))
    found = checked(kind, meant(kind, raw), {})
    faults = tuple(
        bare.fault(fault.key.split("."), fault.value, fault.expected, fault.nearest)
        for fault in found.faults
    )
    return Entry(found.value, raw, number, file, faults, found.touched)
