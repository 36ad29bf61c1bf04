"""Worsening: urgent patients whose state does not wait."""

from __future__ import annotations

from pydantic.dataclasses import dataclass

from sim.system.fields import STRICT, Amount


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Worsening:
    """How soon patients worsen who wait in emergency, for an ambulance or, urgent, for a bed.

    They then go before all others. The time until it is exponential, from the first arrival at an
    emergency department.
    """

    urgent_per_day: Amount = 0.0
    """Rate for acuity 2: 0.5 a day reads, after two days on average."""
    soon_per_day: Amount = 0.0
    """Rate for acuity 3."""
