"""Queues: who is next, what is kept free, and who stops waiting."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Any

import pytest
from scripted import DESK, ROOM, Servers, delay, play, servers, step

from sim.contract import CRITICAL, GAVE_UP, ORDINARY, REFUSED, SERVED, SOON, URGENT, Patient


def visit(priority: int = ORDINARY, since: float = 0.0, hours: float = 1.0, **more: Any) -> Any:
    return [step("first", DESK, hours, priority, since=since, **more)]


def test_one_server_serves_one_at_a_time_in_the_order_of_coming() -> None:
    told = play([servers(1)], (1.0, visit(hours=2.0)), (1.5, visit(hours=2.0)), (9.0, visit()))
    assert told.rows == [
        (0, "first", 1.0, 1.0, 3.0, 3.0, "served"),
        (1, "first", 1.5, 3.0, 5.0, 5.0, "served"),
        (2, "first", 9.0, 9.0, 10.0, 10.0, "served"),
    ]


@pytest.mark.parametrize("coming", list(permutations(range(4))))
def test_priority_counts_before_since_and_since_before_joining(coming: tuple[int, ...]) -> None:
    asks = [visit(SOON, 9.0), visit(ORDINARY, 2.0), visit(ORDINARY, 3.0), visit(ORDINARY, 3.5)]
    told = play([servers(1)], (0.0, visit(hours=5.0)), *((4.0, asks[n]) for n in coming))
    order = [coming[row[0] - 1] for row in told.rows[1:]]
    assert order == [0, 1, 2, 3]


def test_equals_are_served_in_the_order_of_joining() -> None:
    told = play([servers(1)], (0.0, visit(hours=5.0)), *((4.0 - n, visit()) for n in (3, 2, 1)))
    assert [row[0] for row in told.rows] == [0, 1, 2, 3]


def test_who_asks_again_with_the_old_since_keeps_the_rank() -> None:
    def impatient(p: Patient) -> Iterator[Any]:
        yield step("first", DESK, 1.0, since=1.0, gives_up=2.0)
        assert (p.outcome, p.asked, p.ended) == (GAVE_UP, 1.0, 2.0)
        yield step("second", DESK, 1.0, since=1.0)

    told = play([servers(1)], (0.0, visit(hours=5.0)), (1.0, impatient), (1.5, visit(since=1.5)))
    assert told.times("second") == {1: (5.0, 6.0)}
    assert told.times("first")[2] == (6.0, 7.0)


def test_reserve_is_what_must_stay_free_at_a_priority() -> None:
    """Of four servers critical patients may take all, urgent ones three, the others two."""
    room = servers(4, reserve=(0, 1, 2, 2))
    asks = [visit(p, hours=10.0) for p in (ORDINARY, SOON, ORDINARY, URGENT, URGENT, CRITICAL)]
    told = play([room], *((float(n), ask) for n, ask in enumerate(asks)))
    starts = {who: start for who, (start, _) in told.times("first").items()}
    assert starts == {0: 0.0, 1: 1.0, 3: 3.0, 5: 5.0, 4: 11.0, 2: 15.0}


def test_one_of_the_servers_that_are_there_is_left_to_everybody() -> None:
    """Four servers, of whom three are kept; two from 5, one from 10, and four again from 15."""
    room = Servers(((0.0, 4), (5.0, 2), (10.0, 1), (15.0, 4)), reserve=(0, 0, 3, 3))
    told = play([room], *((at, visit(hours=2.0)) for at in (1.0, 1.5, 6.0, 6.5, 12.0, 12.5, 16.5)))
    starts = {who: start for who, (start, _) in told.times("first").items()}
    assert starts == {0: 1.0, 1: 3.0, 2: 6.0, 3: 8.0, 4: 12.0, 5: 14.0, 6: 16.5}


def test_whoever_keeps_waiting_while_nobody_serves_is_not_started() -> None:
    room = Servers(((0.0, 2), (5.0, 0), (9.0, 2)), reserve=(0, 0, 2, 2))
    told = play([room], (1.0, visit(hours=5.0)), (2.0, visit(hours=5.0)))
    assert told.times("first") == {0: (1.0, 6.0), 1: (9.0, 14.0)}


def test_a_patient_who_may_start_passes_those_for_whom_too_few_are_free() -> None:
    told = play([servers(2, reserve=(0, 0, 1, 1))], *((float(n), visit(hours=5.0)) for n in (1, 2)),
                (3.0, visit(URGENT)))  # fmt: skip
    assert told.times("first") == {0: (1.0, 6.0), 1: (6.0, 11.0), 2: (3.0, 4.0)}


def test_giving_up_ends_the_wait_at_its_instant_and_the_rules_are_asked_again() -> None:
    def leaver(p: Patient) -> Iterator[Any]:
        yield step("first", DESK, 1.0, gives_up=3.0)
        assert (p.outcome, p.asked, p.ended) == (GAVE_UP, 1.0, 3.0)
        yield delay("second", 2.0)
        assert (p.outcome, p.asked, p.started, p.ended) == (SERVED, 3.0, 3.0, 5.0)

    told = play([servers(1)], (0.0, visit(hours=6.0)), (1.0, leaver), (2.0, visit()))
    assert told.rows[:2] == [
        (1, "first", 1.0, None, 3.0, None, "gave_up"),
        (1, "second", 3.0, 3.0, 5.0, None, "served"),
    ]
    assert told.times("first")[2] == (6.0, 7.0)


def test_who_has_started_gives_up_no_more() -> None:
    told = play([servers(1)], (0.0, visit(hours=2.0)), (1.0, visit(hours=9.0, gives_up=3.0)))
    assert told.times("first")[1] == (2.0, 11.0)


def test_who_gave_up_is_counted_no_more_and_blocks_nobody() -> None:
    quitter = visit(URGENT, gives_up=3.0)
    told = play([servers(1)], (0.0, visit(hours=5.0)), (1.0, quitter), (2.0, visit()), horizon=8.0)
    waiting = {time: waiting for time, _, waiting, _, _ in told.counts}
    assert waiting == {0.5: 0, 1.5: 1, 2.5: 2, 3.5: 1, 4.5: 1, 5.5: 0, 6.5: 0, 7.5: 0}
    assert told.times("first")[2] == (5.0, 6.0)


@pytest.mark.parametrize("gives_up", [1.0, 0.5, -1.0])
def test_who_will_not_wait_at_all_is_refused_at_once_and_asked_again(gives_up: float) -> None:
    def chooser(p: Patient) -> Iterator[Any]:
        yield step("first", DESK, 1.0, gives_up=gives_up)
        assert (p.outcome, p.ended) == (REFUSED, 1.0)
        yield step("second", ROOM, 1.0)

    told = play([servers(1), servers(1)], (0.0, visit(hours=5.0)), (1.0, chooser))
    assert told.rows[:2] == [
        (1, "first", 1.0, None, 1.0, None, "refused"),
        (1, "second", 1.0, 1.0, 2.0, 2.0, "served"),
    ]


def test_a_refusal_is_no_event() -> None:
    """Somebody else of the same instant sees the second step already begun."""

    def chooser(_: Patient) -> Iterator[Any]:
        yield step("first", DESK, 1.0, gives_up=1.0)
        yield step("second", ROOM, 1.0)

    stations = [servers(1), servers(1)]
    late = [step("second", ROOM, 1.0)]
    told = play(stations, (0.0, visit(hours=5.0)), (1.0, chooser), (1.0, late))
    assert told.times("second") == {1: (1.0, 2.0), 2: (2.0, 3.0)}


def test_who_can_start_at_once_is_not_refused() -> None:
    told = play([servers(1)], (1.0, visit(gives_up=0.0)))
    assert told.rows == [(0, "first", 1.0, 1.0, 2.0, 2.0, "served")]
