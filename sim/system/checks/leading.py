"""Leading: the lead is a member of the consortium."""

from __future__ import annotations

from collections.abc import Iterator

from sim.system import System
from sim.system.faults import Fault
from sim.system.leading import LEADING


def wrong_lead(system: System) -> Iterator[Fault]:
    """Yield a fault if the lead is not a member of the consortium."""
    lead = system.network.facilities.get(system.network.lead or "")
    if lead is not None and lead.tier not in LEADING:
        expected = f"a member of the consortium; it is {lead.tier.value}"
        yield Fault("network.lead", str(system.network.lead), expected)
