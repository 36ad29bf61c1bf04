"""Ways: how an episode of the network goes on, at the facility of its first contact."""

from __future__ import annotations

import math

from sim.clock import HOURS_PER_WEEK
from sim.contract import LEFT_WAITING, NO_SHOW, NO_TICKET, NOWHERE, READ_AT_HUB, RIGHTLY
from sim.contract import UNTREATED as ENDED_UNTREATED
from sim.episodes import CourseRow, EpisodeRow
from sim.outcomes.cells import add_everywhere, count_case, count_everywhere, observed
from sim.outcomes.facts import (
    ADVISED_NOT_GONE,
    BROUGHT_IN,
    CRITICAL,
    CRITICAL_HERE,
    CRITICAL_UP,
    DECIDED,
    DECIDED_RIGHTLY,
    GREEN,
    HAD_7_DAYS,
    HAD_30_DAYS,
    IN_7_DAYS,
    IN_30_DAYS,
    LEFT_UNSEEN,
    OUT_OF_POCKET,
    RESOLVED,
    STILL_UNTREATED,
    TRAVEL_HOURS,
    UNTREATED,
    WORSENED,
)
from sim.outcomes.pathways import count_course
from sim.outcomes.rows import Books, Kind
from sim.outcomes.spans import MONTH, has_left

_UNTREATED = (NO_TICKET, LEFT_WAITING, ENDED_UNTREATED, NO_SHOW)
"""Endings of episodes that are not treated."""


def count_way(
    t: Books, episode: EpisodeRow, courses: list[CourseRow], kind: Kind, resolved: float
) -> None:
    """Count the way of an episode; ``resolved`` is NaN if it is not resolved."""
    facility = episode.first_facility
    if math.isnan(resolved):
        count_everywhere(t, kind, facility, STILL_UNTREATED)
    elif observed(t, resolved):
        _count_resolved(t, episode, kind)
        if episode.course != NOWHERE:
            count_course(t, facility, courses[episode.course], kind)
    if observed(t, episode.left):
        add_everywhere(t, kind, facility, TRAVEL_HOURS, episode.travel_hours)
        add_everywhere(t, kind, facility, OUT_OF_POCKET, episode.out_of_pocket_cny)
    _count_in_time(t, episode, kind, resolved)


def _count_resolved(t: Books, episode: EpisodeRow, kind: Kind) -> None:
    """Count an episode that has been treated, or is over without treatment."""
    facility = episode.first_facility
    count_case(t, episode, kind, facility, RESOLVED)
    if math.isnan(episode.treated_at) and episode.ending in _UNTREATED:
        count_case(t, episode, kind, facility, UNTREATED)
        if episode.ending in (NO_TICKET, LEFT_WAITING):
            count_everywhere(t, kind, facility, LEFT_UNSEEN)
        if episode.ending == ENDED_UNTREATED:
            count_case(t, episode, kind, facility, ADVISED_NOT_GONE)
    if episode.green == 1:
        count_everywhere(t, kind, facility, GREEN)
    if episode.critical_read != NOWHERE:
        by_hub = episode.critical_read == READ_AT_HUB
        count_everywhere(t, kind, facility, CRITICAL if by_hub else CRITICAL_HERE)
        if episode.referred_up > 0:
            count_everywhere(t, kind, facility, CRITICAL_UP)
    if episode.brought_in == 1:
        count_everywhere(t, kind, facility, BROUGHT_IN)
    if episode.worsened == 1:
        count_everywhere(t, kind, facility, WORSENED)
    _count_decision(t, episode, kind)


def _count_decision(t: Books, episode: EpisodeRow, kind: Kind) -> None:
    """Count the first decision of an episode that came first to a member below the lead."""
    row = t.frame.facility[episode.first_facility]
    if episode.first_decision == NOWHERE or row.consortium == 0 or row.lead == 1:
        return
    count_case(t, episode, kind, episode.first_facility, DECIDED)
    if episode.first_decision == RIGHTLY:
        count_case(t, episode, kind, episode.first_facility, DECIDED_RIGHTLY)


def _count_in_time(t: Books, episode: EpisodeRow, kind: Kind, resolved: float) -> None:
    """Count whether an episode with 7 or 30 days left was treated within them."""
    if not (has_left(t, episode.onset, HOURS_PER_WEEK) and observed(t, episode.onset)):
        return
    facility, treated = episode.first_facility, _treated_after(t, episode, resolved)
    count_case(t, episode, kind, facility, HAD_7_DAYS)
    if treated <= HOURS_PER_WEEK:
        count_case(t, episode, kind, facility, IN_7_DAYS)
    if has_left(t, episode.onset, MONTH):
        count_case(t, episode, kind, facility, HAD_30_DAYS)
        if treated <= MONTH:
            count_case(t, episode, kind, facility, IN_30_DAYS)


def _treated_after(t: Books, episode: EpisodeRow, resolved: float) -> float:
    """Return the hours from onset to treatment in the network; infinite without treatment."""
    facility = episode.treated_facility
    if math.isnan(resolved) or math.isnan(episode.treated_at) or facility == NOWHERE:
        return math.inf
    if t.frame.facility[facility].network == 0:
        return math.inf
    return episode.treated_at - episode.onset
