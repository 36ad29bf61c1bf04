"""Tickets: clinics with their sessions, and what happens when tickets run out."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sim.clock import HOURS_PER_DAY
from sim.contract import NOWHERE
from sim.system import System
from sim.system.acuity import LAST_URGENT
from sim.tables.durations import FOR_EVER, DurationRow, duration_row
from sim.tables.names import Names
from sim.tables.roster import Roster, Window

_ENDLESS = 1 << 40  # tickets
_LAST_SESSION = HOURS_PER_DAY


@dataclass(slots=True)
class ClinicRow:
    """A clinic: a station that works in sessions with tickets."""

    facility: int
    station: int
    first: int  # its sessions are first … last - 1
    last: int
    last_call: float  # hours before the end


@dataclass(slots=True)
class SessionRow:
    """A session of a clinic."""

    start: float  # hours
    end: float
    tickets: int
    kept: int  # of these, for patients with a letter until the session begins
    extra: int  # extra patients (加号)


@dataclass(slots=True)
class TicketTables:
    """Tickets of clinics."""

    clinic: list[ClinicRow]
    session: list[SessionRow]
    consulting: list[list[int]]  # [facility][condition] clinic
    search: float  # hours ahead that tickets can be booked
    no_show: float
    rebook: float
    patience: list[DurationRow]  # [acuity - 1] for a ticket
    to_emergency: list[float]  # [acuity - 1] share of those who are left without a ticket
    to_home: list[float]  # [acuity - 1] the same


def lower_tickets(system: System, names: Names, plan: Roster, window: Window) -> TicketTables:
    """Return the tables of tickets; patients look for one in the hours that are listed."""
    access, tickets = system.access, system.access.tickets
    clinics, sessions = clinic_rows(names, plan, window.endless_from)
    codes = {key: code for code, key in enumerate(plan.sessions)}
    urgent = [0.0] * LAST_URGENT
    return TicketTables(
        clinic=clinics,
        session=sessions,
        consulting=[_consulting(system, codes, name) for name in names.facilities],
        search=min(access.search_days * HOURS_PER_DAY, window.listed),
        no_show=access.no_show,
        rebook=access.rebook,
        patience=[
            FOR_EVER if days is None else duration_row(days, HOURS_PER_DAY)
            for days in (*[None] * LAST_URGENT, *tickets.patience_days)
        ],
        to_emergency=[*urgent, *tickets.to_emergency],
        to_home=[*urgent, *tickets.stays_home],
    )


def clinic_rows(
    names: Names, plan: Roster, endless_from: float = math.inf
) -> tuple[list[ClinicRow], list[SessionRow]]:
    """Return the clinics, in the order of ``plan.sessions``, and all their sessions.

    At ``endless_from``, if that is finite, a last session begins that takes everybody.
    """
    clinics: list[ClinicRow] = []
    sessions: list[SessionRow] = []
    for key, held in plan.sessions.items():
        first = len(sessions)
        counts = zip(held.intervals, held.tickets, held.kept, held.extra, strict=True)
        sessions += [SessionRow(*hours, *numbers) for hours, *numbers in counts]
        if held.intervals and endless_from < math.inf:
            end = endless_from + held.last_call + _LAST_SESSION
            sessions.append(SessionRow(endless_from, end, _ENDLESS, 0, 0))
        facility = names.facilities.index(key.split("/")[0])
        station = names.stations.index(key)
        clinics.append(ClinicRow(facility, station, first, len(sessions), held.last_call))
    return clinics, sessions


def _consulting(system: System, codes: dict[str, int], name: str) -> list[int]:
    """The clinic of a facility that sees each condition."""
    own = [codes.get(f"{name}/consultation.{c.specialty}") for c in system.conditions.values()]
    general = codes.get(f"{name}/consultation.general", NOWHERE)
    return [general if code is None else code for code in own]
