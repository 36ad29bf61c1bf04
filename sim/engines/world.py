"""The world that an engine plays: a scenario's system in tables, and one replication's cohort."""

from __future__ import annotations

from dataclasses import dataclass

from sim.clock import HOURS_PER_DAY
from sim.cohort import Cohort, draw_for
from sim.scenario import Scenario
from sim.system import System
from sim.tables import Tables
from sim.tables.phases import Phases, lower_phases


@dataclass(frozen=True)
class World:
    """Everything that a run depends on."""

    system: System
    tables: Tables
    """The system as an engine reads it, in the first phase of a programme."""
    cohort: Cohort
    """Who falls ill."""
    window: tuple[float, float]
    """First and last hour of the observed window: after warm-up, to the horizon."""
    phases: Phases = ()
    """The later phases of a programme."""


def world(scenario: Scenario, replication: int) -> World:
    """Return the world of one replication of a scenario.

    Raises :exc:`~sim.system.faults.Faults` with what is wrong in a file of arrivals.
    """
    demand, run = scenario.demand, scenario.run
    calendar = demand.calendar
    watched = calendar.begin + run.warmup_days * HOURS_PER_DAY
    horizon = watched + run.days * HOURS_PER_DAY
    tables, *later = lower_phases(scenario.dated_systems, calendar, horizon)
    cohort = draw_for(scenario, horizon, replication)
    return World(scenario.system, tables[1], cohort, (watched, horizon), tuple(later))
