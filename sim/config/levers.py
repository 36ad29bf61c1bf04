"""The levers of a configuration: found by the name in ``_target_``, checked, never just run."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import is_dataclass
from importlib import import_module
from typing import Any

from sim.config.declared import derives
from sim.policies.base import Policy
from sim.system.faults import Fault

_EXPECTED = "the full name of a dataclass that is a sim.policies.base.Policy"


def lever_class(entry: Any) -> type[Policy] | None:
    """Return the policy class that ``_target_`` names, or None if it names anything else.

    A module is imported only if its source declares a policy of that name.
    """
    found = _found(_target(entry))
    return found if isinstance(found, type) else None


def target_fault(lever: str, entry: Any) -> Fault:
    """Return what is wrong with a lever that names no policy class."""
    given = entry.get("_target_", "(missing)") if isinstance(entry, Mapping) else entry
    why = _found(_target(entry))
    expected = f"{_EXPECTED} ({why})" if isinstance(why, str) and why else _EXPECTED
    return Fault(f"policy.{lever}._target_", str(given), expected)


def _target(entry: Any) -> str:
    return str(entry.get("_target_") or "") if isinstance(entry, Mapping) else ""


def _found(target: str) -> type[Policy] | str:
    """The policy class of that name, or why there is none."""
    module, _, name = target.rpartition(".")
    if not module or not all(part.isidentifier() for part in target.split(".")):
        return ""
    if module not in sys.modules and not derives(module, name, Policy):
        return ""
    try:
        found: Any = getattr(import_module(module), name, None)
    except (Exception, SystemExit) as error:
        return f"its module fails with {type(error).__name__}: {error}".partition("\n")[0]
    if isinstance(found, type) and issubclass(found, Policy) and is_dataclass(found):
        return found
    return ""
