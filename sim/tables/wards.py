"""Wards: which takes whom, how readily, and how long a bed is taken, above and below."""

from __future__ import annotations

from sim.clock import HOURS_PER_DAY, HOURS_PER_MINUTE
from sim.contract import NOWHERE
from sim.system import System
from sim.system.conditions import Condition
from sim.system.durations import Duration
from sim.system.network import Facility, Ward
from sim.tables.flows import duration_row
from sim.tables.names import Names
from sim.tables.rows import AdmissionRow, DurationRow

_NOTHING = Duration(mean=0.0)


def ward_codes(system: System, names: Names, facility: str) -> list[int]:
    """Return the station of the ward that takes each condition at a facility."""
    place = system.network.facilities[facility]
    wards = [place.ward_of(condition.specialty) for condition in system.conditions.values()]
    return [NOWHERE if ward is None else names.station(facility, ward) for ward in wards]


def lender_codes(system: System, names: Names, facility: str) -> list[int]:
    """Return the station of the ward that is borrowed from, for each condition."""
    wards = _wards(system, system.network.facilities[facility])
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
            system.conditions.values(), _wards(system, facility), strict=True
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


def operation_rows(system: System, facility: Facility) -> list[DurationRow]:
    """Return the time in theatre by condition, as the ward that takes it says; none without."""
    return [
        duration_row(ward.operation_minutes if ward else _NOTHING, HOURS_PER_MINUTE)
        for ward in _wards(system, facility)
    ]


def stay_rows(system: System, facility: Facility) -> list[DurationRow]:
    """Return the lengths of stay at a facility by condition; none without a ward."""
    return [
        _stay(ward, name, condition.stay_factor)
        for ward, (name, condition) in zip(
            _wards(system, facility), system.conditions.items(), strict=True
        )
    ]


def _stay(ward: Ward | None, condition: str, factor: float) -> DurationRow:
    if ward is None:
        return duration_row(_NOTHING, HOURS_PER_DAY)
    if condition in ward.stay_days_for:
        return duration_row(ward.stay_days_for[condition], HOURS_PER_DAY)
    return duration_row(ward.stay_days, HOURS_PER_DAY, factor)


def recovery_rows(system: System, facility: Facility) -> list[DurationRow]:
    """Return the stays of those who have stepped down to a facility, by condition.

    The form is NOWHERE where the rest of the stay above is spent.
    """
    return [
        duration_row(ward.recovery_days_for[name], HOURS_PER_DAY)
        if ward and name in ward.recovery_days_for
        else DurationRow(NOWHERE, 0.0, 0.0, 0.0)
        for ward, name in zip(_wards(system, facility), system.conditions, strict=True)
    ]


def _wards(system: System, facility: Facility) -> list[Ward | None]:
    """The ward that takes each condition."""
    wards = facility.every_ward()
    names = [facility.ward_of(condition.specialty) for condition in system.conditions.values()]
    return [None if name is None else wards[name] for name in names]
