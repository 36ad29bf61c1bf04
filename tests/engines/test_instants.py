"""Instants: what happens in which order at one time, and absolute times to the last bit."""

from __future__ import annotations

from scripted import DESK, delay, opening, play, servers, step


def test_what_ends_is_played_before_who_arrives() -> None:
    told = play([servers(1)], (1.0, [step("first", DESK, 2.0)]), (3.0, [step("first", DESK, 1.0)]))
    assert told.rules.asked == [(1.0, 0), (3.0, 0), (3.0, 1), (4.0, 1)]
    assert told.times("first")[1] == (3.0, 4.0)


def test_a_server_that_comes_free_is_in_time_for_who_gives_up_at_that_instant() -> None:
    leaver = [step("first", DESK, 1.0, gives_up=3.0)]
    told = play([servers(1)], (1.0, [step("first", DESK, 2.0)]), (2.0, leaver))
    assert told.rows[1] == (1, "first", 2.0, 3.0, 4.0, 4.0, "served")


def test_giving_up_is_played_before_who_arrives() -> None:
    told = play(
        [servers(1)],
        (0.0, [step("first", DESK, 9.0)]),
        (1.0, [step("second", DESK, 1.0, gives_up=3.0), delay("third", 1.0)]),
        (3.0, [delay("third", 1.0)]),
    )
    assert told.rules.asked[2:4] == [(3.0, 1), (3.0, 2)]


def test_the_timetable_is_played_before_what_ends() -> None:
    """At 3.0 one of two servers goes, so that the one who ends hands on nothing."""
    told = play(
        [opening((0.0, 2), (3.0, 1))],
        (1.0, [step("first", DESK, 2.0)]),
        (1.0, [step("first", DESK, 4.0)]),
        (2.0, [step("first", DESK, 1.0)]),
    )
    assert told.times("first")[2] == (5.0, 6.0)


def test_who_arrives_when_a_station_opens_finds_it_open() -> None:
    told = play([opening((0.0, 0), (8.0, 1))], (8.0, [step("first", DESK, 1.0, gives_up=8.0)]))
    assert told.times("first") == {0: (8.0, 9.0)}


def test_who_arrives_when_a_station_closes_finds_it_closed() -> None:
    closing = opening((0.0, 1), (8.0, 0), runs_over=True)
    told = play([closing], (8.0, [step("first", DESK, 1.0, since=8.0, gives_up=8.0)]))
    assert told.rows == [(0, "first", 8.0, None, 8.0, None, "refused")]


def test_arrivals_of_one_instant_come_in_the_order_of_patients() -> None:
    told = play([servers(1)], *((2.0, [step("first", DESK, 1.0)]) for _ in range(4)))
    assert [row[0] for row in told.rows] == [0, 1, 2, 3]


def test_what_a_patient_does_at_an_instant_is_done_before_the_next_one_arrives() -> None:
    """0 goes through two steps without a length before 1 comes, all at 2.0."""
    short = [delay("first", 0.0), delay("second", 0.0), step("third", DESK, 1.0)]
    told = play([servers(1)], (2.0, short), (2.0, [step("third", DESK, 1.0)]))
    assert told.times("third") == {0: (2.0, 3.0), 1: (3.0, 4.0)}


def test_ends_of_one_instant_come_in_the_order_in_which_they_were_scheduled() -> None:
    told = play(
        [servers(9)],
        (0.0, [step("first", DESK, 4.0)]),
        (1.0, [step("first", DESK, 3.0)]),
        (2.0, [step("first", DESK, 2.0)]),
        (3.0, [delay("first", 1.0)]),
    )
    assert [row[0] for row in told.rows] == [0, 1, 2, 3]


def test_an_absolute_instant_is_met_to_the_last_bit() -> None:
    """In floating point now + (t - now) need not be t; a delay until t ends at t."""
    now, instant = 0.7, 3.4
    assert now + (instant - now) != instant
    told = play([], (now, [delay("first", 0.0, until=instant)]))
    assert told.times("first") == {0: (now, instant)}


def test_giving_up_happens_at_its_instant_to_the_last_bit() -> None:
    now, instant = 0.7, 3.4
    waiter = [step("first", DESK, 1.0, gives_up=instant)]
    told = play([servers(0)], (now, waiter))
    assert told.rows == [(0, "first", now, None, instant, None, "gave_up")]


def test_only_what_lies_before_the_horizon_is_played() -> None:
    told = play([servers(1)], (1.0, [step("first", DESK, 3.0)]), (4.0, []), horizon=4.0)
    assert told.rows == [(0, "first", 1.0, 1.0, None, None, "inside")]
    assert told.engine.arrived == 1
