"""The tables of a record beside the journeys: stations, openings, facilities, homes, stages."""

from __future__ import annotations

import math

import pyarrow as pa

from sim.contract import NOWHERE
from sim.journeys import FACILITIES, HOMES, OPENINGS, STAGES, STATIONS
from sim.system import System
from sim.system.leading import leader
from sim.tables import Tables
from sim.tables.codes import BY_DOCTOR, IN_BED

Capacities = list[list[tuple[float, int]]]
"""For each station, its number of servers from each instant on."""


def surroundings(system: System, tables: Tables, watched: float) -> dict[str, pa.Table]:
    """Return the tables of a record that do not depend on luck; ``watched`` ends the warm-up."""
    capacities = _capacities(tables)
    return {
        "stations": _stations(tables, capacities, watched),
        "openings": _openings(tables, capacities),
        "facilities": _facilities(system),
        "homes": _homes(system),
        "stages": _stages(system, tables),
    }


def _capacities(tables: Tables) -> Capacities:
    """The number of servers of each station over time."""
    result: Capacities = [[] for _ in tables.names.stations]
    for shift in tables.stations.shift:
        if shift.station != NOWHERE:
            result[shift.station].append((shift.time, shift.capacity))
    return result


def _stations(tables: Tables, capacities: Capacities, watched: float) -> pa.Table:
    """One row a station, with the server-hours of the observed window."""
    rows = [
        {
            "station": name,
            "facility": tables.names.facilities[tables.stations.station[code].facility],
            "service": name.split("/")[1],
            "kind": tables.station_kinds[code],
            "runs_over": tables.stations.station[code].runs_over == 1,
            "servers": max((servers for _, servers in capacities[code]), default=0)
            - tables.stations.station[code].surge,
            "capacity_hours": _server_hours(capacities[code], watched, tables.horizon)
            - tables.stations.station[code].surge * (tables.horizon - watched),
        }
        for code, name in enumerate(tables.names.stations)
    ]
    return pa.Table.from_pylist(rows, schema=STATIONS)


def _server_hours(steps: list[tuple[float, int]], start: float, end: float) -> float:
    """The integral of the number of servers."""
    ends = [time for time, _ in steps[1:]] + [end]
    return sum(
        servers * max(0.0, min(until, end) - max(time, start))
        for (time, servers), until in zip(steps, ends, strict=True)
    )


def _openings(tables: Tables, capacities: Capacities) -> pa.Table:
    """One row for each interval in which a station has servers."""
    rows = []
    for name, steps in zip(tables.names.stations, capacities, strict=True):
        opened: float | None = None
        for time, servers in [*steps, (tables.horizon, 0)]:
            if servers > 0 and opened is None:
                opened = time
            elif servers == 0 and opened is not None:
                rows.append({"station": name, "opens": opened, "closes": time})
                opened = None
    return pa.Table.from_pylist(rows, schema=OPENINGS)


def _facilities(system: System) -> pa.Table:
    """One row a facility."""
    rows = [
        {
            "facility": name,
            "tier": facility.tier.value,
            "label": facility.label,
            "primary": facility.primary_care,
            "lead": name == leader(system.network),
        }
        for name, facility in system.network.facilities.items()
    ]
    return pa.Table.from_pylist(rows, schema=FACILITIES)


def _homes(system: System) -> pa.Table:
    """One row a home."""
    rows = [
        {
            "home": name,
            "label": home.label,
            "rural": home.rural,
            "population": home.population,
            "partial": home.partial,
        }
        for name, home in system.network.homes.items()
    ]
    return pa.Table.from_pylist(rows, schema=HOMES)


def _stages(system: System, tables: Tables) -> pa.Table:
    """One row a stage: what it is, and for a reading the turnaround that is promised."""
    lines = {line.service: line for flow in system.care.flows.values() for line in flow}
    rows = []
    for stage in tables.names.stages:
        line = lines.get(stage)
        reading = system.remote.get(line.reading) if line and line.reading else None
        rows.append(
            {
                "stage": stage,
                "kind": line.kind.value if line else "delay",
                "doctor": line.by_doctor if line else stage in BY_DOCTOR,
                "in_bed": stage in IN_BED,
                "reading": bool(line and line.reading),
                "target_minutes": reading.target_minutes if reading else math.nan,
            }
        )
    return pa.Table.from_pylist(rows, schema=STAGES)
