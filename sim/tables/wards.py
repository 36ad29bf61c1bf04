"""Wards: how long a bed is taken, above and below."""

from __future__ import annotations

from sim.clock import HOURS_PER_DAY
from sim.contract import NOWHERE
from sim.system import System
from sim.system.durations import Duration
from sim.system.network import Facility
from sim.tables.flows import duration_row
from sim.tables.rows import DurationRow

_NOTHING = Duration(mean=0.0)


def stay_rows(system: System, facility: Facility) -> list[DurationRow]:
    """Return the lengths of stay at a facility by condition; none without a ward."""
    ward = facility.ward
    usual, own = (ward.stay_days, ward.stay_days_for) if ward else (_NOTHING, {})
    return [
        duration_row(own[name], HOURS_PER_DAY)
        if name in own
        else duration_row(usual, HOURS_PER_DAY, condition.stay_factor)
        for name, condition in system.conditions.items()
    ]


def recovery_rows(system: System, facility: Facility) -> list[DurationRow]:
    """Return the stays of those who have stepped down to a facility, by condition.

    The form is NOWHERE where the rest of the stay above is spent.
    """
    own = facility.ward.recovery_days_for if facility.ward else {}
    return [
        duration_row(own[name], HOURS_PER_DAY)
        if name in own
        else DurationRow(NOWHERE, 0.0, 0.0, 0.0)
        for name in system.conditions
    ]
