"""Flows: names of :mod:`sim.outcomes.flows`, where they are counted."""

from __future__ import annotations

from sim.outcomes.facts import CHANNELS
from sim.outcomes.flows import FLOWS, HOME, TREATED

__all__ = ["CHANNELS", "FLOWS", "HOME", "TREATED"]
