"""Presences: when staff are away from their own facility, and where they are instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sim.clock import HOURS_PER_DAY, HOURS_PER_MINUTE, Calendar, Interval, dated
from sim.system import System
from sim.system.diary import Form, Posting
from sim.system.outreach import ExpertClinic


@dataclass(frozen=True)
class Run:
    """The dates of a run, for presences on them."""

    calendar: Calendar
    until: float
    """Hour before which presences begin."""


@dataclass(frozen=True)
class Presence:
    """Hours of one person at another place; the person is missing at home, travel included."""

    key: str
    """Key of the expert clinic or posting that says so."""
    person: str
    """Name of the person."""
    form: Form
    """Form of outreach or training."""
    home: str
    """Facility that the person is missing from."""
    takes: str | None
    """Station there that has one server fewer; None: its queues are not described."""
    at: str
    """Facility that the person is at instead."""
    gives: str | None
    """Station there that has one server more; None: none."""
    leaves: float
    """Hour at which the person leaves home."""
    returns: float
    """Hour at which the person is back."""
    minutes: float
    """Minutes of one way within these hours; 0 where none are known."""
    tickets: int = 0
    """Patients whom an expert sees."""

    @property
    def there(self) -> Interval:
        """Hours at the other place, without travel."""
        way = self.minutes * HOURS_PER_MINUTE
        return self.leaves + way, self.returns - way


def presences(system: System, run: Run | None = None) -> Iterator[Presence]:
    """Yield the presences of all staff who are away: expert clinics, then postings.

    Hours are on the dates of a ``run``; without one they are those of the week. Entries with
    unknown facilities are not left out.
    """
    for position, line in enumerate(system.outreach.clinics):
        yield from _at_clinic(system, position, line, run)
    for name, posting in system.diary.items():
        yield from _at_post(system, name, posting, run)


def clinic_key(position: int) -> str:
    """Return the key of an expert clinic, by its position among ``outreach.clinics``."""
    return f"outreach.clinics.{position}"


def posting_key(name: str) -> str:
    """Return the key of a posting."""
    return f"diary.{name}"


def _at_clinic(
    system: System, position: int, line: ExpertClinic, run: Run | None
) -> Iterator[Presence]:
    """The half-days of an expert clinic."""
    room, minutes = _room(system, line), one_way(system, line.expert_from, line.at) or 0.0
    weekly = system.outreach.half_days(position)
    hours = dated(weekly, True, run.calendar, run.until) if run else weekly
    for leaves, returns in hours:
        there = returns - leaves - 2.0 * (minutes * HOURS_PER_MINUTE)
        yield Presence(
            key=clinic_key(position),
            person=f"{line.expert_from}, {line.specialty}",
            form=Form.EXPERT_CLINIC,
            home=line.expert_from,
            takes=f"consultation.{room}",
            at=line.at,
            gives=f"expert.{line.specialty}",
            leaves=leaves,
            returns=returns,
            minutes=minutes,
            tickets=system.outreach.tickets(line, there),
        )


def _at_post(system: System, name: str, posting: Posting, run: Run | None) -> Iterator[Presence]:
    """The hours of a posting; in a run only on the dates that it names."""
    minutes = 0.0 if posting.stays else way_of(system, posting.home, posting.at) or 0.0
    hours = posting.weekly
    if run:
        every_week = dated(hours, True, run.calendar, run.until)
        hours = tuple(one for one in every_week if posting.falls_on(_date(run, one)))
    for leaves, returns in hours:
        yield Presence(
            key=posting_key(name),
            person=posting.person or name,
            form=posting.form,
            home=posting.home,
            takes=posting.takes,
            at=posting.at,
            gives=posting.gives,
            leaves=leaves,
            returns=returns,
            minutes=minutes,
        )


def _date(run: Run, hours: Interval) -> date:
    """The date on which hours begin."""
    return run.calendar.day(int(hours[0] // HOURS_PER_DAY))


def one_way(system: System, home: str, at: str) -> float | None:
    """Return the minutes of the way from a facility to another; None: they are not known."""
    return system.network.transfer(home, at) if home in system.network.facilities else None


def way_of(system: System, home: str, at: str) -> float | None:
    """Return the minutes of one way of a posting; None: they are not known.

    If only the way back is given, it counts for both: the person goes there and comes back.
    """
    there = one_way(system, home, at)
    return one_way(system, at, home) if there is None else there


def _room(system: System, line: ExpertClinic) -> str:
    """The consulting rooms that the expert is missing from."""
    giver = system.network.facilities.get(line.expert_from)
    return line.specialty if giver is None else giver.room(line.specialty)
