"""Transfers as numbers."""

from __future__ import annotations

from sim.clock import HOURS_PER_MINUTE
from sim.system.transfer import Transfer
from sim.tables.flows import duration_row
from sim.tables.rows import TransportRow


def transport_row(transfer: Transfer) -> TransportRow:
    """Return the row of how patients are moved."""
    stabilisation = transfer.stabilisation_minutes
    return TransportRow(
        critical=duration_row(stabilisation.critical, HOURS_PER_MINUTE),
        urgent=duration_row(stabilisation.urgent, HOURS_PER_MINUTE),
        loading=transfer.loading_minutes * HOURS_PER_MINUTE,
        patience=transfer.ambulance_patience_hours,
        for_step_down=int(transfer.ambulance_for_step_down),
    )
