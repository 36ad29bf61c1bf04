"""Shortage: the clinics where tickets run out in a scenario."""

from __future__ import annotations

from sim.outcomes.shortage import INDICATOR, sentence
from sim.page.read import Results


def short_of_tickets(results: Results, scenario: str) -> str:
    """Return which clinics run out of tickets; empty if none does."""
    cells = results.over(INDICATOR, scenario, "station")
    return sentence({results.station(cell.where["station"]): cell.value for cell in cells})
