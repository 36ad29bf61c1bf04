"""Doses: an override that lists values, as in ``policy.outreach.half_days=10,20``, one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from sim.config.folders import options
from sim.config.overrides import is_text, parsed
from sim.config.words import shown
from sim.system.faults import Fault

_NOT_IN_A_NAME: Final = re.compile(r"[^\w+,. ()%-]+")
_RUN: Final = "one value, since all scenarios of a comparison are run alike"
_GROUP: Final = "one value; for what lies side by side write scenarios of your own (scenario=…)"


@dataclass(frozen=True)
class Dose:
    """One value of a key."""

    key: str
    """Dotted key, as one would write it on the command line."""
    value: str
    """The value, as one would write it there."""

    @property
    def override(self) -> str:
        """The override that sets it."""
        return f"{self.key}={self.value}"

    @property
    def lever(self) -> str | None:
        """The lever that it is a dose of, if any."""
        parts = self.key.lstrip("+").split(".")
        return parts[1] if parts[0] == "policy" and len(parts) > 2 else None  # noqa: PLR2004

    @property
    def name(self) -> str:
        """What it adds to the name of a scenario: the end of the key, and the value."""
        parts = self.key.lstrip("+").split(".")
        last = parts[2:] if self.lever else parts[-2:]
        return _NOT_IN_A_NAME.sub(" ", f"{'.'.join(last)} {self.value}").strip()


Doses = tuple[Dose, ...]
"""Values of several keys at a time."""


def parted(overrides: Sequence[str]) -> tuple[list[str], list[Doses]]:
    """Return the overrides that give one value, and the values of each that lists several."""
    single: list[str] = []
    listed: list[Doses] = []
    for text in overrides:
        values = _values(text)
        if values:
            key = text.partition("=")[0]
            listed.append(tuple(Dose(key, value) for value in values))
        else:
            single.append(text)
    return single, listed


def combined(listed: Sequence[Doses]) -> list[Doses]:
    """Return all combinations of the values of some keys; an empty one if there is no key."""
    return [tuple(one) for one in product(*listed)]


def told(doses: Doses) -> str:
    """Return what some doses add to a name, with a blank in front; nothing if there is none."""
    return f" {', '.join(dose.name for dose in doses)}" if doses else ""


def faults(doses: Doses) -> list[Fault]:
    """Return what is wrong with the values of a key, whatever they mean."""
    key, values = doses[0].key, [dose.value for dose in doses]
    given = ",".join(values)
    if key.lstrip("+").startswith("run."):
        return [Fault(key, given, _RUN)]
    if options(key):
        return [Fault(key, given, _GROUP)]
    twice = dict.fromkeys(value for value in values if values.count(value) > 1)
    return [Fault(key, value, "each value once") for value in twice]


def _values(text: str) -> list[str]:
    """The values that an override lists; none if it gives one, or is wrong, which is said later."""
    if is_text(text.partition("=")[0]):
        return []  # a comma is a part of it
    found = [one for one in parsed(text, [], sweep=True) if one.is_discrete_sweep()]
    return [shown(value) for one in found for value in one.sweep_string_iterator()]
