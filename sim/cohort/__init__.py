"""The cohort: who falls ill when and where, and who lies in a bed when the run begins."""

from __future__ import annotations

from threading import local
from typing import Any, Final

from sim.cohort.arrivals import synthetic, yearly_rates
from sim.cohort.beside import beside_file, from_file
from sim.cohort.chronic import chronic
from sim.cohort.coverage import uncovered
from sim.cohort.drawing import Drawing, first_choice
from sim.cohort.follow_ups import follow_ups
from sim.cohort.parts import Part, parts
from sim.cohort.people import Cohort, merged
from sim.cohort.residents import residents
from sim.scenario import Demand, Scenario
from sim.system import System


class _Last(local):
    """The last cohort that a thread has drawn, with its source."""

    source: Any = None
    cohort: Cohort | None = None


_LAST: Final = _Last()


def draw(system: System, demand: Demand, until: float, seed: int, replication: int) -> Cohort:
    """Return all patients of a system without levers, from the start of ``demand`` to ``until``.

    Raises what :func:`drawn` does.
    """
    first = first_choice(system, demand)
    return drawn(Drawing(system, first, demand, until, seed, replication))


def draw_for(scenario: Scenario, until: float, replication: int) -> Cohort:
    """Return all patients of a scenario from the start of its demand to the hour ``until``.

    Raises what :func:`drawn` does.
    """
    return drawn(_drawing(scenario, until, replication))


def drawn(drawing: Drawing) -> Cohort:
    """Return all patients from the start of the demand to the end of the run.

    It is a pure function: the same arguments give the same cohort, on any machine and whatever ran
    before. The last cohort is kept, because the next scenario of a comparison mostly has the same
    patients. Raises :exc:`sim.system.faults.Faults` with everything that is wrong in a file of
    arrivals.
    """
    source = drawing.source()
    if _LAST.cohort is None or _LAST.source != source:
        _LAST.cohort = None  # freed before the next one is drawn: cohorts are large
        # Nothing else holds the parts: each of their columns is freed once it is merged.
        _LAST.cohort = merged(_parts(drawing))
        _LAST.source = source
    return _LAST.cohort


def demands(scenario: Scenario) -> list[Part]:
    """Return the demand in episodes a year, as played: synthetic, from a file, or both.

    Raises what :func:`drawn` does.
    """
    return parts(_drawing(scenario, scenario.until, 0))


def remarks(scenario: Scenario) -> tuple[str, ...]:
    """Return sentences on a run's days and its file of arrivals that a planner should know.

    Raises what :func:`drawn` does.
    """
    days = uncovered(scenario.demand.calendar, scenario.until)
    if scenario.demand.path is None:
        return days
    return days + draw_for(scenario, scenario.until, 0).remarks


def _drawing(scenario: Scenario, until: float, replication: int) -> Drawing:
    demand, first = scenario.demand, first_choice(scenario.before, scenario.demand)
    return Drawing(scenario.system, first, demand, until, scenario.run.seed, replication)


def _parts(drawing: Drawing) -> list[Cohort]:
    """The patients in beds and those who fall ill, stream by stream; a file has the rest."""
    system, demand, until = drawing.system, drawing.demand, drawing.until
    seed, replication = drawing.seed, drawing.replication
    there = residents(system, demand.calendar.begin, seed, replication)
    if demand.path is not None and not demand.beside:
        return [there, from_file(drawing)]
    first = synthetic(system, demand, until, seed, replication)
    followed = chronic(system, demand, until, seed, replication)
    every = [*first, *follow_ups(system, first, until), followed]
    return [there, *(every if demand.path is None else beside_file(drawing, every))]


__all__ = ["Cohort", "demands", "draw", "draw_for", "drawn", "remarks", "yearly_rates"]
