"""Discharge talks: nobody to talk with, or nothing to spare."""

from __future__ import annotations

from collections.abc import Iterator

from sim.system import System
from sim.system.faults import Fault


def wrong_discharge_talk(system: System) -> Iterator[Fault]:
    """Yield keys of the talk that could change nothing."""
    talk, returns = system.discharge_talk, system.returns
    if talk.share == 0.0:
        return
    if not any(facility.every_ward() for facility in system.network.facilities.values()):
        expected = "0, since no facility has a ward"
        yield Fault("discharge_talk.share", f"{talk.share:g}", expected)
    if talk.spares > 0.0 and returns.after_miss == returns.otherwise == 0.0:
        expected = "0, since nobody comes again; or some returns.otherwise"
        yield Fault("discharge_talk.spares", f"{talk.spares:g}", expected)
