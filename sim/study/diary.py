"""Diary: which staff of a scenario were away, where and how long, month by month."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from sim.clock import HOURS_PER_DAY, Calendar, Interval
from sim.scenario import Scenario
from sim.system import System
from sim.system.diary import Form
from sim.system.network import Clinic, Station
from sim.system.presences import Presence, Run, presences
from sim.tables.shifts import opening_intervals, within


@dataclass(frozen=True)
class Entry:
    """The hours of one person away from home in a month, in one form.

    ``away`` is the sum of ``there`` and ``on_road``, and also of ``missing``, ``own`` and
    ``added``.
    """

    month: str
    """Year and month, as in 2023-04."""
    person: str
    """Name of the person."""
    form: Form
    """Form of outreach or training."""
    home: str
    """Facility that the person is missing from."""
    takes: str | None
    """Station there; None: its queues are not described."""
    at: str
    """Facility that the person is at instead."""
    gives: str | None
    """Station there; None: none."""
    days: int
    """Days with such hours."""
    away: float
    """Hours from leaving to being back."""
    there: float
    """Hours at the other place."""
    worked: float
    """Of these, the hours in which the station there is open, and has one server more."""
    on_road: float
    """Hours of the ways."""
    missing: float
    """Hours in which the station at home has one server fewer."""
    own: float
    """Hours in which that station is closed: the person's own time."""
    added: float
    """Hours of people from places whose queues are not described."""


def diary(scenario: Scenario) -> list[Entry]:
    """Return the entries of the observed window, phase by phase, in the order of their months."""
    calendar, run = scenario.demand.calendar, scenario.run
    watched = calendar.begin + run.warmup_days * HOURS_PER_DAY
    starts, systems = zip(*scenario.dated_systems, strict=True)
    found: list[Entry] = []
    for system, start, end in zip(systems, starts, (*starts[1:], scenario.until), strict=True):
        found += entries(system, calendar, (max(start, watched), end))
    return found


def entries(system: System, calendar: Calendar, window: Interval) -> list[Entry]:
    """Return the entries of staff who left home within a window (hours)."""
    first, last = window
    found: dict[tuple[str, Presence], list[Presence]] = defaultdict(list)
    for one in presences(system, Run(calendar, last)):
        if one.leaves >= first:
            found[calendar.date_of(one.leaves).strftime("%Y-%m"), _alike(one)].append(one)
    opening = _Openings(system, calendar, last)
    ordered = sorted(found.items(), key=lambda item: item[0][0])
    return [_entry(month, some, opening) for (month, _), some in ordered]


def _alike(one: Presence) -> Presence:
    """A presence without its hours: presences of one kind become equal."""
    return Presence(
        one.key, one.person, one.form, one.home, one.takes, one.at, one.gives, 0.0, 0.0, one.minutes
    )


def _entry(month: str, some: list[Presence], opening: _Openings) -> Entry:
    """The sum of presences of one kind in a month."""
    one = some[0]
    away = sum(each.returns - each.leaves for each in some)
    there = sum(end - start for start, end in (each.there for each in some))
    hours = [(each.leaves, each.returns) for each in some]
    missing = sum(_open(opening.of(one.home, one.takes), each) for each in hours)
    worked = sum(_open(opening.of(one.at, one.gives), each.there) for each in some)
    described = opening.known(one.home, one.takes)
    return Entry(
        *(month, one.person, one.form, one.home, one.takes, one.at, one.gives),
        days=len({each.leaves // HOURS_PER_DAY for each in some}),
        away=away,
        there=there,
        worked=there if one.form is Form.EXPERT_CLINIC else worked,
        on_road=away - there,
        missing=missing,
        own=away - missing if described else 0.0,
        added=0.0 if described else away,
    )


class _Openings:
    """The opening hours of stations."""

    def __init__(self, system: System, calendar: Calendar, until: float) -> None:
        self._system = system
        self._hours = cache(lambda name: opening_intervals(system, name, calendar, until))

    def known(self, facility: str, name: str | None) -> bool:
        """Whether a station is described."""
        return self._post(facility, name) is not None

    def of(self, facility: str, name: str | None) -> list[Interval]:
        """The opening hours of a station; empty if it is not described."""
        post = self._post(facility, name)
        return self._hours(post.hours) if post is not None else []

    def _post(self, facility: str, name: str | None) -> Clinic | Station | None:
        """A station of a facility; None: it is not described."""
        place = self._system.network.facilities.get(facility)
        return place.every_post().get(name or "") if place is not None else None


def _open(opening: list[Interval], hours: Interval) -> float:
    """The part of some hours that lies in opening hours."""
    return sum(end - start for start, end, _ in within([(*hours, 1)], opening))
