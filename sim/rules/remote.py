"""Readings of ECGs and images: at the hub, by the facility's own readers, or by its doctors."""

from __future__ import annotations

from sim import luck
from sim.contract import (
    CRITICAL,
    NOWHERE,
    ORDER,
    READ_AT_HUB,
    READ_HERE,
    SOON,
    URGENT,
    Ask,
    Patient,
)
from sim.rules import critical_values, times
from sim.rules.asking import order
from sim.rules.triage import urgent
from sim.tables import Tables


def send_reading(tables: Tables, now: float, p: Patient, ask: Ask, line: int) -> int:
    """Ask for the reading that a line of the flow orders."""
    row = tables.flows.line[line]
    reading = tables.remote.reading[p.facility][row.modality]
    u = luck.uniform(p.key, luck.SERVICE_TIME, p.hop, row.luck)
    if luck.uniform(p.key, luck.READ_AT_HUB, p.hop, row.luck) < reading.share:
        first = reading.critical_first == 1 and urgent(p)
        hours = times.hours(reading.hub, u)
        order(
            tables, ask, p, row.stage, reading.hub_station, hours, CRITICAL if first else SOON, now
        )
        ask.delay = reading.delay
        _note_hub_reading(tables, p, row.modality, reading.recognition)
        critical_values.find(tables, p, READ_AT_HUB)
        return ORDER
    critical_values.find(tables, p, READ_HERE)
    if row.station == NOWHERE:
        hours = times.hours(reading.local, u)
        return order(tables, ask, p, row.stage, NOWHERE, hours, SOON, now)
    own = tables.flows.minutes[line][p.condition]
    hours = times.hours(own, u)
    return order(tables, ask, p, row.stage, row.station, hours, URGENT if urgent(p) else SOON, now)


def _note_hub_reading(tables: Tables, p: Patient, modality: int, recognition: float) -> None:
    """Remember that an expert has read the recording, and how much it tells."""
    p.hub_read = 1
    if tables.remote.informed_by[p.condition] & (1 << modality) != 0:
        p.hub_recognition = max(p.hub_recognition, recognition)
