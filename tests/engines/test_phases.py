"""Phases: other tables begin at an instant, before all else of it; queues are served at once."""

from __future__ import annotations

from typing import Any

import pytest
from scripted import DESK, ROOM, Told, opening, play, servers, step

from sim.contract import ORDINARY

NOBODY = (0, 0, 0, 0)
ONE = (0, 0, 1, 1)
"""One server is kept for urgent patients."""


def told(*phases: Any, **facts: Any) -> Told:
    """Two desks, of which one is kept for urgent patients; two ordinary ones come at one."""
    people = [(1.0, [step("first", DESK, 2.0)]), (1.0, [step("first", DESK, 2.0)])]
    return play([servers(2, reserve=ONE)], *people, phases=phases, **facts)


def test_without_phases_the_second_waits_for_the_first() -> None:
    assert told().times("first") == {0: (1.0, 3.0), 1: (3.0, 5.0)}


def test_a_server_that_is_no_longer_kept_serves_the_queue_when_the_phase_begins() -> None:
    assert told((2.25, [NOBODY])).times("first") == {0: (1.0, 3.0), 1: (2.25, 4.25)}


@pytest.mark.parametrize("instant", [0.5, 1.0, 2.0, 3.0, 5.0, 99.0])
def test_a_phase_with_equal_tables_changes_nothing(instant: float) -> None:
    """At no instant, nor at those of an arrival and of an end of service."""
    without, equal = told(), told((instant, [ONE]))
    assert (equal.rows, equal.episodes, equal.counts) == (
        without.rows,
        without.episodes,
        without.counts,
    )


def test_a_phase_begins_before_patience_ends_at_its_instant() -> None:
    """At 2.0 the server is no longer kept, so that who would give up then is served."""
    people = [(1.0, [step("first", DESK, 9.0)]), (1.0, [step("first", DESK, 1.0, gives_up=2.0)])]
    found = play([servers(2, reserve=ONE)], *people, phases=[(2.0, [NOBODY])])
    assert found.times("first")[1] == (2.0, 3.0)


def test_a_phase_begins_before_the_timetable_of_its_instant() -> None:
    """At 2.0 one server goes: who waited has started just before, and is not interrupted."""
    people = [(1.0, [step("first", DESK, 4.0)]), (1.0, [step("first", DESK, 4.0)])]
    desk = opening((0.0, 2), (2.0, 1))
    kept = type(desk)(desk.changes, reserve=ONE)
    found = play([kept], *people, phases=[(2.0, [NOBODY])])
    assert found.times("first") == {0: (1.0, 5.0), 1: (2.0, 6.0)}


def test_stations_are_served_in_their_order() -> None:
    """Both queues could start when the phase begins; the desk's patient is asked first."""
    busy = [(0.0, [step("first", at, 9.0)]) for at in (DESK, ROOM)]
    waits = [(1.0, [step("second", at, 1.0, priority=ORDINARY)]) for at in (ROOM, DESK)]
    found = play([servers(2, reserve=ONE)] * 2, *busy, *waits, phases=[(3.0, [NOBODY] * 2)])
    assert found.times("second") == {2: (3.0, 4.0), 3: (3.0, 4.0)}
    assert found.rules.asked[-4:-2] == [(4.0, 3), (4.0, 2)]
