"""Shortage: clinics whose tickets run out, and how that is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sim.outcomes.words import listed

INDICATOR: Final = "no_ticket_share"
"""Indicator, by station, that tells it."""
LIMIT: Final = 0.01
"""Share of those who ask and leave without a ticket above which a clinic is named: assumed, .005 to
.03; next to nobody does in ordinary weeks of a clinic that has enough."""
_NAMED: Final = 3
"""Clinics that are named at most, the shortest of tickets first."""


def sentence(clinics: Mapping[str, float]) -> str:
    """Return who runs out of tickets, given the share that leaves without; empty if nobody."""
    short = {name: share for name, share in clinics.items() if share > LIMIT}
    if not short:
        return ""
    worst = sorted(short, key=lambda name: (-short[name], name))
    named = [f"{name} ({100 * short[name]:.0f} of 100)" for name in worst[:_NAMED]]
    more = [f"{len(worst) - _NAMED} more clinics"] if len(worst) > _NAMED else []
    return (
        f"Tickets run out at {listed([*named, *more])}: so many of those who ask would not wait "
        "for a free one, and go elsewhere, to emergency, or home."
    )
