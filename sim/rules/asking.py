"""How a rule writes down what it asks for."""

from __future__ import annotations

import math

from sim.contract import NOWHERE, ORDER, ORDINARY, STEP, Ask, Patient
from sim.tables import Tables


def delay(ask: Ask, p: Patient, stage: int, hours: float) -> int:
    """Ask for a delay of so many hours where the patient is."""
    _clear(ask, p, stage)
    ask.duration = hours
    return STEP


def delay_until(ask: Ask, p: Patient, stage: int, instant: float) -> int:
    """Ask for a delay that ends at an instant."""
    _clear(ask, p, stage)
    ask.until = instant
    return STEP


def wait_for_orders(ask: Ask, p: Patient, stage: int) -> int:
    """Ask to wait until all orders of the patient are back."""
    _clear(ask, p, stage)
    ask.after_orders = 1
    return STEP


def service(
    tables: Tables,
    ask: Ask,
    p: Patient,
    stage: int,
    station: int,
    hours: float,
    priority: int,
    since: float,
) -> int:
    """Ask for service at a station (NOWHERE: it takes time, but no server)."""
    _clear(ask, p, stage)
    ask.station = station
    if station != NOWHERE:
        ask.turnover = tables.stations.station[station].turnover
    ask.duration = hours
    ask.priority = priority
    ask.since = since
    return STEP


def order(
    tables: Tables,
    ask: Ask,
    p: Patient,
    stage: int,
    station: int,
    hours: float,
    priority: int,
    since: float,
) -> int:
    """Ask to send an order to a station, or to a reader without a queue (NOWHERE)."""
    service(tables, ask, p, stage, station, hours, priority, since)
    return ORDER


def _clear(ask: Ask, p: Patient, stage: int) -> None:
    """Begin a new question."""
    ask.stage = stage
    ask.facility = p.facility
    ask.station = NOWHERE
    ask.duration = 0.0
    ask.until = math.nan
    ask.turnover = 0.0
    ask.priority = ORDINARY
    ask.since = 0.0
    ask.gives_up = math.inf
    ask.keep = NOWHERE
    ask.free = 0
    ask.after_orders = 0
    ask.delay = 0.0
