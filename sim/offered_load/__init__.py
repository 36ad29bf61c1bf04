"""Offered load: the work that comes to each station against the server-hours that it has.

Nothing is simulated. Sample patients of every home, condition and urgency *walk* through the rules
of an empty system, where nobody waits and tickets never run out. Each stands for a share of the
demand of a week without holidays. Expected waits do not change; all other rules and levers work as
in a run. For clinics, tickets are counted too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.clock import DAYS_PER_WEEK, HOURS_PER_WEEK, WEEKDAYS
from sim.cohort.people import Floats
from sim.contract import NOWHERE
from sim.engines import COMPILED, engine_of
from sim.native.compiling import usable
from sim.offered_load.boundless import boundless
from sim.offered_load.estimate import Asked, Wanted, estimate
from sim.offered_load.ground import Walks, slots
from sim.offered_load.streams import streams
from sim.scenario import Scenario
from sim.tables import Tables

ERROR: Final = 0.0033
"""Standard error to reach, as a share of capacity: three standard errors are 1 %."""

PATIENTS: Final = 3_000_000
"""Most patients who walk as compiled code: some six seconds."""

_PLAIN: Final = 30
"""How many times fewer patients walk in plain Python, which is a hundred times as slow."""


@dataclass(frozen=True)
class Load:
    """The load of a station."""

    station: str
    """facility/station."""
    offered_hours_week: float
    """Server-hours of work in a week without holidays."""
    capacity_hours_week: float
    """Server-hours of capacity in such a week, without surge beds."""
    error_hours_week: float = 0.0
    """Standard error of the work."""

    @property
    def load(self) -> float:
        """Work over capacity; infinite if there is work and no server."""
        return _share(self.offered_hours_week, self.capacity_hours_week)

    @property
    def error(self) -> float:
        """Standard error of the load."""
        return _share(self.error_hours_week, self.capacity_hours_week)


@dataclass(frozen=True)
class Tickets:
    """The load of a clinic's tickets."""

    station: str
    """facility/station of the clinic."""
    asked: tuple[float, ...]
    """Tickets asked for by weekday, in a week without holidays, if nobody waits for one."""
    given: tuple[int, ...]
    """Tickets given, by weekday."""
    sessions: int
    """Sessions a week."""
    error_week: float = 0.0
    """Standard error of the tickets asked for in a week."""

    @property
    def load(self) -> float:
        """Tickets asked for over tickets given, in a week; infinite if asked for but none given."""
        return _share(sum(self.asked), sum(self.given))

    @property
    def error(self) -> float:
        """Standard error of the load."""
        return _share(self.error_week, sum(self.given))

    @property
    def peak(self) -> tuple[float, str]:
        """The highest load of a day, and that day."""
        loads = [_share(a, g) for a, g in zip(self.asked, self.given, strict=True)]
        highest = max(range(DAYS_PER_WEEK), key=loads.__getitem__)
        return loads[highest], WEEKDAYS[highest]


def _share(asked: float, there: float) -> float:
    if there > 0.0:
        return asked / there
    return math.inf if asked > 0.0 else 0.0


@dataclass(frozen=True)
class Offered:
    """The load of a system in a week without holidays."""

    stations: tuple[Load, ...]
    """In the planner's order."""
    clinics: tuple[Tickets, ...]
    patients: int
    """How many patients walked."""


def offered(scenario: Scenario, error: float = ERROR, patients: int = PATIENTS) -> Offered:
    """Return the load of every station and clinic.

    Batches of patients walk until each standard error is at most ``error`` of capacity, or of the
    load where that is more. At most ``patients`` walk; without compiled code fewer. Each result has
    its standard error, and is the same each time.
    """
    tables, tickets = boundless(scenario)
    compiled = engine_of(scenario) == COMPILED and usable()
    capacity, given = server_hours(tables), _by_day(tables, tickets)
    wanted = Wanted(
        hours=capacity,
        tickets=given.sum(axis=1),
        error=error,
        patients=patients if compiled else patients // _PLAIN,
    )
    asked = estimate(Walks(tables, compiled=compiled), streams(scenario, tables), wanted)
    loads = zip(tables.names.stations, asked.hours, capacity, asked.hours_error, strict=True)
    return Offered(
        stations=tuple(Load(name, *map(float, numbers)) for name, *numbers in loads),
        clinics=_clinics(tables, asked, given),
        patients=asked.patients,
    )


def _clinics(tables: Tables, asked: Asked, given: Floats) -> tuple[Tickets, ...]:
    sessions = np.bincount(_of_week(tables), minlength=given.size).reshape(given.shape).sum(axis=1)
    return tuple(
        Tickets(
            station=tables.names.stations[row.station],
            asked=tuple(map(float, asked.tickets[code])),
            given=tuple(map(int, given[code])),
            sessions=int(sessions[code]),
            error_week=float(asked.tickets_error[code]),
        )
        for code, row in enumerate(tables.tickets.clinic)
    )


def _of_week(tables: Tables) -> Sequence[int]:
    """Clinic and weekday of each session of the first week."""
    end, slot = tables.begin + HOURS_PER_WEEK, slots(tables)
    return [int(s) for s, row in zip(slot, tables.tickets.session, strict=True) if row.start < end]


def _by_day(tables: Tables, tickets: list[int]) -> Floats:
    """Tickets of the first week, by clinic and weekday."""
    given = np.zeros(len(tables.tickets.clinic) * DAYS_PER_WEEK)
    end = tables.begin + HOURS_PER_WEEK
    for slot, row, number in zip(slots(tables), tables.tickets.session, tickets, strict=True):
        given[slot] += number if row.start < end else 0
    return given.reshape(-1, DAYS_PER_WEEK)


def server_hours(tables: Tables) -> Floats:
    """Return server-hours of each station in the first week of tables, without surge beds."""
    end = tables.begin + HOURS_PER_WEEK
    hours = np.array([-row.surge * HOURS_PER_WEEK for row in tables.stations.station])
    servers = np.zeros(len(tables.names.stations))
    since = np.full(len(tables.names.stations), tables.begin)
    for shift in tables.stations.shift:
        if shift.station != NOWHERE and shift.time < end:
            hours[shift.station] += servers[shift.station] * (shift.time - since[shift.station])
            servers[shift.station], since[shift.station] = shift.capacity, shift.time
    return hours + servers * (end - since)
