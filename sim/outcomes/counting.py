"""Counting: goes through blocks of rows, row by row, while there is room."""

from __future__ import annotations

from sim.episodes import CourseRow, EpisodeRow
from sim.journeys import JourneyRow
from sim.outcomes.episodes import see_leaver
from sim.outcomes.rows import Books
from sim.outcomes.steps import see_step
from sim.outcomes.tickets import see_refusal
from sim.outcomes.visits import see_visit
from sim.tables.codes import NO_TICKET


def see_steps(t: Books, rows: list[JourneyRow], first: int) -> int:
    """Count rows of the journeys from the ``first`` on.

    Return how many are done: fewer than all when the next row may need more room than there is.
    """
    for number in range(first, len(rows)):
        used, row = t.used[0], rows[number]
        if used.cells == len(t.count) or used.visits == len(t.visit):
            return number
        who = t.who[row.patient]
        kind, stage = t.frame.kind[who], t.frame.stage[row.stage]
        if row.stage == NO_TICKET:
            see_refusal(t, row, kind)
            continue
        wait = see_step(t, row, kind, stage)
        if stage.order == 0 and kind.resident == 0:
            see_visit(t, row, stage, wait)
    return len(rows)


def see_leavers(t: Books, episodes: list[EpisodeRow], courses: list[CourseRow]) -> None:
    """Count the episodes of a block, some of which have courses."""
    for number in range(len(episodes)):
        see_leaver(t, episodes[number], courses)
