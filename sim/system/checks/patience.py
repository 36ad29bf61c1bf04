"""Patience: a patient who keeps a bed may not wait for another one for ever."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sim.system import System
from sim.system.faults import Fault
from sim.system.fields import NEVER
from sim.system.transfer import AMBULANCE


def endless_waits(system: System) -> Iterator[Fault]:
    """Yield each patience without an end of patients who keep a bed meanwhile."""
    boarding = _first(system, "observation")
    if boarding and system.admission.emergency_patience_hours == math.inf:
        why = f"hours, since those who wait keep a bed of {boarding}/observation meanwhile"
        yield Fault("admission.emergency_patience_hours", NEVER, why)
    transfer = system.transfer
    if transfer.ambulance_for_step_down and transfer.ambulance_patience_hours == math.inf:
        vehicles = _first(system, AMBULANCE)
        if vehicles:
            why = f"hours, since who waits for {vehicles}/{AMBULANCE} may keep a bed meanwhile"
            yield Fault("transfer.ambulance_patience_hours", NEVER, why)


def _first(system: System, station: str) -> str | None:
    """The first facility with such a station, and a ward if it is for inpatients."""
    for name, facility in system.network.facilities.items():
        if station in facility.stations and (station == AMBULANCE or facility.every_ward()):
            return name
    return None
