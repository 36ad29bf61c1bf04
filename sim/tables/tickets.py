"""Tickets: what gives when they run out, as numbers by acuity."""

from __future__ import annotations

import math

from sim import luck
from sim.clock import HOURS_PER_DAY
from sim.system import System
from sim.system.acuity import LAST_URGENT
from sim.system.durations import Duration
from sim.tables.flows import duration_row
from sim.tables.rows import DurationRow


def ticket_patience_rows(system: System) -> list[DurationRow]:
    """Return the patience for a ticket by acuity."""
    return [_row(days) for days in (*[None] * LAST_URGENT, *system.access.tickets.patience_days)]


def _row(days: Duration | None) -> DurationRow:
    if days is None:
        return DurationRow(luck.FIXED, math.inf, 0.0, 0.0)
    return duration_row(days, HOURS_PER_DAY)


def without_ticket_shares(system: System) -> tuple[list[float], list[float]]:
    """Return who goes to emergency, and who stays at home, by acuity."""
    tickets = system.access.tickets
    urgent = [0.0] * LAST_URGENT
    return [*urgent, *tickets.to_emergency], [*urgent, *tickets.stays_home]
