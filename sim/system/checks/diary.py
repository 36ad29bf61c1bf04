"""Diary: stations exist, ways leave time, and nobody is in two places at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from sim.clock import MINUTES_PER_HOUR
from sim.system import System
from sim.system.diary import Posting, overlapping
from sim.system.faults import Fault
from sim.system.fields import nearest
from sim.system.presences import posting_key, way_of


def wrong_diary(system: System) -> Iterator[Fault]:
    """Yield each posting that is impossible, and each person who would be in two places."""
    for name, posting in system.diary.items():
        key = posting_key(name)
        yield from _stations(system, key, posting)
        yield from _dates(key, posting)
        yield from _way(system, key, posting)
    yield from _two_places(system)


def _stations(system: System, key: str, posting: Posting) -> Iterator[Fault]:
    """The stations that lose and gain a person exist."""
    facilities = system.network.facilities
    home, there = facilities.get(posting.home), facilities.get(posting.at)
    if home is not None and posting.takes is None and not home.beyond:
        expected = f"the station of {posting.home} that has one fewer, since its queues are played"
        yield Fault(f"{key}.takes", "(left out)", expected)
    for part, facility in (("takes", home), ("gives", there)):
        name = getattr(posting, part)
        if facility is None or name is None:
            continue
        known = facility.every_post()
        if name not in known:
            where = posting.home if part == "takes" else posting.at
            expected = f"a station with people at {where}: {', '.join(known) or 'it has none'}"
            yield Fault(f"{key}.{part}", name, expected, nearest(name, known))


def _dates(key: str, posting: Posting) -> Iterator[Fault]:
    """The first day is not after the last one, and is given if weeks are left out."""
    first, last = posting.first, posting.last
    if first is not None and last is not None and last < first:
        yield Fault(f"{key}.last", str(last), f"a day that is not before the first, {first}")
    if posting.every_weeks > 1 and first is None:
        expected = "the first day, from which the weeks are counted (every_weeks)"
        yield Fault(f"{key}.first", "(left out)", expected)


def _way(system: System, key: str, posting: Posting) -> Iterator[Fault]:
    """The way is known, and leaves time in the shortest of the hours."""
    facilities = system.network.facilities
    if posting.stays or not {posting.home, posting.at} <= set(facilities):
        return
    minutes = way_of(system, posting.home, posting.at)
    if minutes is None:
        expected = f"a facility to which {posting.home} has minutes or coordinates, or stays: true"
        yield Fault(f"{key}.at", posting.at, expected)
        return
    shortest = min((end - start for start, end in posting.weekly), default=0.0)
    if 2.0 * minutes >= MINUTES_PER_HOUR * shortest > 0.0:
        expected = f"hours that leave time there: {minutes:g} minutes each way, or stays: true"
        yield Fault(f"{key}.hours", ", ".join(posting.hours), expected)


def _two_places(system: System) -> Iterator[Fault]:
    """Each person who would be in two places at once, with the first two postings that overlap."""
    persons: dict[str, list[str]] = defaultdict(list)
    for name, posting in system.diary.items():
        persons[posting.person or name].append(name)
    for person, names in persons.items():
        for one, other in combinations(names, 2):
            if overlapping(system.diary[one], system.diary[other]):
                expected = f"hours that do not meet those of {posting_key(one)}: {person} is there"
                hours = ", ".join(system.diary[other].hours)
                yield Fault(f"{posting_key(other)}.hours", hours, expected)
                break
