"""Presences: who is not at home, when, and where instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sim.clock import HOURS_PER_MINUTE, Interval
from sim.system import System
from sim.system.outreach import ExpertClinic


@dataclass(frozen=True)
class Presence:
    """One half-day of an expert at a member, who is missing above from leaving to return."""

    line: int
    """Position of its expert clinic among ``outreach.clinics``."""
    specialty: str
    """Specialty of the expert."""
    home: str
    """Facility that the expert is missing from."""
    room: str
    """Consulting rooms there."""
    at: str
    """Facility that the expert is at instead."""
    leaves: float
    """Hour at which the expert leaves home."""
    returns: float
    """Hour at which the expert is back."""
    minutes: float
    """Minutes of one way; 0 where none are known."""
    tickets: int
    """Patients that the expert sees."""

    @property
    def there(self) -> Interval:
        """Hours from the end of the way there to the beginning of the way back."""
        way = self.minutes * HOURS_PER_MINUTE
        return self.leaves + way, self.returns - way


def _weekly(hours: Sequence[Interval]) -> Sequence[Interval]:
    """Hours of the week as they are."""
    return hours


def presences(
    system: System, when: Callable[[Sequence[Interval]], Sequence[Interval]] = _weekly
) -> Iterator[Presence]:
    """Yield the presences of all staff who are not at home, line by line.

    Their hours are those of the week, or ``when`` makes those of a run of them. Lines that name
    facilities that are not described are not left out.
    """
    for position, line in enumerate(system.outreach.clinics):
        room, minutes = _room(system, line), one_way(system, line) or 0.0
        for leaves, returns in when(system.outreach.half_days(position)):
            hours = returns - leaves - 2.0 * (minutes * HOURS_PER_MINUTE)
            yield Presence(
                *(position, line.specialty, line.expert_from, room, line.at),
                *(leaves, returns, minutes, system.outreach.tickets(line, hours)),
            )


def one_way(system: System, line: ExpertClinic) -> float | None:
    """Return the minutes of an expert's way; None: they are not known."""
    if line.expert_from not in system.network.facilities:
        return None
    return system.network.transfer(line.expert_from, line.at)


def _room(system: System, line: ExpertClinic) -> str:
    """The consulting rooms that the expert is missing from."""
    giver = system.network.facilities.get(line.expert_from)
    return line.specialty if giver is None else giver.room(line.specialty)
