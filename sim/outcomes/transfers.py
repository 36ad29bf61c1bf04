"""Transfers: what a row tells of an ambulance."""

from __future__ import annotations

from sim.clock import MINUTES_PER_HOUR
from sim.journeys import JourneyRow
from sim.outcomes.cells import add_everywhere, count_everywhere, observed
from sim.outcomes.facts import AMBULANCE_WAIT, CARRIED
from sim.outcomes.rows import Books, Kind


def see_ambulance(t: Books, row: JourneyRow, kind: Kind) -> None:
    """Count who is carried, and how long the ambulance was waited for, at who sends."""
    if observed(t, row.started):
        count_everywhere(t, kind, row.facility, CARRIED)
        minutes = MINUTES_PER_HOUR * (row.started - row.asked)
        add_everywhere(t, kind, row.facility, AMBULANCE_WAIT, minutes)
