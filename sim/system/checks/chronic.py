"""Chronic disease: control must not bring exacerbations."""

from __future__ import annotations

from collections.abc import Iterator

from sim.system import System
from sim.system.faults import Fault


def wrong_chronic(system: System) -> Iterator[Fault]:
    """Yield each disease whose control brings more exacerbations than it spares."""
    for name, row in system.chronic.items():
        if row.exacerbations_controlled > row.exacerbations_uncontrolled:
            expected = f"at most the {row.exacerbations_uncontrolled:g} without control"
            key = f"chronic.{name}.exacerbations_controlled"
            yield Fault(key, f"{row.exacerbations_controlled:g}", expected)
