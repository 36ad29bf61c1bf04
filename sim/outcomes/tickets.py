"""Tickets: patients who ask for one in vain, extra patients, and doctors' overtime."""

from __future__ import annotations

from sim.contract import NOWHERE
from sim.episodes import EpisodeRow
from sim.journeys import JourneyRow
from sim.outcomes.cells import add_everywhere, count_everywhere, observed, spot_of, week_at
from sim.outcomes.facts import APPOINTMENT_DAYS, ASKED_TICKET, EXTRA_PATIENTS, REFUSED_TICKET
from sim.outcomes.holding import held_of
from sim.outcomes.openings import closing
from sim.outcomes.rows import Books, Kind


def see_refusal(t: Books, row: JourneyRow, kind: Kind) -> None:
    """Count a patient who was refused, also for the clinic."""
    if observed(t, row.asked):
        _count(t, row, kind, REFUSED_TICKET)
        _count(t, row, kind, ASKED_TICKET)


def see_extra(t: Books, row: JourneyRow, kind: Kind) -> None:
    """Count an extra patient."""
    if observed(t, row.asked):
        count_everywhere(t, kind, row.facility, EXTRA_PATIENTS)


def see_consultation(t: Books, row: JourneyRow, kind: Kind) -> None:
    """Count the first consultation of a visit, if a clinic gives it."""
    in_clinic = row.station != NOWHERE and t.frame.station[row.station].clinic == 1
    if in_clinic and observed(t, row.asked):
        _count(t, row, kind, ASKED_TICKET)


def _count(t: Books, row: JourneyRow, kind: Kind, what: int) -> None:
    """Count everywhere, and at the station."""
    t.count[spot_of(t, row)][what] += 1
    count_everywhere(t, kind, row.facility, what)


def see_offer(t: Books, episode: EpisodeRow, kind: Kind) -> None:
    """Count the days until a ticket that the patient refused, at that clinic."""
    if episode.refused_by != NOWHERE and observed(t, episode.refused_at):
        add_everywhere(t, kind, episode.refused_by, APPOINTMENT_DAYS, episode.offered_days)


def see_overtime(t: Books, row: JourneyRow, released: float) -> None:
    """Count the part of a consultation that lies after its session, within the window."""
    after = max(row.started, closing(t, row.station, row.started), t.frame.first)
    hours = min(released, t.frame.last) - after
    if hours > 0.0:
        t.busy[row.station].overtime += hours
        t.held[week_at(t, after) * held_of(t.frame.size) + row.station].overtime += hours
