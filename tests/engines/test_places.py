"""Places: servers that are kept after a step, in which one lies, waits and blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from scripted import BED, BELOW, DESK, ROOM, delay, play, servers, step

from sim.contract import GAVE_UP, PLACES, Patient

HOUSE = [servers(1), servers(1), servers(1), servers(1)]  # desk, room, bed, bed below


def admit(place: int = 0, **more: Any) -> Any:
    """A bed that begins: a step without a length, kept as a place."""
    return step("first", BED, 0.0, keep=place, **more)


def test_a_kept_server_is_held_until_its_patient_leaves() -> None:
    told = play(HOUSE, (1.0, [admit(), delay("second", 3.0)]), (2.0, [admit()]))
    assert told.rows == [
        (0, "second", 1.0, 1.0, 4.0, None, "served"),
        (0, "first", 1.0, 1.0, 1.0, 4.0, "served"),
        (1, "first", 2.0, 4.0, 4.0, 4.0, "served"),
    ]


def test_a_kept_step_tells_the_rules_when_the_bed_began() -> None:
    def inpatient(p: Patient) -> Iterator[Any]:
        yield admit()
        assert (p.asked, p.started, p.ended) == (2.0, 4.0, 4.0)
        yield delay("second", 1.0)

    told = play(HOUSE, (1.0, [admit(), delay("second", 3.0)]), (2.0, inpatient))
    assert told.times("second")[1] == (4.0, 5.0)


def test_a_step_at_the_station_of_ones_own_place_starts_at_once_in_that_place() -> None:
    told = play(
        HOUSE,
        (1.0, [admit(), step("second", BED, 2.0, turnover=9.0), step("third", BED, 1.0)]),
        (1.5, [step("hold", BED, 1.0)]),
        horizon=4.5,
    )
    assert told.rows == [
        (0, "second", 1.0, 1.0, 3.0, None, "served"),
        (0, "third", 3.0, 3.0, 4.0, None, "served"),
        (0, "first", 1.0, 1.0, 1.0, 4.0, "served"),
        (1, "hold", 1.5, 4.0, None, None, "inside"),
    ]
    assert [row["station"] for row in told.journeys] == [None, None, "clinic/bed", "clinic/bed"]
    assert [busy for _, name, _, busy, _ in told.counts if name == "clinic/bed"] == [0, 1, 1, 1]


def test_one_lies_in_a_place_while_served_elsewhere() -> None:
    told = play(
        HOUSE,
        (0.0, [step("third", ROOM, 4.0)]),
        (1.0, [admit(), step("second", ROOM, 2.0, gives_up=9.0)]),
        (2.0, [admit()]),
    )
    assert told.times("second") == {1: (4.0, 6.0)}
    assert told.times("first") == {1: (1.0, 1.0), 2: (6.0, 6.0)}


def test_a_place_is_given_up_when_the_step_that_frees_it_starts_not_when_it_is_asked() -> None:
    move = step("second", BELOW, 0.0, keep=1, free=0b001, gives_up=9.0)
    told = play(
        HOUSE,
        (0.0, [step("hold", BELOW, 4.0)]),
        (1.0, [admit(), move, delay("third", 2.0)]),
        (2.0, [admit()]),
    )
    assert told.rows == [
        (0, "hold", 0.0, 0.0, 4.0, 4.0, "served"),
        (1, "first", 1.0, 1.0, 1.0, 4.0, "served"),
        (2, "first", 2.0, 4.0, 4.0, 4.0, "served"),
        (1, "third", 4.0, 4.0, 6.0, None, "served"),
        (1, "second", 1.0, 4.0, 4.0, 6.0, "served"),
    ]


def test_who_gives_up_waiting_keeps_the_place() -> None:
    def stays(p: Patient) -> Iterator[Any]:
        yield admit()
        yield step("second", BELOW, 0.0, keep=1, free=0b001, gives_up=3.0)
        assert p.outcome == GAVE_UP
        yield step("third", BED, 2.0)

    told = play(HOUSE, (0.0, [step("hold", BELOW, 9.0)]), (1.0, stays), (2.0, [admit()]))
    assert told.times("third") == {1: (3.0, 5.0)}
    assert told.times("first")[2] == (5.0, 5.0)


def test_places_are_given_up_lowest_first() -> None:
    """Both beds free at 4.0; that of place 0 is handed on and written down before place 1's."""
    keeper = [
        step("first", BELOW, 0.0, keep=1),
        step("second", BED, 0.0, keep=0, gives_up=9.0),
        delay("third", 3.0, free=0b011),
    ]
    told = play(HOUSE, (1.0, keeper))
    assert [row[1] for row in told.rows] == ["second", "first", "third"]
    assert [row[5] for row in told.rows] == [1.0, 1.0, None]


def test_leaving_gives_up_all_places() -> None:
    keeper = [step("first", BED, 1.0, keep=2), step("second", BELOW, 1.0, keep=0, gives_up=9.0)]
    told = play(HOUSE, (1.0, keeper), (1.5, [step("third", BED, 1.0), step("hold", BELOW, 1.0)]))
    assert told.rows[:2] == [
        (0, "second", 2.0, 2.0, 3.0, 3.0, "served"),
        (0, "first", 1.0, 1.0, 2.0, 3.0, "served"),
    ]
    assert told.times("third") == {1: (3.0, 4.0)}
    assert [station.busy for station in told.engine.servers.stations] == [0, 0, 0, 0]


def test_freed_places_serve_their_queues_depth_first() -> None:
    """0 leaves the bed; 1 takes it from the room, which 2 takes from the desk, all at 5.0."""
    chain = [
        (0.0, [step("first", BED, 5.0)]),
        (1.0, [step("first", ROOM, 0.0, keep=0), step("second", BED, 2.0, free=1, gives_up=50.0)]),
        (2.0, [step("first", DESK, 0.0, keep=0), step("second", ROOM, 2.0, free=1, gives_up=50.0)]),
        (3.0, [step("first", DESK, 0.5)]),
    ]
    told = play(HOUSE, *chain)
    assert told.times("second") == {1: (5.0, 7.0), 2: (5.0, 7.0)}
    assert told.times("first")[3] == (5.0, 5.5)
    assert told.rows[:3] == [
        (0, "first", 0.0, 0.0, 5.0, 5.0, "served"),
        (1, "first", 1.0, 1.0, 1.0, 5.0, "served"),
        (2, "first", 2.0, 2.0, 2.0, 5.0, "served"),
    ]


def test_a_chain_of_places_that_free_each_other_is_as_long_as_you_like() -> None:
    """5000 lie in two wards, each waiting for the other one; the bed that comes free moves all."""
    lying = 2500

    def moves(p: Patient) -> Iterator[Any]:
        here, there = (BED, BELOW) if p.number % 2 == 0 else (BELOW, BED)
        yield step("first", here, 0.0, keep=0)
        yield delay("hold", 0.0, until=5.0)
        yield step("second", there, 1.0, free=1, since=p.number, gives_up=50.0)

    wards = [servers(1), servers(1), servers(lying + 1), servers(lying)]
    people = [(0.5 + number / 10000, moves) for number in range(2 * lying)]
    told = play(wards, (0.0, [step("third", BED, 7.0)]), *people, horizon=9.0)
    assert set(told.times("second").values()) == {(7.0, 8.0)}
    moved = [row[0] for row in told.rows if row[1] == "second"]
    assert moved == list(range(1, 2 * lying + 1))
    assert [station.busy for station in told.engine.servers.stations] == [0, 0, 0, 0]


def test_turnover_keeps_the_server_busy_after_its_patient() -> None:
    told = play(HOUSE, (1.0, [step("first", DESK, 1.0, turnover=0.75), delay("second", 1.0)]),
                (1.5, [step("first", DESK, 1.0)]))  # fmt: skip
    assert told.rows == [
        (0, "first", 1.0, 1.0, 2.0, 2.75, "served"),
        (0, "second", 2.0, 2.0, 3.0, None, "served"),
        (1, "first", 1.5, 2.75, 3.75, 3.75, "served"),
    ]


def test_turnover_of_a_place_begins_when_it_is_given_up() -> None:
    lying = [admit(turnover=0.5), delay("second", 3.0), delay("third", 1.0, free=1)]
    told = play(HOUSE, (1.0, lying), (2.0, [admit()]))
    assert told.rows[1:] == [
        (0, "first", 1.0, 1.0, 1.0, 4.5, "served"),
        (1, "first", 2.0, 4.5, 4.5, 4.5, "served"),
        (0, "third", 4.0, 4.0, 5.0, None, "served"),
    ]


def test_a_place_that_is_taken_cannot_be_taken_again() -> None:
    with pytest.raises(RuntimeError, match="third"):
        play(HOUSE, (1.0, [admit(0), step("third", ROOM, 1.0, keep=0, gives_up=9.0)]))


def test_there_are_only_so_many_places() -> None:
    with pytest.raises(RuntimeError, match=f"place {PLACES} is not free: first"):
        play(HOUSE, (1.0, [admit(PLACES)]))


def test_who_keeps_a_place_may_not_ask_to_wait_for_ever() -> None:
    """Two who block each other's bed would never go on: the stage is named, though it is free."""
    with pytest.raises(RuntimeError, match="may not wait for ever: second"):
        play(HOUSE, (1.0, [admit(), step("second", BELOW, 1.0, free=1)]))


def test_who_keeps_a_place_may_not_wait_for_ever_for_orders_either() -> None:
    with pytest.raises(RuntimeError, match="may not wait for ever: results"):
        play(HOUSE, (1.0, [admit(), delay("results", 0.0, after_orders=1)]))


def test_what_cannot_wait_needs_no_end_of_patience() -> None:
    told = play(HOUSE, (1.0, [admit(), step("second", BED, 1.0), delay("third", 1.0)]))
    assert told.times("third") == {0: (2.0, 3.0)}


def test_who_keeps_a_place_and_gives_up_at_last_blocks_nobody_for_ever() -> None:
    upper = [admit(), step("second", BELOW, 1.0, free=1, gives_up=5.0), delay("hold", 1.0)]
    lower = [
        step("first", BELOW, 0.0, keep=0),
        delay("hold", 1.0),
        step("third", BED, 1.0, free=1, gives_up=50.0),
    ]
    told = play(HOUSE, (0.5, lower), (1.0, upper))
    assert told.times("third") == {0: (6.0, 7.0)}
    assert told.engine.left == 2
