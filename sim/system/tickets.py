"""Tickets: what gives when a clinic has none left for the days that a patient would wait."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from sim.system.durations import DurationOrNever
from sim.system.fields import STRICT, Share


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Tickets:
    """What patients and doctors do when tickets (号源) run out."""

    extra_share: Share = 0.0
    """Patients whom a session sees beside its tickets at most (加号), as a share of these. They are
    for whoever finds no ticket in time, are called last, and keep the doctors after hours."""
    patience_days: tuple[DurationOrNever, DurationOrNever] = (None, None)
    """Days that a patient of acuity 3 or 4 waits for a ticket at the first contact, counted from
    the first session that one could have come to; ``never``: up to ``access.search_days``."""
    to_emergency: tuple[Share, Share] = (0.0, 0.0)
    """Share of those of acuity 3 or 4 who find no ticket in time that goes to emergency instead:
    to the clinic's own department, or the nearest."""
    stays_home: tuple[Share, Share] = (0.0, 0.0)
    """Share that stays at home, untreated. The others go to another facility where they find one
    in time, by the same choice as at first; where there is none, they stay at home, too."""

    @model_validator(mode="after")
    def _parts(self) -> Self:
        """Refuse shares that add up to more than 1."""
        if any(e + h > 1.0 for e, h in zip(self.to_emergency, self.stays_home, strict=True)):
            raise PydanticCustomError(
                "tickets", "to_emergency and stays_home that are together at most 1"
            )
        return self
