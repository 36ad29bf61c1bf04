"""The record: what is written down at the horizon, the counts, and that nobody is lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted import BED, DESK, ROOM, Servers, delay, order, play, servers, step

from sim.contract import MAX_STEPS

HOUSE = [servers(1), servers(1), servers(2)]


def test_the_horizon_writes_down_places_orders_and_step_in_the_order_of_patients() -> None:
    lying = [
        step("first", BED, 0.0, keep=1),
        step("hold", ROOM, 0.0, keep=0, gives_up=9.0),
        order("laboratory", DESK, 9.0),
        order("reading", DESK, 9.0),
        delay("third", 9.0),
    ]
    waiting = [step("first", ROOM, 1.0)]
    told = play(HOUSE, (1.0, lying), (2.0, waiting), (3.0, [delay("travel", 9.0)]), horizon=4.0)
    assert told.rows == [
        (0, "hold", 1.0, 1.0, 1.0, None, "inside"),
        (0, "first", 1.0, 1.0, 1.0, None, "inside"),
        (0, "laboratory", 1.0, 1.0, None, None, "inside"),
        (0, "reading", 1.0, None, None, None, "inside"),
        (0, "third", 1.0, 1.0, None, None, "inside"),
        (1, "first", 2.0, None, None, None, "inside"),
        (2, "travel", 3.0, 3.0, None, None, "inside"),
    ]
    stations = [row["station"] for row in told.journeys]
    assert stations == [
        "clinic/room",
        "clinic/bed",
        "clinic/desk",
        "clinic/desk",
        None,
        "clinic/room",
        None,
    ]
    assert [row["left"] for row in told.episodes] == [None, None, None]
    assert {row["ending"] for row in told.episodes} == {"inside"}


def test_work_that_is_out_for_somebody_who_left_is_written_down_at_the_horizon() -> None:
    gone = [order("laboratory", DESK, 9.0)]
    told = play(HOUSE, (1.0, [delay("third", 9.0)]), (2.0, gone), horizon=4.0)
    assert [row[:2] for row in told.rows] == [(0, "third"), (1, "laboratory")]
    assert [(row["patient"], row["left"]) for row in told.episodes] == [(1, 2.0), (0, None)]


def test_a_row_says_where_the_patient_is_and_which_station_served() -> None:
    told = play(HOUSE, (1.0, [step("reading", DESK, 1.0, priority=2)]))
    row = told.journeys[0]
    assert (row["facility"], row["station"], row["priority"], row["hop"]) == (
        "clinic",
        "clinic/desk",
        2,
        0,
    )


def test_turnover_and_places_count_as_busy() -> None:
    told = play(
        HOUSE,
        (0.0, [step("first", DESK, 1.0, turnover=1.0)]),
        (0.0, [step("first", BED, 0.0, keep=0), delay("second", 2.0)]),
        (0.25, [step("first", DESK, 1.0)]),
        horizon=4.0,
    )
    seen = {(time, name): (waiting, busy, all_) for time, name, waiting, busy, all_ in told.counts}
    desk = [seen[0.5 + hour, "clinic/desk"] for hour in range(4)]
    beds = [seen[0.5 + hour, "clinic/bed"] for hour in range(4)]
    assert desk == [(1, 1, 1), (1, 1, 1), (0, 1, 1), (0, 0, 1)]
    assert beds == [(0, 1, 2), (0, 1, 2), (0, 0, 2), (0, 0, 2)]


def test_an_episode_that_never_ends_is_an_error() -> None:
    told = play(HOUSE, (1.0, [delay("first", 0.0)] * MAX_STEPS))
    assert told.engine.left == 1
    with pytest.raises(RuntimeError, match="patient 0 never leaves: first"):
        play(HOUSE, (1.0, [delay("first", 0.0)] * (MAX_STEPS + 1)))


def any_step() -> st.SearchStrategy[Any]:
    """Any step, order or delay that three stations allow."""
    hours, station = st.sampled_from([0.0, 0.5, 1.0, 2.5]), st.sampled_from([DESK, ROOM, BED])
    priority, patience = st.integers(0, 3), st.sampled_from([0.0, 3.0, 50.0])
    turnover = st.sampled_from([0.0, 0.5])
    return st.one_of(
        st.builds(lambda h: delay("travel", h), hours),
        st.builds(lambda h: delay("results", h, after_orders=1), hours),
        st.builds(lambda s, h, p: order("laboratory", s, h, p), station, hours, priority),
        st.builds(
            lambda s, h, p, t, g: step("first", s, h, p, turnover=t, gives_up=g),
            *(station, hours, priority, turnover, patience),
        ),
    )


def any_people() -> st.SearchStrategy[Any]:
    hour = st.integers(0, 20).map(lambda n: n / 2)
    person = st.tuples(hour, st.lists(any_step(), max_size=5))
    return st.lists(person, max_size=12).map(lambda some: sorted(some, key=lambda one: one[0]))


@settings(max_examples=150)
@given(any_people(), st.sampled_from([3.5, 8.0, 500.0]))
def test_everybody_has_left_or_is_inside_and_no_server_is_two(people: Any, horizon: float) -> None:
    house = [
        Servers(((0.0, 1), (4.0, 0), (9.0, 2)), runs_over=True),
        Servers(((0.0, 3), (3.0, 2)), reserve=(0, 0, 0, 1)),
        servers(1),
    ]
    told = play(house, *people, horizon=horizon)
    came = sum(at < horizon for at, _ in people)
    left = [row for row in told.episodes if row["left"] is not None]
    assert (told.engine.arrived, told.engine.left) == (came, len(left))
    assert len(told.episodes) == came
    assert sorted(told.engine.inside) == sorted(
        row["patient"] for row in told.episodes if row["left"] is None
    )
    steps = sum(len(story) for at, story in people if at < horizon)
    assert len(told.rows) <= steps
    if horizon == 500.0:
        assert len(told.rows) == steps
        assert all(station.busy == station.waiting == 0 for station in told.engine.servers.stations)
    _nobody_starts_late(told.journeys)


def _nobody_starts_late(rows: list[dict[str, Any]]) -> None:
    """Asked, started, ended, released follow one another."""
    for row in rows:
        instants = [row[key] for key in ("asked", "started", "ended", "released")]
        known = [at for at in instants if at is not None]
        assert known == sorted(known)
