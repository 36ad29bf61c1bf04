"""Costs: what patients pay at each facility, and what they expect to pay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sim.system import System
from sim.system.costs import Costs
from sim.system.network import Facility
from sim.tables.wards import AdmissionRow


@dataclass(slots=True)
class BillRow:
    """What a patient pays at a facility, in CNY."""

    visit: float
    visit_unreferred: float
    admission: float
    admission_unreferred: float


@dataclass(slots=True)
class CostTables:
    """What patients pay."""

    bill: list[BillRow]  # [facility]


def lower_costs(system: System) -> CostTables:
    """Return the tables of what patients pay."""
    costs = system.costs
    bills = [
        BillRow(
            visit=costs.visit(facility.tier, referred=True),
            visit_unreferred=costs.visit(facility.tier, referred=False),
            admission=costs.admission(facility.tier, referred=True),
            admission_unreferred=costs.admission(facility.tier, referred=False),
        )
        for facility in system.network.facilities.values()
    ]
    return CostTables(bills)


def expected(costs: Costs, facility: Facility, admission: AdmissionRow) -> float:
    """Return what a patient without a letter who can wait expects to pay, in CNY.

    That is the visit, and an admission by its probability.
    """
    visit = costs.visit(facility.tier, referred=False)
    return visit + admission.planned * costs.admission(facility.tier, referred=False)


def expected_costs(
    system: System, admissions: Sequence[Sequence[AdmissionRow]], *, incentives: bool = True
) -> list[list[float]]:
    """Return that by facility and condition, with incentives or as when shares were observed."""
    costs = system.costs
    if not incentives:
        costs = replace(costs, primary_bonus=0.0, unreferred_penalty=0.0)
    facilities = system.network.facilities.values()
    return [
        [expected(costs, facility, row) for row in rows]
        for facility, rows in zip(facilities, admissions, strict=True)
    ]
