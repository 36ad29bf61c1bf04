"""Alliances: a lead that receives patients, other members, and one alliance for each case."""

from __future__ import annotations

from collections.abc import Iterator

from sim.system import System
from sim.system.faults import Fault


def wrong_alliances(system: System) -> Iterator[Fault]:
    """Yield faults of the specialty alliances."""
    taken: set[tuple[str, str]] = set()
    for i, alliance in enumerate(system.referral.alliances):
        key = f"referral.alliances.{i}"
        lead = system.network.facilities.get(alliance.lead)
        if lead is not None and lead.clinic is None and lead.emergency is None:
            yield Fault(f"{key}.lead", alliance.lead, "a facility with a clinic or emergency flow")
        for j, member in enumerate(alliance.members):
            where = f"{key}.members.{j}"
            if member == alliance.lead:
                yield Fault(where, member, "other facilities than the lead")
            if (member, alliance.specialty) in taken:
                expected = f"each member once in {alliance.specialty}"
                yield Fault(where, member, expected)
            taken.add((member, alliance.specialty))
