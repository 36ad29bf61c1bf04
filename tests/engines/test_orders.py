"""Orders: work sent off for a patient, which queues and is done beside the patient."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from scripted import BED, DESK, ROOM, delay, order, play, servers, step

from sim.contract import CRITICAL, GAVE_UP, MAX_ORDERS, REFUSED, SERVED, Patient

HOUSE = [servers(1), servers(1), servers(1)]


def results(**more: Any) -> Any:
    return delay("results", 0.0, after_orders=1, **more)


def test_nobody_waits_beside_an_order() -> None:
    told = play(HOUSE, (1.0, [order("laboratory", DESK, 3.0), step("first", ROOM, 1.0)]))
    assert told.rows == [
        (0, "first", 1.0, 1.0, 2.0, 2.0, "served"),
        (0, "laboratory", 1.0, 1.0, 4.0, 4.0, "served"),
    ]
    assert told.episodes[0]["left"] == 2.0


def test_a_step_may_wait_until_all_orders_are_back() -> None:
    sent = [order("laboratory", DESK, 3.0), order("reading", ROOM, 5.0), results()]
    told = play(HOUSE, (1.0, [*sent, step("first", BED, 1.0)]))
    assert told.rows == [
        (0, "laboratory", 1.0, 1.0, 4.0, 4.0, "served"),
        (0, "reading", 1.0, 1.0, 6.0, 6.0, "served"),
        (0, "results", 1.0, 6.0, 6.0, None, "served"),
        (0, "first", 6.0, 6.0, 7.0, 7.0, "served"),
    ]


def test_without_orders_nobody_waits_for_any() -> None:
    told = play(HOUSE, (1.0, [results(), step("first", BED, 1.0)]))
    assert told.rows[0] == (0, "results", 1.0, 1.0, 1.0, None, "served")


def test_an_order_queues_like_a_step() -> None:
    told = play(
        HOUSE,
        (0.0, [step("first", DESK, 4.0)]),
        (1.0, [order("laboratory", DESK, 1.0, since=1.0), results()]),
        (2.0, [step("second", DESK, 1.0, since=2.0)]),
        (3.0, [order("reading", DESK, 1.0, CRITICAL, since=3.0), results()]),
    )
    assert told.times("reading") == {3: (4.0, 5.0)}
    assert told.times("laboratory") == {1: (5.0, 6.0)}
    assert told.times("second") == {2: (6.0, 7.0)}


def test_an_order_reaches_its_station_after_its_delay() -> None:
    told = play(
        HOUSE,
        (1.0, [order("reading", DESK, 1.0, since=1.0, delay=0.5), results()]),
        (1.25, [step("first", DESK, 2.0, since=1.25)]),
        (1.4, [step("second", DESK, 1.0, since=1.4)]),
    )
    assert told.times("reading") == {0: (3.25, 4.25)}
    assert told.times("second") == {2: (4.25, 5.25)}
    assert told.rows[1][2] == 1.0  # asked for when it was sent off


def test_an_order_may_go_to_somebody_without_a_queue() -> None:
    told = play([], (1.0, [order("reading", -1, 2.0), results()]))
    assert told.rows == [
        (0, "reading", 1.0, 1.0, 3.0, None, "served"),
        (0, "results", 1.0, 3.0, 3.0, None, "served"),
    ]


def test_an_order_keeps_its_server_busy_for_the_turnover_but_is_back_before() -> None:
    told = play(
        HOUSE,
        (1.0, [order("laboratory", DESK, 1.0, turnover=2.0), results()]),
        (1.5, [step("first", DESK, 1.0)]),
    )
    assert told.times("results") == {0: (2.0, 2.0)}
    assert told.times("first") == {1: (4.0, 5.0)}


def test_work_goes_on_for_a_patient_who_has_left() -> None:
    told = play(HOUSE, (1.0, [order("laboratory", DESK, 3.0)]), (2.0, [step("first", DESK, 1.0)]))
    assert told.rows == [
        (0, "laboratory", 1.0, 1.0, 4.0, 4.0, "served"),
        (1, "first", 2.0, 4.0, 5.0, 5.0, "served"),
    ]
    assert told.episodes[0]["left"] == 1.0


def test_who_waits_for_orders_may_give_up_and_the_orders_go_on() -> None:
    def impatient(p: Patient) -> Iterator[Any]:
        yield step("first", BED, 0.0, keep=0)
        yield order("laboratory", DESK, 3.0)
        yield results(gives_up=2.5)
        assert (p.outcome, p.asked, p.ended) == (GAVE_UP, 1.0, 2.5)
        yield results(gives_up=2.5)
        assert (p.outcome, p.ended) == (REFUSED, 2.5)
        yield results(gives_up=9.0)
        assert (p.outcome, p.started) == (SERVED, 4.0)

    told = play(HOUSE, (1.0, impatient))
    assert told.rows == [
        (0, "results", 1.0, None, 2.5, None, "gave_up"),
        (0, "results", 2.5, None, 2.5, None, "refused"),
        (0, "laboratory", 1.0, 1.0, 4.0, 4.0, "served"),
        (0, "results", 2.5, 4.0, 4.0, None, "served"),
        (0, "first", 1.0, 1.0, 1.0, 4.0, "served"),
    ]
    assert [row["station"] for row in told.journeys][:2] == [None, None]


def test_a_patient_has_only_so_many_orders_at_a_time() -> None:
    many = [order("laboratory", DESK, 0.5)] * MAX_ORDERS
    told = play(HOUSE, (1.0, [*many, results(), *many, results()]))
    assert len(told.rows) == 2 * MAX_ORDERS + 2
    with pytest.raises(RuntimeError, match=f"more than {MAX_ORDERS} orders at a time: reading"):
        play(HOUSE, (1.0, [*many, order("reading", ROOM, 1.0)]))


def test_an_order_of_a_patient_in_bed_may_wait_for_ever() -> None:
    """The rule against waiting for ever is about patients who block a place, not about work."""
    lying = [
        step("first", BED, 0.0, keep=0),
        order("laboratory", DESK, 1.0),
        delay("hold", 1.0),
    ]
    told = play(HOUSE, (0.0, [step("second", DESK, 9.0)]), (1.0, lying))
    assert told.times("laboratory") == {1: (9.0, 10.0)}
