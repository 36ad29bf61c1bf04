"""Chronic persons: occasions for follow-up, and exacerbations as if no one were controlled.

Rules accept or reject each of them (thinning): so the same persons fall ill in every scenario.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from sim import luck
from sim.clock import HOURS_PER_DAY
from sim.cohort.intensity import intensity
from sim.cohort.people import Codes, Cohort, Floats, Keys, drawn_acuity, merged, people
from sim.cohort.times import times_of
from sim.contract import EXACERBATION, RECALL
from sim.scenario import Demand
from sim.system import System
from sim.system.chronic import RECALL_DAYS
from sim.system.faults import Fault, Faults
from sim.tables.chronic import Persons, persons

_NOT_URGENT = 4  # acuity of a follow-up


def chronic(system: System, demand: Demand, until: float, seed: int, replication: int) -> Cohort:
    """Return all that may happen to the persons in management before ``until``."""
    parts: list[Cohort] = []
    for some in persons(system):
        who = luck.stream_key(seed, replication, "chronic", some.disease, some.home)
        key = luck.patient_keys(who, 0, some.count)
        parts += _recalls(system, demand, until, some, key)
        stream = luck.stream_key(seed, replication, "exacerbation", some.disease, some.home)
        parts.append(_exacerbations(system, demand, until, some, stream))
    return merged(parts)


def read_of(system: System) -> list[tuple[object, ...]]:
    """Return what a cohort depends on in a system's chronic diseases."""
    return [
        (
            *(name, row.prevalence, row.prevalence_for, row.managed, row.visit, row.exacerbation),
            *(row.exacerbations_uncontrolled, row.visits_in_demand, row.exacerbations_in_demand),
        )
        for name, row in system.chronic.items()
    ]


def replaced(system: System) -> Floats:
    """Return visits a year by home and condition that chronic persons make instead of demand."""
    homes, conditions = list(system.network.homes), list(system.conditions)
    visits = np.zeros((len(homes), len(conditions)))
    for some in persons(system):
        row, home = system.chronic[some.disease], homes.index(some.home)
        visits[home, conditions.index(row.visit)] += some.count * row.visits_in_demand
        worse = conditions.index(row.exacerbation)
        visits[home, worse] += some.count * row.exacerbations_in_demand
    return visits


def without_replaced(system: System, rates: Floats, scale: float) -> Floats:
    """Return the rates of demand without the visits of chronic persons.

    Raises :exc:`~sim.system.faults.Faults` if those are more than all visits.
    """
    taken, there = scale * replaced(system), rates.sum(axis=2)
    for home, condition in np.argwhere(taken > there):
        name, ill = list(system.network.homes)[home], list(system.conditions)[condition]
        asked = f"{taken[home, condition]:.0f} visits a year of {name} with {ill}"
        wanted = f"at most the {there[home, condition]:.0f} that its demand holds"
        raise Faults((Fault("chronic.*.visits_in_demand", asked, wanted),))
    left = np.divide(there - taken, there, out=np.ones_like(there), where=there > 0.0)
    thinned: Floats = rates * left[:, :, None]
    return thinned


def _recalls(
    system: System, demand: Demand, until: float, some: Persons, key: Keys
) -> Iterator[Cohort]:
    """The occasions of some persons, one after the other; each person has other days."""
    begin = demand.calendar.begin
    origin = _origin(system, some, system.chronic[some.disease].visit)
    first = begin / HOURS_PER_DAY + luck.uniforms(key, luck.CHRONIC, 0, 0) * RECALL_DAYS
    number = np.arange(some.first, some.first + some.count, dtype=np.int32)
    count = int((until - begin) / HOURS_PER_DAY / RECALL_DAYS) + 1
    for turn in range(count):
        own = luck.further_keys(key, luck.CHRONIC, turn + 1)
        time = np.floor(first + turn * RECALL_DAYS) * HOURS_PER_DAY + _hours(demand, own)
        come = time < until
        acuity = np.full(int(come.sum()), _NOT_URGENT, dtype=np.int8)
        complexity = luck.uniforms(own[come], luck.COMPLEXITY)
        part = people(own[come], time[come], origin, acuity, complexity)
        yield _of(part, number[come], RECALL)


def _hours(demand: Demand, key: Keys) -> Floats:
    """Hours of the day, drawn like those of planned demand."""
    share = np.concatenate([[0.0], np.cumsum(demand.planned.hours)])
    u = luck.uniforms(key, luck.CHRONIC, 0, 1)
    return np.interp(u, share / share[-1], np.arange(len(share)))


def _exacerbations(
    system: System, demand: Demand, until: float, some: Persons, stream: int
) -> Cohort:
    """Exacerbations if no person is controlled; each is of a person drawn among them."""
    row = system.chronic[some.disease]
    rate = some.count * row.exacerbations_uncontrolled
    if rate == 0.0:
        return merged([])
    calendar = demand.calendar
    time = times_of(stream, rate, intensity(demand.urgent, calendar, until, "urgent"), until)
    key = luck.patient_keys(stream, 0, len(time))
    acuity = drawn_acuity(key, system.conditions[row.exacerbation].acuity)
    origin = _origin(system, some, row.exacerbation)
    drawn = (luck.uniforms(key, luck.CHRONIC, 0, 2) * some.count).astype(np.int32)
    part = people(key, time, origin, acuity, luck.uniforms(key, luck.COMPLEXITY))
    return _of(part, some.first + drawn, EXACERBATION)


def _origin(system: System, some: Persons, condition: str) -> tuple[int, int]:
    return list(system.network.homes).index(some.home), list(system.conditions).index(condition)


def _of(part: Cohort, person: Codes, what: int) -> Cohort:
    """The patients of ``part``, as what may happen to these persons."""
    kind = np.full(len(part), what, dtype=np.int8)
    return replace(part, person=person.astype(np.int32), occasion=kind)
