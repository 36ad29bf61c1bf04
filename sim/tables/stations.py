"""Stations, and the timetable of a run."""

from __future__ import annotations

from dataclasses import dataclass

from sim.contract import NOWHERE, PRIORITIES
from sim.system import System
from sim.tables.names import Names
from sim.tables.roster import Roster, Window
from sim.tables.shifts import capacities
from sim.tables.tickets import TicketTables


@dataclass(slots=True)
class StationRow:
    """A station."""

    facility: int
    runs_over: int
    turnover: float  # hours
    surge: int  # servers beside those staffed


@dataclass(slots=True)
class ShiftRow:
    """An event of the timetable: a new capacity of a station, or a clinic's next session."""

    time: float  # hours
    station: int  # NOWHERE: a clinic's turn
    capacity: int
    clinic: int


@dataclass(slots=True)
class StationTables:
    """Stations and what changes at them."""

    station: list[StationRow]
    shift: list[ShiftRow]  # in the order of time
    reserve: list[list[int]]  # [station][priority] servers that must stay free


def lower_stations(
    system: System, names: Names, plan: Roster, tickets: TicketTables, window: Window
) -> StationTables:
    """Return the tables of stations."""
    return StationTables(
        station=station_rows(names, plan),
        shift=shift_rows(names, plan, tickets, window),
        reserve=reserve_rows(system, names, plan),
    )


def station_rows(names: Names, plan: Roster) -> list[StationRow]:
    """Return the rows of all stations, in the order of their codes."""
    return [
        StationRow(
            facility=names.facilities.index(key.split("/")[0]),
            runs_over=int(plan.stations[key].runs_over),
            turnover=plan.stations[key].turnover,
            surge=plan.stations[key].surge,
        )
        for key in names.stations
    ]


def shift_rows(names: Names, plan: Roster, tickets: TicketTables, window: Window) -> list[ShiftRow]:
    """Return the timetable events of a run in order: capacities, then turns of clinics."""
    begin, horizon, sessions = window.begin, window.horizon, tickets.session
    shifts = [
        ShiftRow(time, station, servers, NOWHERE)
        for station, key in enumerate(names.stations)
        for time, servers in capacities(
            begin, plan.stations[key].off_hours, plan.stations[key].servers
        )
        if time < horizon
    ]
    turns = [
        ShiftRow(sessions[number].end, NOWHERE, 0, clinic)
        for clinic, row in enumerate(tickets.clinic)
        for number in range(row.first, row.last)
        if sessions[number].end < horizon
    ]
    return sorted([*shifts, *turns], key=lambda row: row.time)


def reserve_rows(system: System, names: Names, plan: Roster) -> list[list[int]]:
    """Return for each station the servers that must stay free at each priority.

    Ordinary patients (acuity 3 and 4, elective) leave free what the station keeps, what the green
    channel keeps, and the surge beds. Urgent patients leave free what the green channel keeps.
    Critical patients and those of the green channel may take all. At least one staffed bed is left
    to everybody; the engines leave at least one server of every shift.
    """
    green = _green_stations(system)
    rows = []
    for key in names.stations:
        planned = plan.stations[key]
        most = max(servers for _, servers in capacities(0.0, planned.off_hours, planned.servers))
        staffed = most - planned.surge
        channel, limit = green.get(key, 0), max(0, staffed - 1)
        urgent, ordinary = min(channel, limit), min(channel + planned.kept, limit) + planned.surge
        rows.append([0, urgent, ordinary, ordinary])
    assert all(len(row) == PRIORITIES for row in rows)
    return rows


def _green_stations(system: System) -> dict[str, int]:
    """The servers that the green channel keeps at each station."""
    channel, kept = system.referral.green_channel, {}
    for name, rooms in (channel.kept_rooms or {}).items():
        facility = system.network.facilities[name]
        shared = _flow_stations(system, facility.clinic)
        for service in _flow_stations(system, facility.emergency) - shared:
            kept[f"{name}/{service}"] = rooms
    for name, wards in (channel.kept_beds or {}).items():
        for ward, beds in wards.items():
            service = ward if ward == "ward" else f"ward.{ward}"
            kept[f"{name}/{service}"] = beds
    return kept


def _flow_stations(system: System, flow: str | None) -> set[str]:
    """The stations that a flow uses, by name."""
    lines = system.care.flows[flow] if flow else ()
    return {line.station or line.service for line in lines}
