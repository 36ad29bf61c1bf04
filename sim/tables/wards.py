"""Wards: which ward takes which patients, how many of them, and for how long."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sim.clock import HOURS_PER_DAY
from sim.contract import NOWHERE
from sim.system import System
from sim.system.conditions import Condition
from sim.system.durations import Duration
from sim.system.network import Facility, Ward
from sim.tables.durations import DurationRow, duration_row
from sim.tables.names import Names

NOTHING = Duration(mean=0.0)
"""A stay where no ward takes the condition; nobody has it."""


@dataclass(slots=True)
class AdmissionRow:
    """Admission of a condition at a facility."""

    planned: float
    urgent: float
    operation: float


@dataclass(slots=True)
class WardTables:
    """Admission, and beds."""

    admission: list[list[AdmissionRow]]  # [facility][condition]
    slope: float  # of admission, by complexity
    ward: list[list[int]]  # [facility][condition] station; NOWHERE: does not admit
    lender: list[list[int]]  # [facility][condition] station of the ward that is borrowed from
    stay: list[list[DurationRow]]  # [facility][condition]
    observation: list[int]  # [facility] station
    observed: float  # share of patients who need no ward after observation
    observed_for: DurationRow
    boarding: float  # hours that an urgent patient waits for a bed
    elective: float  # hours that an elective patient waits for a bed
    overflow: float  # hours until a bed of another ward is asked for
    leaves_from: float  # hour of the day from which stays end; NaN: at any hour
    leaves_within: float  # hours from then on


def lower_wards(system: System, names: Names, admissions: list[list[AdmissionRow]]) -> WardTables:
    """Return the tables of admission and beds."""
    admission, facilities = system.admission, system.network.facilities
    leaving = admission.discharge_hours or (math.nan, math.nan)
    return WardTables(
        admission=admissions,
        slope=admission.complexity_slope,
        ward=[ward_codes(system, names, name) for name in facilities],
        lender=[lender_codes(system, names, name) for name in facilities],
        stay=[stay_rows(system, facility) for facility in facilities.values()],
        observation=names.stations_of("observation"),
        observed=admission.observed_share,
        observed_for=duration_row(admission.observation_hours, 1.0),
        boarding=admission.emergency_patience_hours,
        elective=admission.elective_patience_days * HOURS_PER_DAY,
        overflow=admission.overflow_hours,
        leaves_from=leaving[0],
        leaves_within=leaving[1] - leaving[0],
    )


def admissions_of(system: System) -> list[list[AdmissionRow]]:
    """Return the probabilities of admission and operation by facility and condition."""
    return [admission_rows(system, facility) for facility in system.network.facilities.values()]


def ward_codes(system: System, names: Names, facility: str) -> list[int]:
    """Return the station of the ward that takes each condition at a facility."""
    place = system.network.facilities[facility]
    wards = [place.ward_of(condition.specialty) for condition in system.conditions.values()]
    return [NOWHERE if ward is None else names.station(facility, ward) for ward in wards]


def lender_codes(system: System, names: Names, facility: str) -> list[int]:
    """Return the station of the ward that is borrowed from, for each condition."""
    wards = wards_for(system, system.network.facilities[facility])
    lenders = [ward.borrows_from if ward else None for ward in wards]
    return [_lender(names, facility, lender) for lender in lenders]


def _lender(names: Names, facility: str, ward: str | None) -> int:
    if ward is None:
        return NOWHERE
    return names.station(facility, ward if ward == "ward" else f"ward.{ward}")


def admission_rows(system: System, facility: Facility) -> list[AdmissionRow]:
    """Return the probabilities of admission and operation by condition; 0 without a ward."""
    return [
        _admission(condition, ward)
        for condition, ward in zip(
            system.conditions.values(), wards_for(system, facility), strict=True
        )
    ]


def _admission(condition: Condition, ward: Ward | None) -> AdmissionRow:
    if ward is None:
        return AdmissionRow(0.0, 0.0, 0.0)
    return AdmissionRow(
        planned=min(1.0, condition.admission * ward.admission_factor),
        urgent=min(1.0, condition.emergency_admission * ward.admission_factor),
        operation=min(1.0, condition.operation * ward.operation_factor),
    )


def stay_rows(system: System, facility: Facility) -> list[DurationRow]:
    """Return the lengths of stay at a facility by condition; none without a ward."""
    return [
        _stay(ward, name, condition.stay_factor)
        for ward, (name, condition) in zip(
            wards_for(system, facility), system.conditions.items(), strict=True
        )
    ]


def _stay(ward: Ward | None, condition: str, factor: float) -> DurationRow:
    if ward is None:
        return duration_row(NOTHING, HOURS_PER_DAY)
    if condition in ward.stay_days_for:
        return duration_row(ward.stay_days_for[condition], HOURS_PER_DAY)
    return duration_row(ward.stay_days, HOURS_PER_DAY, factor)


def wards_for(system: System, facility: Facility) -> list[Ward | None]:
    """Return the ward of a facility that takes each condition, or None."""
    wards = facility.every_ward()
    names = [facility.ward_of(condition.specialty) for condition in system.conditions.values()]
    return [None if name is None else wards[name] for name in names]
