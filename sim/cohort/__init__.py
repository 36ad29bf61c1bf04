"""The cohort: who falls ill, when and where, and who lies in a bed when the run begins."""

from __future__ import annotations

from sim.clock import Calendar
from sim.cohort.arrivals import synthetic, yearly_rates
from sim.cohort.people import Cohort, merged
from sim.cohort.recording import recorded
from sim.cohort.residents import residents
from sim.scenario import Demand
from sim.system import System


def draw(system: System, demand: Demand, until: float, seed: int, replication: int) -> Cohort:
    """Return all patients from the start of ``demand`` to the hour ``until``.

    It is a pure function: same arguments, same cohort, whatever ran before and wherever. Raises
    :exc:`sim.system.faults.Faults` with everything that is wrong in a file of arrivals.
    """
    source = synthetic if demand.path is None else recorded
    arrivals = source(system, demand, until, seed, replication)
    begin = Calendar(demand.start).begin
    return merged([residents(system, begin, seed, replication), arrivals])


__all__ = ["Cohort", "draw", "yearly_rates"]
