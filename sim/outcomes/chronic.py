"""Chronic persons: their follow-up and control, from their episodes."""

from __future__ import annotations

from sim.contract import DUE, EXACERBATED, EXACERBATION, HELD, NOWHERE
from sim.episodes import EpisodeRow
from sim.outcomes.cells import count_kind
from sim.outcomes.facts import (
    CHRONIC_ADMITTED,
    CONTROLLED,
    EXACERBATIONS,
    FOLLOW_UPS_DUE,
    FOLLOW_UPS_HELD,
    HELD_AT_LEAD,
    OCCASIONS,
)
from sim.outcomes.rows import Books


def count_person(t: Books, episode: EpisodeRow, who: int) -> None:
    """Count an episode of a chronic person."""
    what = episode.occasion
    if episode.admitted > 0:
        count_kind(t, who, CHRONIC_ADMITTED)
    if what == EXACERBATED:
        count_kind(t, who, EXACERBATIONS)
    if what in (EXACERBATION, EXACERBATED):
        return
    count_kind(t, who, OCCASIONS)
    if episode.controlled == 1:
        count_kind(t, who, CONTROLLED)
    if what in (DUE, HELD):
        count_kind(t, who, FOLLOW_UPS_DUE)
    if what == HELD:
        count_kind(t, who, FOLLOW_UPS_HELD)
        first = episode.first_facility
        if first != NOWHERE and t.frame.facility[first].lead == 1:
            count_kind(t, who, HELD_AT_LEAD)
