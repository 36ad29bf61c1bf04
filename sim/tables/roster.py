"""The roster: who stands where in a run, before stations and clinics have codes."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

from sim.clock import HOURS_PER_DAY, HOURS_PER_MINUTE, Calendar, dated
from sim.system import System
from sim.system.joint_wards import wards_in_use
from sim.system.network import Clinic, Facility
from sim.system.presences import presences
from sim.tables.shifts import Interval, opening_intervals

_LISTED = 366.0 * HOURS_PER_DAY
"""Hours after a run for which sessions are listed one by one; after these one takes everybody, who
is waiting at the end of the run in any case."""


@dataclass(frozen=True)
class Window:
    """The hours of a run, and for how long sessions and lists are known."""

    begin: float
    horizon: float
    end: float
    """End of what is listed."""
    endless_from: float
    """Hour from which one session takes everybody; infinite if nobody looks so far ahead."""

    @property
    def listed(self) -> float:
        """Hours that are listed."""
        return self.end - self.begin


def window_of(system: System, calendar: Calendar, horizon: float) -> Window:
    """Return the window of a run from ``calendar.begin`` to ``horizon`` (hours)."""
    longest = max(system.access.search_days, system.outreach.wait_days) * HOURS_PER_DAY
    ahead = min(longest, _LISTED)
    end = horizon + ahead
    return Window(calendar.begin, horizon, end, end if ahead < longest else math.inf)


@dataclass(frozen=True)
class Post:
    """A station before it has a code: what it is, and when it has how many servers."""

    kind: str  # clinic, expert, bed, theatre, reading, service
    runs_over: bool
    turnover: float  # hours
    off_hours: int
    servers: tuple[tuple[float, float, int], ...]  # start, end, servers more or fewer
    kept: int = 0
    surge: int = 0  # servers that are put up beside those staffed, in which only urgent ones start


@dataclass(frozen=True)
class Sessions:
    """The sessions of a clinic, before it has a code."""

    intervals: tuple[Interval, ...]
    tickets: tuple[int, ...]
    last_call: float  # hours
    kept: float = 0.0  # share of the tickets, for formal referrals
    extra: float = 0.0  # patients beside them, as a share


@dataclass(frozen=True)
class Roster:
    """All stations and clinics of a system in a run, by facility/station."""

    posts: dict[str, Post]
    sessions: dict[str, Sessions]
    expert_hours: dict[str, tuple[Interval, ...]]


def roster(system: System, calendar: Calendar, until: float) -> Roster:
    """Return the stations and sessions until ``until`` (hours)."""
    away, posts, sessions, present = _experts(system, calendar, until)
    for name, facility in system.network.facilities.items():
        for specialty, clinic in facility.clinics.items():
            key = f"{name}/consultation.{specialty}"
            opening = opening_intervals(system, clinic.hours, calendar, until)
            servers = [(start, end, clinic.doctors) for start, end in opening]
            missing = away.get(key, [])
            gone = [(start, end, -1) for start, end in missing]
            posts[key] = Post("clinic", True, 0.0, 0, (*servers, *gone))
            tickets = tuple(_tickets(clinic, session, missing) for session in opening)
            last_call = clinic.last_call_minutes * HOURS_PER_MINUTE
            kept = _kept(system, facility, clinic)
            extra = system.access.tickets.extra_share
            sessions[key] = Sessions(tuple(opening), tickets, last_call, kept, extra)
        posts.update(_plain(system, name, facility, calendar, until))
    return Roster(posts, sessions, present)


def _kept(system: System, facility: Facility, clinic: Clinic) -> float:
    """The share of a clinic's tickets that is kept for referrals: its own, or that of the tier."""
    own = clinic.kept_for_referrals
    return system.referral.kept_tickets.get(facility.tier, 0.0) if own is None else own


def _tickets(clinic: Clinic, session: Interval, missing: list[Interval]) -> int:
    """Tickets of a session: in proportion to the doctors who are there."""
    start, end = session
    hours = sum(max(0.0, min(end, until) - max(start, since)) for since, until in missing)
    present = max(0.0, 1.0 - hours / ((end - start) * clinic.doctors)) if clinic.doctors else 0.0
    return int(clinic.tickets * present + 0.5)


def _plain(
    system: System, name: str, facility: Facility, calendar: Calendar, until: float
) -> dict[str, Post]:
    """The stations of a facility that hold no sessions, and its ward."""
    posts = {}
    readers = _readers(system)
    for service, station in facility.stations.items():
        extra = _servers(facility, service) - station.off_hours
        opening = opening_intervals(system, station.hours, calendar, until)
        servers = tuple((start, end, extra) for start, end in opening)
        turnover = station.turnover_minutes * HOURS_PER_MINUTE
        posts[f"{name}/{service}"] = Post(
            _kind(service, readers),
            *(station.runs_over, turnover, station.off_hours, servers, station.kept),
        )
    for service, ward in wards_in_use(system, name).items():
        beds = ward.beds + ward.surge_beds
        posts[f"{name}/{service}"] = Post("bed", False, 0.0, beds, (), surge=ward.surge_beds)
    return posts


def _servers(facility: Facility, service: str) -> int:
    """The servers of a station in its hours: of tables, as many as there are people to run them."""
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
    """What a station is for: some have a name of the model's own."""
    if service == "theatre":
        return "theatre"
    if service in ("observation", "day_ward"):
        return "bed"
    return "reading" if service in readers else "service"


def _experts(
    system: System, calendar: Calendar, until: float
) -> tuple[
    dict[str, list[Interval]], dict[str, Post], dict[str, Sessions], dict[str, tuple[Interval, ...]]
]:
    """Where experts are missing and where they are present, travel included above only."""
    away: dict[str, list[Interval]] = {}
    keys = [f"{clinic.at}/expert.{clinic.specialty}" for clinic in system.outreach.clinics]
    present: dict[str, list[Interval]] = {key: [] for key in keys}
    tickets: dict[str, dict[Interval, int]] = {key: {} for key in keys}
    for one in presences(system, lambda weekly: dated(weekly, True, calendar, until)):
        missing = away.setdefault(f"{one.home}/consultation.{one.room}", [])
        missing.append((one.leaves, one.returns))
        key = f"{one.at}/expert.{one.specialty}"
        present[key].append(one.there)
        tickets[key][one.there] = tickets[key].get(one.there, 0) + one.tickets
    posts = {
        key: Post("expert", False, 0.0, 0, tuple((start, end, 1) for start, end in intervals))
        for key, intervals in present.items()
    }
    sessions = {
        key: Sessions(tuple(sorted(given)), tuple(given[at] for at in sorted(given)), 0.0)
        for key, given in tickets.items()
    }
    return away, posts, sessions, {key: tuple(sorted(hours)) for key, hours in present.items()}
