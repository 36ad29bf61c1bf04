"""Heading: which names of a sheet's columns are read, which are missing, which are ignored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from sim.cohort.cells import listed, plain, shown
from sim.system.faults import Fault

_ALIKE: Final = 0.75
_MANY: Final = 20  # names that are listed


@dataclass(frozen=True)
class Heading:
    """Columns that are read."""

    needed: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def known(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.needed, *self.optional)

    def called(self, name: str) -> str:
        """Return the known form of a name, whatever its case and spaces; else in lower case."""
        text = plain(name)
        return text.lower() if text.lower() in self.known else text

    def faults(self, key: str, names: Sequence[str], filled: Mapping[int, str]) -> Iterator[Fault]:
        """Yield faults in the names of all columns; those not read count only if they have cells.

        A name that looks like a missing one is a fault: its cells would be lost.
        """
        twice = [name for name in self.known if names.count(name) > 1]
        if twice:
            yield Fault(key, listed(names, _MANY), f"each column once: {listed(twice)}")
        for name in self.needed:
            if name not in names:
                yield Fault(key, listed(names, _MANY), f"a column {name}; row 1 holds the names")
        absent = [name for name in self.known if name not in names]
        for name in filled.values():
            for meant in get_close_matches(name.lower(), absent, 1, _ALIKE):
                expected = "another name for a column that is not to be read"
                yield Fault(key, shown(name), expected, meant)


def ignored(others: Mapping[int, str]) -> Iterator[str]:
    """Yield a note on the columns that are not read; ``others`` are by position."""
    if others:
        are = "column is" if len(others) == 1 else "columns are"
        named = [name or f"column {at + 1}, without a name" for at, name in others.items()]
        yield f"{len(others)} {are} ignored: {listed(named, _MANY)}"
