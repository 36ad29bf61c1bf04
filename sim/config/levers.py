"""The levers of a configuration: found by the name in ``_target_``, checked, never just run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from importlib import import_module
from typing import Any

from sim.policies.base import Policy
from sim.system.faults import Fault


def lever_class(entry: Any) -> type[Policy] | None:
    """Return the policy class that ``_target_`` names, or None if it names anything else.

    The module is imported, as it must be to look; nothing in it is called.
    """
    target = entry.get("_target_") if isinstance(entry, Mapping) else None
    module, _, name = str(target or "").rpartition(".")
    if not module:
        return None
    try:
        found = getattr(import_module(module), name, None)
    except ImportError:
        return None
    is_lever = isinstance(found, type) and issubclass(found, Policy) and is_dataclass(found)
    return found if is_lever else None


def target_fault(lever: str, entry: Any) -> Fault:
    """Return what is wrong with a lever that names no policy class."""
    given = entry.get("_target_", "(missing)") if isinstance(entry, Mapping) else entry
    expected = "the full name of a dataclass that is a sim.policies.base.Policy"
    return Fault(f"policy.{lever}._target_", str(given), expected)
