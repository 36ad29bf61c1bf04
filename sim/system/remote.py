"""Remote diagnosis: ECGs and images of the members read at the hub."""

from __future__ import annotations

from pydantic.dataclasses import dataclass

from sim.system.durations import Duration
from sim.system.fields import STRICT, Amount, FacilityName, Share


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Reading:
    """One modality: who reads, how fast, and how much of it at the hub."""

    hub: FacilityName | None = None
    """Facility whose readers read for the members, beside its own patients; left out: none does."""
    station: str | None = None
    """The hub's station of readers."""
    members: tuple[FacilityName, ...] = ()
    """Facilities that are connected."""
    share: Share = 0.0
    """Share of the members' recordings that is sent to the hub."""
    hub_minutes: Duration
    """Minutes that a reader of the hub takes."""
    delay_minutes: Amount = 0.0
    """Minutes until a recording has reached the hub and its report is asked for."""
    local_minutes: Duration
    """Minutes until the member's own report, waiting included, if it is not sent."""
    target_minutes: Amount = 30.0
    """Turnaround that is promised."""
    critical_first: bool = False
    """Whether recordings of urgent patients are read before all others."""
    recognition: Share = 1.0
    """Probability that a case beyond the member is recognised once the hub has read."""
