"""Transfers: how patients are moved between facilities."""

from __future__ import annotations

from dataclasses import dataclass

from sim.clock import HOURS_PER_MINUTE
from sim.system import System
from sim.system.transfer import AMBULANCE
from sim.tables.durations import DurationRow, duration_row
from sim.tables.names import Names


@dataclass(slots=True)
class TransferTables:
    """Moves between facilities."""

    critical: DurationRow  # until one of acuity 1 can be moved
    urgent: DurationRow
    loading: float  # hours
    patience: float  # hours for an ambulance
    for_step_down: int  # 1: inpatients who step down are carried too
    ambulance: list[int]  # [facility] station; NOWHERE: it has none


def lower_transfer(system: System, names: Names) -> TransferTables:
    """Return the tables of moves between facilities."""
    transfer = system.transfer
    return TransferTables(
        critical=duration_row(transfer.stabilisation_minutes.critical, HOURS_PER_MINUTE),
        urgent=duration_row(transfer.stabilisation_minutes.urgent, HOURS_PER_MINUTE),
        loading=transfer.loading_minutes * HOURS_PER_MINUTE,
        patience=transfer.ambulance_patience_hours,
        for_step_down=int(transfer.ambulance_for_step_down),
        ambulance=names.stations_of(AMBULANCE),
    )
