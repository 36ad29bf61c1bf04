"""Usual: what homes, and facilities of a tier, have in common, written once (``network.usual``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sim.system.faults import Fault
from sim.system.fields import nearest
from sim.system.network import Tier

KEY = "usual"
HOME = "home"
_PARTS = {"facilities": "tier", "homes": None}
"""Parts of a network, and the key of each thing that says which usual one it follows."""


def filled(config: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a configuration in which each home and facility has what is usual of its kind.

    Its own keys come first, part by part; null takes away what is usual.
    """
    network = config.get("network")
    if not isinstance(network, Mapping) or KEY not in network:
        return config
    usual = network[KEY] if isinstance(network[KEY], Mapping) else {}
    whole = {key: part for key, part in network.items() if key != KEY}
    for part, says in _PARTS.items():
        things = whole.get(part)
        if isinstance(things, Mapping):
            whole[part] = {name: _with(usual, thing, says) for name, thing in things.items()}
    return {**config, "network": whole}


def _with(usual: Mapping[str, Any], thing: Any, says: str | None) -> Any:
    """One thing with what is usual of its kind; as it is if it is none."""
    if not isinstance(thing, Mapping):
        return thing
    return _merged(usual.get(_kind(thing, says)), thing)


def _kind(thing: Mapping[str, Any], says: str | None) -> str:
    return HOME if says is None else str(thing.get(says))


def _merged(usual: Any, own: Any) -> Any:
    """What is usual, with its own values over it; without those that it sets to null."""
    if not isinstance(usual, Mapping) or not isinstance(own, Mapping):
        return own
    both = {**usual, **{key: _merged(usual.get(key), value) for key, value in own.items()}}
    return {key: value for key, value in both.items() if value is not None or key not in usual}


def wrong_usual(config: Mapping[str, Any]) -> list[Fault]:
    """Return a fault for each usual thing of a kind that there is none of."""
    network = config.get("network")
    usual = network.get(KEY, {}) if isinstance(network, Mapping) else {}
    key = f"network.{KEY}"
    if not isinstance(usual, Mapping):
        return [Fault(key, str(usual), "keys by tier, or home")]
    known = [HOME, *(tier.value for tier in Tier)]
    return [
        Fault(f"{key}.{name}", "a key", f"one of {', '.join(known)}", nearest(str(name), known))
        for name in usual
        if name not in known
    ]


def told_once(config: Mapping[str, Any], faults: Iterable[Fault]) -> list[Fault]:
    """Return faults under the key where they are written: once if that is what is usual."""
    found = [_where_written(config, fault) for fault in faults]
    return list(dict.fromkeys(found))


def _where_written(config: Mapping[str, Any], fault: Fault) -> Fault:
    """A fault under the key of the usual thing, if the thing itself does not say it."""
    network, parts = config.get("network"), fault.key.split(".")
    if not isinstance(network, Mapping) or KEY not in network or len(parts) <= 3:  # noqa: PLR2004
        return fault
    if parts[0] != "network" or parts[1] not in _PARTS:
        return fault
    thing = network[parts[1]][parts[2]]
    if _holds(thing, parts[3:]):
        return fault
    kind = _kind(thing, _PARTS[parts[1]])
    if not _holds(network[KEY].get(kind), parts[3:]):
        return fault
    return replace(fault, key=".".join(["network", KEY, kind, *parts[3:]]))


def _holds(thing: Any, path: list[str]) -> bool:
    """Whether something has a value at a path."""
    for name in path:
        if isinstance(thing, list) and name.isdigit() and int(name) < len(thing):
            thing = thing[int(name)]
        elif isinstance(thing, Mapping) and name in thing:
            thing = thing[name]
        else:
            return False
    return True
