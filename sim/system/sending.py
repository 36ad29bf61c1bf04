"""Sending: who can be sent to work at another place, on which days, and what it moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from sim.clock import DAYS_PER_WEEK, HOURS_PER_DAY, MINUTES_PER_HOUR, WEEKDAYS, Interval, week
from sim.system import System
from sim.system.diary import Hours, Posting
from sim.system.experts import leaves_somebody
from sim.system.faults import Fault, Faults
from sim.system.fields import nearest
from sim.system.network import Facility, Tier
from sim.system.presences import posting_key, presences, way_of

WORKDAYS: Final = WEEKDAYS[:5]
"""The days on which people are sent: Monday to Friday."""


@dataclass(frozen=True)
class WeeklyHours:
    """What a posting moves in a week without a holiday, on average, in hours."""

    missing: float
    """Hours that the timetable of the station at home has one server fewer."""
    worked: float
    """Hours in which the other station is open and has one server more."""
    added: float
    """Hours of people whose queues at home are not described."""


def described(system: System, key: str, name: str) -> Facility:
    """Return a facility of the network.

    Raises :class:`~sim.system.faults.Faults` for the ``key`` if it is not described.
    """
    facilities = system.network.facilities
    if name not in facilities:
        fault = Fault(key, name, "a facility that is described", nearest(name, facilities))
        raise Faults((fault,))
    return facilities[name]


def members_below(system: System, giver: str) -> list[str]:
    """Return the district hospitals that are described singly; if there are none, the base.

    Raises :class:`~sim.system.faults.Faults` if there is neither beside the giver.
    """
    for tier in (Tier.DISTRICT, Tier.BASE):
        if found := of_tier(system, tier, giver):
            return found
    expected = "members to go to, since the network describes no other one"
    raise Faults((Fault("members", "(left out)", expected),))


def of_tier(system: System, tier: Tier, giver: str | None = None) -> list[str]:
    """Return the facilities of a tier that are described singly, without the giver."""
    return [
        name
        for name, facility in system.network.facilities.items()
        if facility.tier is tier and not facility.aggregated and name != giver
    ]


def specialties_sent(giver: Facility, found: Mapping[tuple[str, str], float]) -> list[str]:
    """Return the specialties with rooms of their own at the giver; all if it has none described."""
    if giver.beyond:
        return list(dict.fromkeys(specialty for _, specialty in found))
    return [name for name in giver.clinics if name != "general"] or ["general"]


def room_of(facility: Facility, specialty: str) -> str | None:
    """Return the station of the rooms that see a specialty; None: it has none."""
    name = f"consultation.{facility.room(specialty)}"
    return name if name in facility.every_post() else None


def post_of(facility: Facility, name: str) -> str | None:
    """Return the station that does the work of one of that name elsewhere; None: it has none.

    A specialty without rooms of its own is seen in the general ones.
    """
    if name.startswith("consultation."):
        return room_of(facility, name.removeprefix("consultation."))
    return name if name in facility.every_post() else None


def whole_days(system: System, days: tuple[str, ...]) -> Hours:
    """Return whole days: from the beginning of the morning to the end of the afternoon."""
    outreach = system.outreach
    return _hours(days, (outreach.morning[0], outreach.afternoon[1]))


def within_a_day(system: System, giver: str, member: str) -> bool:
    """Return whether somebody can go to a member, work there and be back in a whole day."""
    minutes = way_of(system, giver, member) if member != giver else None
    hours = system.outreach.afternoon[1] - system.outreach.morning[0]
    return minutes is not None and 2.0 * minutes < MINUTES_PER_HOUR * hours


def half_days(system: System, days: tuple[str, ...]) -> Hours:
    """Return the mornings and the afternoons of days, without the time between."""
    outreach = system.outreach
    return (*_hours(days, outreach.morning), *_hours(days, outreach.afternoon))


def _hours(days: tuple[str, ...], hours: Interval) -> Hours:
    """Hours of some days, in words."""
    minutes = [round(hour * MINUTES_PER_HOUR) for hour in hours]
    begin, end = (f"{one // 60:02}:{one % 60:02}" for one in minutes)
    return (f"{','.join(days)} {begin}-{end}",)


def one_day_more(
    system: System, name: str, posting: Posting, days: tuple[str, ...], start: int = 0
) -> tuple[str, ...]:
    """Return the days of a posting with the first workday more on which somebody stays at home.

    It is looked for from one of the workdays on, round the week; the same days if there is none.
    """
    for position in range(start, start + len(WORKDAYS)):
        day = WORKDAYS[position % len(WORKDAYS)]
        of_day = replace(posting, hours=whole_days(system, (day,)))
        if day not in days and joined(system, name, of_day):
            return tuple(one for one in WORKDAYS if one in (*days, day))
    return days


def joined(system: System, name: str, posting: Posting) -> System | None:
    """Return the system with a posting more; None if it would leave nobody at the station."""
    more = replace(system, diary={**system.diary, name: posting})
    return more if leaves_somebody(more, posting_key(name)) else None


def weekly_hours(system: System, posting: Posting) -> WeeklyHours:
    """Return what a posting moves in a week."""
    alone = replace(system.outreach, clinics=())
    found = list(presences(replace(system, outreach=alone, diary={"one": posting})))
    away = sum(one.returns - one.leaves for one in found)
    missing = sum(_open(system, one.home, one.takes, (one.leaves, one.returns)) for one in found)
    worked = sum(_open(system, one.at, one.gives, one.there) for one in found)
    added = away if posting.takes is None else 0.0
    weeks = float(posting.every_weeks)
    return WeeklyHours(missing / weeks, worked / weeks, added / weeks)


def _open(system: System, facility: str, name: str | None, hours: Interval) -> float:
    """Hours of the week within the opening hours of a station; none of what is no station."""
    place = system.network.facilities.get(facility)
    post = place.every_post().get(name or "") if place is not None else None
    if post is None:
        return 0.0
    begin, end = hours
    opening = _opening(system, post.hours)
    return sum(max(0.0, min(end, closes) - max(begin, opens)) for opens, closes in opening)


def _opening(system: System, timetable: str) -> Iterator[Interval]:
    """The opening times of a timetable, in hours of the week."""
    if timetable == "always":
        yield 0.0, DAYS_PER_WEEK * HOURS_PER_DAY
        return
    yield from week(system.care.timetables[timetable].sessions)
