"""The cohort: who falls ill, when and where, and who lies in a bed when the run begins."""

from __future__ import annotations

from pathlib import Path
from threading import local
from typing import Any, Final

from sim.cohort.arrivals import synthetic, yearly_rates
from sim.cohort.chronic import chronic, read_of
from sim.cohort.coverage import uncovered
from sim.cohort.follow_ups import follow_ups
from sim.cohort.people import Cohort, Floats, merged
from sim.cohort.recording import recorded, recorded_rates
from sim.cohort.residents import residents
from sim.scenario import Demand, Scenario
from sim.system import System


class _Last(local):
    """The last cohort that a thread has drawn, and all that it was drawn from."""

    source: Any = None
    cohort: Cohort | None = None


_LAST: Final = _Last()


def draw(system: System, demand: Demand, until: float, seed: int, replication: int) -> Cohort:
    """Return all patients from the start of ``demand`` to the hour ``until``.

    It is a pure function: same arguments, same cohort, whatever ran before and wherever. The last
    cohort is kept, for the next scenario of a comparison mostly has the same patients. Raises
    :exc:`sim.system.faults.Faults` with everything that is wrong in a file of arrivals.
    """
    source = (*_read_of(system), demand, _stamp(demand), until, seed, replication)
    if _LAST.cohort is None or _LAST.source != source:
        _LAST.cohort = None  # before the next one is drawn: they are large
        _LAST.cohort = _drawn(system, demand, until, seed, replication)
        _LAST.source = source
    return _LAST.cohort


def rates(scenario: Scenario) -> Floats:
    """Return episodes a year by home, condition and urgency (urgent, planned), as they are played.

    Those of the synthetic demand, or what a file's rows come to. Raises what :func:`draw` does.
    """
    if scenario.demand.path is None:
        return yearly_rates(scenario.system, scenario.demand)
    return recorded_rates(scenario.system, scenario.demand, scenario.until)


def remarks(scenario: Scenario) -> tuple[str, ...]:
    """Return in sentences what a planner should know of a run's days and of its file of arrivals.

    Raises what :func:`draw` does.
    """
    demand, until = scenario.demand, scenario.until
    days = uncovered(demand.calendar, until)
    if demand.path is None:
        return days
    return days + draw(scenario.system, demand, until, scenario.run.seed, 0).remarks


def _read_of(system: System) -> tuple[Any, ...]:
    """All of a system that a cohort depends on, in its order, since codes are positions."""
    network = system.network
    facilities = network.facilities.items()
    wards = [(name, list(facility.every_ward().items())) for name, facility in facilities]
    return list(network.homes.items()), list(system.conditions.items()), wards, read_of(system)


def _stamp(demand: Demand) -> tuple[int, int] | None:
    """What changes with a file of arrivals."""
    path = Path(demand.path or "")
    if not path.is_file():
        return None
    about = path.stat()
    return about.st_mtime_ns, about.st_size


def _drawn(system: System, demand: Demand, until: float, seed: int, replication: int) -> Cohort:
    # Nobody else holds the parts, so that each column of theirs goes once it is merged.
    return merged(_parts(system, demand, until, seed, replication))


def _parts(
    system: System, demand: Demand, until: float, seed: int, replication: int
) -> list[Cohort]:
    """Who lies in a bed, and who falls ill, stream by stream."""
    there = residents(system, demand.calendar.begin, seed, replication)
    if demand.path is not None:  # a file has all others
        return [there, recorded(system, demand, until, seed, replication)]
    first = synthetic(system, demand, until, seed, replication)
    followed = chronic(system, demand, until, seed, replication)
    return [there, *first, *follow_ups(system, first, until), followed]


__all__ = ["Cohort", "draw", "rates", "remarks", "yearly_rates"]
