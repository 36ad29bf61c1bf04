"""Conditions: shares add up, and services and modalities exist."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sim.system import System
from sim.system.checks.shares import TOLERANCE, not_one
from sim.system.checks.slips import meant
from sim.system.faults import Fault
from sim.system.fields import nearest


def wrong_conditions(system: System) -> Iterator[Fault]:
    """Yield shares that do not add up, and names that do not exist."""
    used = {line.service for flow in system.care.flows.values() for line in flow}
    for name, condition in system.conditions.items():
        yield from not_one(f"conditions.{name}.acuity", condition.acuity)
        if condition.operation_grades is not None:
            yield from not_one(f"conditions.{name}.operation_grades", condition.operation_grades)
        again = math.fsum(condition.follow_up.again)
        if again > 1.0 + TOLERANCE:
            where = f"conditions.{name}.follow_up.again"
            yield Fault(where, f"{again:g} in all", "shares that add up to at most 1")
        for i, modality in enumerate(condition.informed_by):
            if system.remote and modality not in system.remote:
                expected, hint = "a modality of remote", nearest(modality, system.remote)
                yield Fault(f"conditions.{name}.informed_by.{i}", modality, expected, hint)
        for key in ("needs", "minutes"):
            for service in getattr(condition, key):
                if known := meant(service, used):
                    where = f"conditions.{name}.{key}"
                    yield Fault(where, service, "a service of some flow", known)
