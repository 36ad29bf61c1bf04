"""Expert outreach: half-days that experts of one hospital spend at a member."""

from __future__ import annotations

from pydantic.dataclasses import dataclass

from sim.clock import HOURS_PER_DAY, MINUTES_PER_HOUR
from sim.system.durations import Duration
from sim.system.fields import STRICT, Amount, Count, FacilityName, Patience, Share, SpecialtyName

_USED = 0.95
"""Share of the time at the member that tickets fill; the rest lets the last one end in time."""
_NO_LIMIT = 1000
"""Tickets where a consultation takes no time."""
_NOTHING = 1e-9
"""A smaller part of a patient than this is rounding."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ExpertClinic:
    """An expert's regular half-days at a member; the expert is missing above meanwhile."""

    expert_from: FacilityName
    """Hospital that sends the expert."""
    at: FacilityName
    """Member that receives the expert."""
    specialty: SpecialtyName
    """Specialty of the expert."""
    half_days: Count
    """Half-days a week."""
    tickets: Count | None = None
    """Patients that the expert sees in a half-day; left out: as many as fit, with some slack."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Outreach:
    """All expert clinics."""

    clinics: tuple[ExpertClinic, ...] = ()
    """Expert clinics, one line for each expert hospital, member and specialty."""
    morning: tuple[Amount, Amount] = (8.0, 12.0)
    """Hours of the day of a morning half-day, travel included."""
    afternoon: tuple[Amount, Amount] = (14.0, 17.5)
    """Hours of the day of an afternoon half-day, travel included."""
    acceptance: Share = 0.7
    """Probability that a patient waits for the expert rather than going up."""
    wait_days: Patience = 7.0
    """Days that such a patient is ready to wait: assumed, 3 to 14; ``never`` too long."""
    minutes: Duration = Duration(mean=12.0, cv=0.6)
    """Minutes of an expert consultation."""

    @property
    def shortest_hours(self) -> float:
        """Hours of the shorter kind of half-day, travel included."""
        return min(end - start for start, end in (self.morning, self.afternoon))

    def fitting(self, hours: float) -> int:
        """Return how many patients fit into ``hours`` at the mean time of a consultation."""
        minutes = self.minutes.average
        return int(MINUTES_PER_HOUR * hours / minutes + _NOTHING) if minutes > 0.0 else _NO_LIMIT

    def tickets(self, clinic: ExpertClinic, hours: float) -> int:
        """Return the tickets of an expert who is there for ``hours``."""
        return self.fitting(_USED * hours) if clinic.tickets is None else clinic.tickets

    def half_days(self, position: int) -> list[tuple[float, float]]:
        """Return the hours of the week of an expert clinic's half-days, travel included.

        They are spread evenly over the ten half-days from Monday to Friday. Each line of
        ``clinics`` is shifted by its position: so experts do not all leave at once.
        """
        count = self.clinics[position].half_days
        slots = ((3 * position + number * 10 // count) % 10 for number in range(count))
        days = (self.morning, self.afternoon)
        hours = ((slot // 2 * HOURS_PER_DAY, days[slot % 2]) for slot in slots)
        return sorted((midnight + start, midnight + end) for midnight, (start, end) in hours)
