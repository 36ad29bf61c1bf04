"""Processes: whoever lives in the readable engine is one of SimPy's, and may wait for any event."""

from __future__ import annotations

import inspect
from collections.abc import Generator
from textwrap import dedent
from typing import Any

import pytest
from scripted import (
    BED,
    DESK,
    ROOM,
    Stories,
    cohort_at,
    delay,
    order,
    play,
    servers,
    step,
    tables_of,
)
from simpy import Event

from sim.contract import Patient
from sim.engines.newcomers import patients
from sim.engines.readable import Engine, living
from sim.keeping import Keeper

HOUSE = [servers(1), servers(1), servers(1)]
BUSY = (0.0, [step("third", DESK, 9.0)])
LYING = [step("first", BED, 0.0, keep=0), step("second", DESK, 1.0, gives_up=3.0)]
"""Lies in the bed, waits in vain for the desk until 3.0, and leaves."""
WANTS_BED = [step("first", BED, 1.0, gives_up=3.0)]


def test_who_gives_up_frees_what_another_wants_who_gives_up_at_the_same_instant() -> None:
    """1 has left the bed before it is the turn of 2 to give up: 2 starts in it."""
    told = play(HOUSE, BUSY, (1.0, LYING), (2.0, WANTS_BED))
    assert told.rows[:3] == [
        (1, "second", 1.0, None, 3.0, None, "gave_up"),
        (1, "first", 1.0, 1.0, 1.0, 3.0, "served"),
        (2, "first", 2.0, 3.0, 4.0, 4.0, "served"),
    ]


def test_who_gives_up_before_the_other_at_the_same_instant_has_given_up() -> None:
    """1 gives up the bed before it is the turn of 2 to leave it."""
    late = [step("first", BED, 0.0, keep=0), delay("hold", 1.5), LYING[1]]
    told = play(HOUSE, BUSY, (1.0, late), (2.0, WANTS_BED))
    assert told.rows[1:4] == [
        (2, "first", 2.0, None, 3.0, None, "gave_up"),
        (1, "second", 2.5, None, 3.0, None, "gave_up"),
        (1, "first", 1.0, 1.0, 1.0, 3.0, "served"),
    ]


def test_who_has_started_waits_for_the_end_when_the_patience_would_have_ended() -> None:
    waits = [step("first", DESK, 2.0, gives_up=10.0), delay("hold", 1.0)]
    told = play(HOUSE, BUSY, (1.0, waits))
    assert told.times("first") == {1: (9.0, 11.0)}
    assert told.times("hold") == {1: (11.0, 12.0)}


def test_an_order_sets_out_before_its_patient_goes_on() -> None:
    told = play(HOUSE, (1.0, [order("laboratory", DESK, 2.0), step("first", DESK, 1.0)]))
    assert told.times("laboratory") == {0: (1.0, 3.0)}
    assert told.times("first") == {0: (3.0, 4.0)}


class Late(Engine):
    """An engine in which everybody hesitates for an hour."""

    def _live(self, patient: Patient) -> Generator[Event]:
        yield self.env.timeout(1)
        yield from super()._live(patient)


def with_pause(before: str) -> type[Engine]:
    """An engine whose ``_live`` is a copy that waits an hour before the first line with a text."""
    lines = dedent(inspect.getsource(Engine._live)).splitlines()
    at = next(number for number, line in enumerate(lines) if before in line)
    indent = lines[at][: -len(lines[at].lstrip())]
    lines.insert(at, f"{indent}yield self.env.timeout(1)")
    names: dict[str, Any] = {}
    exec("from __future__ import annotations\n" + "\n".join(lines), vars(living).copy(), names)
    return type("Paused", (Engine,), {"_live": names["_live"]})


def times(kind: type[Engine], horizon: float = 50.0) -> tuple[Engine, dict[tuple[int, str], Any]]:
    """A run of two people by an engine: when each of their steps was asked for and ended."""
    told = [
        [step("first", DESK, 2.0), step("second", ROOM, 1.0)],
        [order("laboratory", ROOM, 2.0), step("first", DESK, 1.0, gives_up=20.0)],
    ]
    tables, cohort = tables_of(HOUSE, horizon, ()), cohort_at([1.0, 1.5])
    keeper = Keeper(tables, cohort)
    engine = kind(tables, patients(cohort), [keeper], Stories([lambda _, s=s: s for s in told]))
    engine.play()
    rows = keeper.journeys().to_pylist()
    return engine, {(r["patient"], r["stage"]): (r["asked"], r["ended"]) for r in rows}


def test_a_subclass_may_let_patients_wait_for_an_event_of_its_own() -> None:
    engine, told = times(Late)
    assert (engine.arrived, engine.left, len(engine.inside)) == (2, 2, 0)
    assert told == {
        (0, "first"): (2.0, 4.0),
        (0, "second"): (4.0, 5.5),  # the order has the room until 4.5
        (1, "laboratory"): (2.5, 4.5),
        (1, "first"): (2.5, 5.0),
    }


def test_whoever_waits_for_such_an_event_at_the_horizon_is_inside() -> None:
    engine, _ = times(Late, horizon=1.75)
    assert (engine.arrived, engine.left, sorted(engine.inside)) == (2, 0, [0, 1])


@pytest.mark.parametrize(
    ("before", "first", "second"),
    [
        ("work = Work", (2.0, 4.0), (4.0, 5.5)),
        ("self._take", (1.0, 4.0), (4.0, 6.0)),
        ("yield from self._do", (1.0, 4.0), (4.0, 6.0)),
        ("answer = self.rules.next_step", (1.0, 3.0), (3.0, 5.0)),
        ("self._leave", (1.0, 3.0), (3.0, 4.5)),
    ],
)
def test_a_line_put_into_a_patients_life_may_wait(before: str, first: Any, second: Any) -> None:
    engine, told = times(with_pause(before))
    assert (engine.arrived, engine.left, len(engine.inside)) == (2, 2, 0)
    assert (told[0, "first"], told[0, "second"]) == (first, second)
