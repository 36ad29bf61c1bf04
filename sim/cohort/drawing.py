"""Drawing: everything that a cohort is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.cohort.chronic import read_of
from sim.cohort.reference import Reference, reference
from sim.scenario import Demand
from sim.system import System

_NOBODY = Reference(np.empty((0, 0, 0, 1)), ())


@dataclass(frozen=True)
class Drawing:
    """A system, its demand, and the seed and replication of luck."""

    system: System
    """The system with its levers; a cohort depends only on its :meth:`source`."""
    reference: Reference
    """Where people would come first without levers; empty unless a file of arrivals needs it."""
    demand: Demand
    until: float
    """Hour at which the run ends."""
    seed: int
    replication: int

    def source(self) -> tuple[Any, ...]:
        """Return everything that a cohort depends on."""
        first = self.reference.facilities, self.reference.worth.tobytes()
        asked = self.demand, _stamp(self.demand), self.until, self.seed, self.replication
        return (*_read_of(self.system), *first, *asked)


def first_choice(before: System, demand: Demand) -> Reference:
    """Return where people would come first in a system without levers, if a file needs it."""
    return _NOBODY if demand.path is None else reference(before)


def _read_of(system: System) -> tuple[Any, ...]:
    """The parts of a system that a cohort depends on, in order, since codes are positions."""
    network = system.network
    facilities = network.facilities.items()
    wards = [(name, list(facility.every_ward().items())) for name, facility in facilities]
    return list(network.homes.items()), list(system.conditions.items()), wards, read_of(system)


def _stamp(demand: Demand) -> tuple[int, int] | None:
    """A mark that changes with the file of arrivals."""
    path = Path(demand.path or "")
    if not path.is_file():
        return None
    about = path.stat()
    return about.st_mtime_ns, about.st_size
