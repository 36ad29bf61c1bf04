"""Outreach: the visiting experts of each facility."""

from __future__ import annotations

from dataclasses import dataclass

from sim.clock import HOURS_PER_DAY, HOURS_PER_MINUTE
from sim.contract import NOWHERE
from sim.system import System
from sim.tables.durations import DurationRow, duration_row
from sim.tables.names import Names
from sim.tables.roster import Roster, Window


@dataclass(slots=True)
class OutreachTables:
    """Visiting experts."""

    clinic: list[list[int]]  # [facility][condition] clinic of the visiting expert
    giver: list[list[int]]  # [facility][condition] the expert's hospital
    acceptance: float
    wait: float  # hours that patients wait for an expert
    minutes: DurationRow  # of a consultation


def lower_outreach(system: System, names: Names, plan: Roster, window: Window) -> OutreachTables:
    """Return the tables of visiting experts."""
    outreach = system.outreach
    codes = {key: code for code, key in enumerate(plan.sessions)}
    return OutreachTables(
        clinic=[_experts(system, codes, name) for name in names.facilities],
        giver=[_experts_from(system, names, name) for name in names.facilities],
        acceptance=outreach.acceptance,
        wait=min(outreach.wait_days * HOURS_PER_DAY, window.listed),
        minutes=duration_row(outreach.minutes, HOURS_PER_MINUTE),
    )


def _experts(system: System, codes: dict[str, int], name: str) -> list[int]:
    """The visiting expert of a facility for each condition."""
    experts = {
        clinic.specialty: codes[f"{name}/expert.{clinic.specialty}"]
        for clinic in system.outreach.clinics
        if clinic.at == name
    }
    return [experts.get(condition.specialty, NOWHERE) for condition in system.conditions.values()]


def _experts_from(system: System, names: Names, name: str) -> list[int]:
    """The hospital that the visiting expert comes from, for each condition."""
    givers = {
        clinic.specialty: names.facilities.index(clinic.expert_from)
        for clinic in system.outreach.clinics
        if clinic.at == name
    }
    return [givers.get(condition.specialty, NOWHERE) for condition in system.conditions.values()]
