"""Shortage: a sentence on clinics whose tickets run out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sim.outcomes.words import listed

INDICATOR: Final = "no_ticket_share"
"""The indicator, by station, that shows it."""
LIMIT: Final = 0.01
"""A clinic is named if a larger share of patients leaves without a ticket: assumed, .005 to .03. In
ordinary weeks of a clinic with enough tickets almost nobody does."""
_NAMED: Final = 3
"""Most clinics that are named, those with the largest shares first."""


def sentence(clinics: Mapping[str, float]) -> str:
    """Return which clinics run out of tickets, given the shares; empty if none does."""
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
