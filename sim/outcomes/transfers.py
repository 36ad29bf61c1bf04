"""Transfers: what a row of an ambulance adds."""

from __future__ import annotations

from sim.clock import MINUTES_PER_HOUR
from sim.journeys import JourneyRow
from sim.outcomes.cells import add_everywhere, count_everywhere, observed
from sim.outcomes.facts import AMBULANCE_WAIT, CARRIED
from sim.outcomes.rows import Books, Kind


def see_ambulance(t: Books, row: JourneyRow, kind: Kind) -> None:
    """Count a patient who is carried, and the wait for the ambulance, at the sending facility."""
    if observed(t, row.started):
        count_everywhere(t, kind, row.facility, CARRIED)
        minutes = MINUTES_PER_HOUR * (row.started - row.asked)
        add_everywhere(t, kind, row.facility, AMBULANCE_WAIT, minutes)
