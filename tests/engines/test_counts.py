"""The stations' counts, which rules may see: capacity, busy and waiting, as of this instant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scripted import DESK, ROOM, Servers, delay, opening, order, play, servers, step

from sim.contract import State

HOUSE = [servers(2), servers(1)]
Counts = tuple[int, int, int]


def by_count(seen: list[Counts], station: int) -> Callable[[State], Any]:
    """Note what a station holds, and go on with a delay of as many hours as it has waiting."""

    def rule(state: State) -> Any:
        counts = state.station[station]
        seen.append((counts.capacity, counts.busy, counts.waiting))
        return delay("hold", counts.waiting)

    return rule


def shorter_queue(state: State) -> Any:
    """Go where fewer are."""
    return step("first", min((DESK, ROOM), key=lambda code: _load(state, code)), 4.0)


def _load(state: State, code: int) -> float:
    counts = state.station[code]
    return (counts.busy + counts.waiting) / counts.capacity


def test_rules_see_who_waits_and_who_is_served() -> None:
    told = play(HOUSE, *((1.0 + n / 8, [shorter_queue]) for n in range(6)))
    assert [(row["patient"], row["station"]) for row in told.journeys] == [
        (0, "clinic/desk"),
        (1, "clinic/room"),
        (2, "clinic/desk"),
        (3, "clinic/desk"),
        (4, "clinic/room"),
        (5, "clinic/desk"),
    ]


def test_the_counts_are_those_after_a_server_has_been_handed_on() -> None:
    """0 frees the desk, 1 starts there, and then the rules are asked what 0 does: 2 still waits."""
    seen: list[Counts] = []
    desk = [step("first", DESK, 2.0)]
    told = play([servers(1)], (1.0, [*desk, by_count(seen, DESK)]), (1.5, desk), (1.75, desk))
    assert seen == [(1, 1, 1)] * 2  # once by each engine
    assert told.times("hold") == {0: (3.0, 4.0)}


def test_turnover_and_orders_count_and_so_does_who_waits_for_the_opening() -> None:
    seen: list[Counts] = []
    before = [step("first", DESK, 0.5, turnover=1.0), order("laboratory", DESK, 9.0)]
    late = Servers(((0.0, 1), (1.25, 0)), runs_over=True)
    play([late], (1.0, before), (1.5, [step("second", DESK, 1.0, since=1.5)]),
         (1.75, [by_count(seen, DESK)]))  # fmt: skip
    assert seen == [(0, 1, 2)] * 2


def test_capacity_follows_the_timetable_before_anybody_is_asked() -> None:
    seen: list[Counts] = []
    play([opening((0.0, 1), (2.0, 3))], (2.0, [by_count(seen, DESK)]))
    assert seen == [(3, 0, 0)] * 2


def test_who_gives_up_waits_no_more() -> None:
    seen: list[Counts] = []
    leaves = [step("second", ROOM, 1.0, gives_up=2.0), by_count(seen, ROOM)]
    play(HOUSE, (1.0, [step("first", ROOM, 9.0)]), (1.5, leaves))
    assert seen == [(1, 1, 0)] * 2
