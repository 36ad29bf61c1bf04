"""Timetables: growing starts the queue, shrinking interrupts nobody, and clinics run over."""

from __future__ import annotations

from scripted import DESK, Servers, opening, play, servers, step

from sim.contract import SOON


def visit(hours: float = 2.0, **more: object) -> list[object]:
    return [step("first", DESK, hours, **more)]


def test_growing_serves_the_queue_at_once_and_in_order() -> None:
    told = play([opening((0.0, 0), (8.0, 2))], (1.0, visit()), (2.0, visit()), (3.0, visit()))
    assert told.times("first") == {0: (8.0, 10.0), 1: (8.0, 10.0), 2: (10.0, 12.0)}


def test_growing_adds_servers_beside_the_busy_ones() -> None:
    told = play([opening((0.0, 1), (2.5, 2))], (1.0, visit(4.0)), (1.5, visit()), (2.0, visit()))
    assert told.times("first") == {0: (1.0, 5.0), 1: (2.5, 4.5), 2: (4.5, 6.5)}


def test_shrinking_interrupts_nobody_and_hands_on_no_server_that_is_too_many() -> None:
    told = play(
        [opening((0.0, 3), (2.0, 1))],
        (0.5, visit(2.5)),
        (0.5, visit(3.5)),
        (0.5, visit(4.5)),
        (1.0, visit(1.0)),
    )
    assert told.times("first") == {0: (0.5, 3.0), 1: (0.5, 4.0), 2: (0.5, 5.0), 3: (5.0, 6.0)}
    over = [(time, busy, capacity) for time, _, _, busy, capacity in told.counts if time < 6.0]
    assert over == [(0.5, 3, 3), (1.5, 3, 3), (2.5, 3, 1), (3.5, 2, 1), (4.5, 1, 1), (5.5, 1, 1)]


def test_a_station_that_does_not_run_over_leaves_its_queue_until_it_opens_again() -> None:
    told = play([opening((0.0, 1), (4.0, 0), (24.0, 1))], (3.0, visit()), (3.5, visit()))
    assert told.times("first") == {0: (3.0, 5.0), 1: (24.0, 26.0)}


def running_over() -> Servers:
    return opening((0.0, 2), (4.0, 0), (24.0, 2), runs_over=True)


def test_a_station_that_runs_over_serves_whoever_joined_before_it_closed() -> None:
    told = play([running_over()], *((3.0, visit()) for _ in range(5)))
    assert [told.times("first")[n] for n in range(5)] == [
        (3.0, 5.0),
        (3.0, 5.0),
        (5.0, 7.0),
        (5.0, 7.0),
        (7.0, 9.0),
    ]


def test_who_comes_after_closing_waits_for_the_next_opening_though_a_server_is_free() -> None:
    told = play(
        [running_over()], (3.0, visit(since=3.0)), (4.0, visit(since=4.0)), (4.5, visit(since=4.5))
    )
    assert told.times("first") == {0: (3.0, 5.0), 1: (24.0, 26.0), 2: (24.0, 26.0)}


def test_who_returns_with_results_after_closing_is_served_for_the_time_one_came() -> None:
    """The rank counts from ``since``: before the closing, so they are of that session."""
    told = play(
        [running_over()],
        (6.0, visit(since=3.0)),
        (6.0, visit(since=3.5)),
        (6.0, visit(since=3.25, priority=SOON)),
        (6.5, visit(since=4.0)),
    )
    assert told.times("first") == {0: (6.0, 8.0), 1: (6.0, 8.0), 2: (8.0, 10.0), 3: (24.0, 26.0)}


def test_a_station_keeps_its_last_servers_when_it_runs_over_not_its_most() -> None:
    station = opening((0.0, 3), (2.0, 1), (4.0, 0), runs_over=True)
    told = play([station], *((2.0, visit()) for _ in range(3)))
    assert told.times("first") == {0: (2.0, 4.0), 1: (4.0, 6.0), 2: (6.0, 8.0)}


def test_those_who_waited_for_the_opening_are_served_by_rank_not_by_the_hour_they_came() -> None:
    told = play(
        [opening((0.0, 1), (4.0, 0), (24.0, 1), runs_over=True)],
        (5.0, visit(since=5.0)),
        (6.0, visit(priority=SOON, since=6.0)),
        (7.0, visit(since=4.5)),
        (24.0, visit(priority=SOON, since=24.0)),
    )
    starts = {who: start for who, (start, _) in told.times("first").items()}
    assert starts == {1: 24.0, 3: 26.0, 2: 28.0, 0: 30.0}


def test_a_clinics_turn_is_told_to_the_rules() -> None:
    told = play([servers(1)], turns=((8.0, 5), (4.0, 2), (8.0, 6), (200.0, 9)))
    assert told.rules.ticks == [2, 5, 6]
