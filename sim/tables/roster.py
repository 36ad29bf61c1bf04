"""The roster: the staff of stations and clinics in a run, before these have codes."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sim.clock import HOURS_PER_DAY, HOURS_PER_MINUTE, Calendar
from sim.system import System
from sim.system.joint_wards import wards_in_use
from sim.system.network import Clinic, Facility
from sim.system.presences import Presence, Run, presences
from sim.tables.shifts import Change, Interval, opening_intervals, within

_LISTED = 366.0 * HOURS_PER_DAY
"""Hours after a run for which sessions are listed one by one. One more session follows that takes
everybody; in any case its patients still wait when the run ends."""


@dataclass(frozen=True)
class Window:
    """The hours of a run, and how far ahead sessions and lists are known."""

    calendar: Calendar
    horizon: float
    end: float
    """End of what is listed."""
    endless_from: float
    """Hour at which the session begins that takes everybody; infinite if nobody looks so far."""

    @property
    def begin(self) -> float:
        """Hour at which the run begins."""
        return self.calendar.begin

    @property
    def listed(self) -> float:
        """Hours that are listed."""
        return self.end - self.begin


def window_of(system: System, calendar: Calendar, horizon: float) -> Window:
    """Return the window of a run from ``calendar.begin`` to ``horizon`` (hours)."""
    longest = max(system.access.search_days, system.outreach.wait_days) * HOURS_PER_DAY
    ahead = min(longest, _LISTED)
    end = horizon + ahead
    return Window(calendar, horizon, end, end if ahead < longest else math.inf)


@dataclass(frozen=True)
class Planned:
    """A station before it has a code: its kind, and its servers over time."""

    kind: str  # clinic, expert, bed, theatre, reading, service
    runs_over: bool
    turnover: float  # hours
    off_hours: int
    servers: tuple[tuple[float, float, int], ...]  # start, end, servers more or fewer
    kept: int = 0
    surge: int = 0  # beds beyond those staffed, in which only urgent patients start


@dataclass(frozen=True)
class Sessions:
    """The sessions of a clinic, before it has a code."""

    intervals: tuple[Interval, ...]
    tickets: tuple[int, ...]
    kept: tuple[int, ...]  # of these, for formal referrals
    extra: tuple[int, ...]  # patients beside them
    last_call: float  # hours


@dataclass(frozen=True)
class Roster:
    """All stations and clinics of a system in a run, by facility/station."""

    stations: dict[str, Planned]
    sessions: dict[str, Sessions]


Moves = Mapping[str, Sequence[Change]]
"""Changes of servers that presences make, by facility/station."""


def roster(system: System, calendar: Calendar, until: float) -> Roster:
    """Return the stations and sessions until ``until`` (hours)."""
    run, plan = Run(calendar, until), Roster({}, {})
    present = list(presences(system, run))
    moved = moves_of(present)
    _add_experts(plan, system, present)
    for name in system.network.facilities:
        _add_clinics(plan, system, name, run, moved)
        _add_stations(plan, system, name, run, moved)
        _add_wards(plan, system, name)
    return plan


def _add_clinics(plan: Roster, system: System, name: str, run: Run, moved: Moves) -> None:
    """Add the consulting rooms of a facility with their sessions."""
    facility = system.network.facilities[name]
    for specialty, clinic in facility.clinics.items():
        key = f"{name}/consultation.{specialty}"
        opening = opening_intervals(system, clinic.hours, run.calendar, run.until)
        servers = [(start, end, clinic.doctors) for start, end in opening]
        moves = within(moved.get(key, ()), opening)
        plan.stations[key] = Planned("clinic", True, 0.0, 0, (*servers, *moves))
        tickets = [_tickets(clinic, session, moves) for session in opening]
        plan.sessions[key] = Sessions(
            intervals=tuple(opening),
            tickets=tuple(tickets),
            kept=_shares(tickets, _kept(system, facility, clinic)),
            extra=_shares(tickets, system.access.tickets.extra_share),
            last_call=clinic.last_call_minutes * HOURS_PER_MINUTE,
        )


def _add_stations(plan: Roster, system: System, name: str, run: Run, moved: Moves) -> None:
    """Add the stations of a facility that hold no sessions."""
    facility, readers = system.network.facilities[name], _readers(system)
    for service, station in facility.stations.items():
        key, extra = f"{name}/{service}", _servers(facility, service) - station.off_hours
        opening = opening_intervals(system, station.hours, run.calendar, run.until)
        servers = [(start, end, extra) for start, end in opening]
        plan.stations[key] = Planned(
            kind=_kind(service, readers),
            runs_over=station.runs_over,
            turnover=station.turnover_minutes * HOURS_PER_MINUTE,
            off_hours=station.off_hours,
            servers=(*servers, *within(moved.get(key, ()), opening)),
            kept=station.kept,
        )


def _add_wards(plan: Roster, system: System, name: str) -> None:
    """Add the wards of a facility."""
    for service, ward in wards_in_use(system, name).items():
        beds = ward.beds + ward.surge_beds
        plan.stations[f"{name}/{service}"] = Planned(
            "bed", False, 0.0, beds, (), surge=ward.surge_beds
        )


def moves_of(present: Iterable[Presence]) -> dict[str, list[Change]]:
    """Return the changes of servers that presences make, by facility/station.

    A person is missing at home, travel included, and is one more at the other place, without
    travel.
    """
    moved: dict[str, list[Change]] = {}
    for one in present:
        if one.takes is not None:
            moved.setdefault(f"{one.home}/{one.takes}", []).append((one.leaves, one.returns, -1))
        if one.gives is not None:
            moved.setdefault(f"{one.at}/{one.gives}", []).append((*one.there, 1))
    return moved


def _kept(system: System, facility: Facility, clinic: Clinic) -> float:
    """The share of a clinic's tickets that is kept for referrals: its own, or that of the tier."""
    own = clinic.kept_for_referrals
    return system.referral.kept_tickets.get(facility.tier, 0.0) if own is None else own


def _shares(tickets: Sequence[int], share: float) -> tuple[int, ...]:
    """A share of the tickets of each session."""
    return tuple(int(number * share + 0.5) for number in tickets)


def _tickets(clinic: Clinic, session: Interval, moves: list[Change]) -> int:
    """Tickets of a session: in proportion to the doctors who are there."""
    start, end = session
    hours = sum(
        doctors * max(0.0, min(end, until) - max(start, since)) for since, until, doctors in moves
    )
    present = 1.0 + hours / ((end - start) * clinic.doctors) if clinic.doctors else 0.0
    return int(clinic.tickets * max(0.0, present) + 0.5)


def _servers(facility: Facility, service: str) -> int:
    """The servers of a station in its hours; theatre has as many tables as it has teams."""
    there = facility.stations[service].servers
    if service != "theatre":
        return there
    people = (facility.surgery.anaesthetists, facility.surgery.surgeons)
    return min([there, *(number for number in people if number is not None)])


def _readers(system: System) -> set[str]:
    """The stations at which ECGs and images are read."""
    lines = [line for flow in system.care.flows.values() for line in flow if line.reading]
    hubs = {reading.station for reading in system.remote.values() if reading.station is not None}
    return {line.station or line.service for line in lines} | hubs


def _kind(service: str, readers: Collection[str]) -> str:
    """What a station is for: some are known by their name."""
    if service == "theatre":
        return "theatre"
    if service in ("observation", "day_ward"):
        return "bed"
    return "reading" if service in readers else "service"


def _add_experts(plan: Roster, system: System, present: Iterable[Presence]) -> None:
    """Add the rooms of visiting experts with their sessions, those too to which nobody comes."""
    keys = [f"{clinic.at}/expert.{clinic.specialty}" for clinic in system.outreach.clinics]
    tickets: dict[str, dict[Interval, int]] = {key: {} for key in keys}
    hours: dict[str, list[Change]] = {key: [] for key in keys}
    for one in present:
        key = f"{one.at}/{one.gives}"
        if key in tickets:
            hours[key].append((*one.there, 1))
            tickets[key][one.there] = tickets[key].get(one.there, 0) + one.tickets
    for key, given in tickets.items():
        plan.stations[key] = Planned("expert", False, 0.0, 0, tuple(hours[key]))
        sessions = tuple(sorted(given))
        none = (0,) * len(sessions)
        plan.sessions[key] = Sessions(
            sessions, tuple(given[at] for at in sessions), none, none, last_call=0.0
        )
