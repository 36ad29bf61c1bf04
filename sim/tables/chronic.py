"""Chronic disease as numbers: the persons, and the course of each disease."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.clock import DAYS_PER_YEAR, HOURS_PER_DAY
from sim.system import System
from sim.system.chronic import RECALL_DAYS


@dataclass(slots=True)
class ChronicRow:
    """A chronic disease; its persons are those from the ``last`` of the row before to its own."""

    last: int
    recall: float  # hours
    due: float  # hours after a follow-up from which the next is due
    reach: float  # share of the persons who are called in
    by_oneself: float  # probability that a person who is not called in comes on an occasion
    kept: float
    at_base: float
    effective: float  # hours
    followed: float
    lapsed: float
    spared: float  # share of the exacerbations that control spares


@dataclass(slots=True)
class ChronicTables:
    """Chronic diseases."""

    disease: list[ChronicRow]


@dataclass(frozen=True)
class Persons:
    """The persons of one home who are followed for one disease."""

    disease: str
    home: str
    first: int
    """Number of the first; the others follow it."""
    count: int


def persons(system: System) -> Iterator[Persons]:
    """Return the persons who are followed, numbered disease by disease and home by home."""
    first = 0
    for disease, row in system.chronic.items():
        for name, home in system.network.homes.items():
            share = row.prevalence_for.get(name, row.prevalence if home.base else 0.0)
            count = round(home.population * share * row.managed)
            if count > 0:
                yield Persons(disease, name, first, count)
                first += count


def lower_chronic(system: System) -> ChronicTables:
    """Return the tables of chronic diseases."""
    last = 0
    rows = []
    followed = list(persons(system))
    for disease, row in system.chronic.items():
        last += sum(some.count for some in followed if some.disease == disease)
        rows.append(
            ChronicRow(
                last=last,
                recall=row.recall_days * HOURS_PER_DAY,
                due=(row.recall_days - RECALL_DAYS / 2.0) * HOURS_PER_DAY,
                reach=system.chronic_management.reach,
                by_oneself=min(1.0, row.visits_in_demand * RECALL_DAYS / DAYS_PER_YEAR),
                kept=row.kept,
                at_base=row.at_base,
                effective=row.effective_days * HOURS_PER_DAY,
                followed=row.control_followed,
                lapsed=row.control_lapsed,
                spared=_spared(row.exacerbations_controlled, row.exacerbations_uncontrolled),
            )
        )
    return ChronicTables(rows)


def _spared(controlled: float, uncontrolled: float) -> float:
    """The share of the exacerbations that control spares."""
    return 1.0 - controlled / uncontrolled if uncontrolled > 0.0 else 0.0
