"""Kept: the green channel keeps only beds and rooms that exist."""

from __future__ import annotations

from collections.abc import Iterator

from sim.system import System
from sim.system.faults import Fault
from sim.system.fields import nearest


def wrong_kept(system: System) -> Iterator[Fault]:
    """Yield each ward and each emergency department that does not exist."""
    channel, facilities = system.referral.green_channel, system.network.facilities
    for name, wards in (channel.kept_beds or {}).items():
        if name in facilities:
            known = [key.removeprefix("ward.") for key in facilities[name].every_ward()]
            for ward in (ward for ward in wards if ward not in known):
                key = f"referral.green_channel.kept_beds.{name}.{ward}"
                yield Fault(key, ward, f"a ward of {name}", nearest(ward, known))
    for name in channel.kept_rooms or {}:
        if name in facilities and facilities[name].emergency is None:
            key = f"referral.green_channel.kept_rooms.{name}"
            yield Fault(key, name, "a facility with an emergency department")
