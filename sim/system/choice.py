"""Choice: what draws the sick to a facility, or keeps them at home."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from sim.system.fields import STRICT, Amount, Positive
from sim.system.network import Tier

Utility = Annotated[float, Field(ge=-1000.0, le=1000.0)]
ByAcuity = tuple[Utility, Utility, Utility, Utility]
"""Utilities of the triage levels 1 to 4."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Choice:
    """Utilities of a multinomial logit; what deters has a negative one.

    Where shares of first contact were observed, only what has changed since counts.
    """

    wait_per_hour: Utility = 0.0
    """Utility of an hour of expected wait in a clinic until the doctor; not for emergencies."""
    ticket_per_day: Utility = 0.0
    """Utility of a day until the next free ticket, counted from the first session that one could
    come to; not for emergencies."""
    travel_per_hour: Utility = 0.0
    """Utility of an hour on the way."""
    cost_per_100_cny: Utility = 0.0
    """Utility of 100 CNY that one expects to pay; not for emergencies."""
    trust: Utility = 0.0
    """Utility of full trust in a facility over none."""
    memory_days: Positive = 28.0
    """Days after which a patient's wait counts e-fold less in what others expect, which is a mean
    over patients: long, so that it follows neither the hour nor the day of the week."""
    reach_minutes: Amount = 90.0
    """Minutes on the way within which a home without observed shares looks for a facility."""
    reach_minutes_for: dict[Tier, Amount] = field(default_factory=dict)
    """The same for a tier, where it differs: nobody goes far for a village doctor."""
    tiers: dict[Tier, ByAcuity] = field(default_factory=dict)
    """Utility of a tier by itself, by acuity, for homes without observed shares (default 0)."""
    stays_home: ByAcuity | None = None
    """Utility of seeking no care, by acuity, for homes without observed shares; left out: all seek
    it."""
