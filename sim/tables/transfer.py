"""Transfers as numbers."""

from __future__ import annotations

from sim.system.transfer import Transfer
from sim.tables.flows import duration_row
from sim.tables.rows import TransportRow
from sim.tables.stations import MINUTES


def transport_row(transfer: Transfer) -> TransportRow:
    """Return the row of how patients are moved."""
    stabilisation = transfer.stabilisation_minutes
    return TransportRow(
        critical=duration_row(stabilisation.critical, MINUTES),
        urgent=duration_row(stabilisation.urgent, MINUTES),
        loading=transfer.loading_minutes * MINUTES,
        patience=transfer.ambulance_patience_hours,
        for_step_down=int(transfer.ambulance_for_step_down),
    )
