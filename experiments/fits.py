"""Fits: which assumed keys may be moved for which target, and between which bounds."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from experiments.chosen import Chosen
from experiments.entries import Entry, entries
from sim.config.document import Document
from sim.config.schema import field_names, type_at
from sim.system.faults import Fault
from sim.system.fields import STRICT, Amount, nearest

_ROUNDING = 1e-6


@dataclass(frozen=True, kw_only=True)
class Fit:
    """Keys that are moved together for one target."""

    __pydantic_config__ = STRICT

    target: str
    keys: tuple[str, ...]
    low: Amount
    high: Amount
    balance: str | None = None
    """Member of a key's group that takes what the others leave."""


def fits_and_faults(chosen: Chosen, targets: Sequence[str] | None) -> tuple[list[Fit], list[Fault]]:
    """Return the entries of a network's file, in order, and their faults.

    ``targets`` are the names that there are; None: nobody knows.
    """
    found, faults = entries(Fit, "calibration", chosen)
    config = chosen.config
    there = [(entry, entry.value) for entry in found if entry.value is not None]
    for entry in found:
        faults += _target(entry, targets)
        faults += _keys(entry, config)
    for entry, fit in there:
        faults += _bounds(entry, fit, config)
    faults += _repeated(there)
    faults += _balances(there, config)
    return [fit for _, fit in there], faults


def parted(key: str) -> tuple[str, str]:
    """Return the group that a key is in, and its name there."""
    group, _, name = key.rpartition(".")
    return group, name


def at(config: Any, key: str) -> Any:
    """Return what stands under a dotted key; None: nothing."""
    for name in key.split("."):
        config = config.get(name) if isinstance(config, Mapping) else None
    return config


def is_number(value: Any) -> bool:
    """Return whether a value of a configuration is a number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _target(entry: Entry[Fit], targets: Sequence[str] | None) -> Iterator[Fault]:
    """The target of an entry, if there is none of that name."""
    for path, name in entry.texts("target"):
        if targets is not None and name not in targets:
            expected = "the name of a target in the file of these"
            yield entry.fault(path, name, expected, nearest(name, list(targets)))


def _keys(entry: Entry[Fit], config: Mapping[str, Any]) -> Iterator[Fault]:
    """Keys of an entry that cannot be moved."""
    for path, key in entry.texts("keys") if entry.right("keys") else ():
        if wrong := _no_number(key, config):
            yield entry.fault(path, key, *wrong)
        elif at(config, key) <= 0:
            expected = f"a key above 0, which can be multiplied; it is {at(config, key):g}"
            yield entry.fault(path, key, expected)


def _bounds(entry: Entry[Fit], fit: Fit, config: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with the bounds of an entry, and keys that are beyond them."""
    if not fit.keys and entry.right("keys"):
        yield entry.fault(["keys"], "[]", "at least one key")
    if not entry.right("low", "high"):
        return
    if fit.low > fit.high:
        yield entry.fault(["low"], fit.low, f"at most high, which is {fit.high:g}")
        return
    for path, key in entry.texts("keys") if entry.right("keys") else ():
        value = at(config, key)
        if is_number(value) and value > 0 and not fit.low <= value <= fit.high:
            expected = f"a key between {fit.low:g} and {fit.high:g} to begin with; it is {value:g}"
            yield entry.fault(path, key, expected)


def _no_number(key: str, config: Mapping[str, Any]) -> tuple[str, str | None] | None:
    """Why a key cannot be moved, with the key that is meant; None: it can."""
    names = key.split(".")
    for depth, name in enumerate(names):
        there = at(config, ".".join(names[:depth])) if depth else config
        if isinstance(there, Mapping) and name in there:
            continue
        if name in field_names(type_at(Document, names[:depth])) and type_at(Document, names):
            return "a key that stands in a file: write there what it is today", None
        near = nearest(name, list(map(str, there))) if isinstance(there, Mapping) else None
        meant = ".".join([*names[:depth], near, *names[depth + 1 :]]) if near else None
        return f"a key of the configuration; there is no {'.'.join(names[: depth + 1])}", meant
    if not is_number(at(config, key)):
        return "a key that holds one number", None
    if type_at(Document, names) is int:
        return "a key that may have any value in between, and no whole number", None
    return None


def _repeated(there: Sequence[tuple[Entry[Fit], Fit]]) -> Iterator[Fault]:
    """Keys that are moved twice."""
    seen: set[str] = set()
    for entry, fit in there:
        for i, key in enumerate(fit.keys):
            if key in seen:
                yield entry.fault(["keys", str(i)], key, "each key once, in one entry")
            seen.add(key)


def _balances(
    there: Sequence[tuple[Entry[Fit], Fit]], config: Mapping[str, Any]
) -> Iterator[Fault]:
    """What is wrong with the members that take what the others leave."""
    moved = {key for _, fit in there for key in fit.keys}
    taken: dict[str, str] = {}
    for entry, fit in there:
        if fit.balance is None or not entry.right("balance", "keys"):
            continue
        for group in dict.fromkeys(parted(key)[0] for key in fit.keys):
            wrong = _no_balance(fit.balance, group, config, moved)
            if taken.setdefault(group, fit.balance) != fit.balance:
                wrong = f"{taken[group]}, as another entry has it for {group}", None
            if wrong:
                yield entry.fault(["balance"], fit.balance, *wrong)
                break


def _no_balance(
    name: str, group: str, config: Mapping[str, Any], moved: set[str]
) -> tuple[str, str | None] | None:
    """Why a member of a group cannot take what the others leave; None: it can."""
    shares = at(config, group)
    if not isinstance(shares, Mapping):
        return None  # said of the key
    if name not in shares:
        return f"a member of {group}", nearest(name, list(map(str, shares)))
    if f"{group}.{name}" in moved:
        return "a member that is not moved itself", None
    if not all(map(is_number, shares.values())):
        return f"a member of a group of numbers, unlike {group}", None
    if abs(sum(shares.values()) - 1.0) > _ROUNDING:
        return f"a member of shares that add up to 1; {group} gives {sum(shares.values()):g}", None
    return None
