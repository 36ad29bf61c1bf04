"""Follow-up: patients who come again after a visit, as agreed."""

from __future__ import annotations

from pydantic.dataclasses import dataclass

from sim.system.durations import Duration
from sim.system.fields import STRICT, Share


@dataclass(frozen=True, kw_only=True, config=STRICT)
class FollowUp:
    """Further visits of a condition, which are no emergencies. They belong to the demand."""

    again: tuple[Share, ...] = ()
    """Shares of the patients who come again once, twice, and so on; the others do not. A visit
    that is not needed or not had changes nothing about the next."""
    after_days: Duration = Duration(mean=7.0)
    """Days from the first visit to the second; to the third they are twice that, and so on."""
    whole_days: bool = True
    """Whether they come at the same time of day as the first time."""
