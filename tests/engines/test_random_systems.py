"""Random systems: whatever the rules ask for, on the same instants, both engines do the same."""

from __future__ import annotations

import contextlib
import math
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
import tabled
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scripted import (
    BED,
    BELOW,
    DESK,
    ROOM,
    Phased,
    Servers,
    assert_same,
    cohort_at,
    delay,
    order,
    phases_of,
    play,
    play_both,
    step,
    tables_of,
)

from sim.contract import NOWHERE, PLACES
from sim.engines.compiled import machine_code
from sim.engines.newcomers import patients
from sim.engines.readable import Engine
from sim.keeping import Keeper

END = 12.0


def half_hour(luck: Random) -> float:
    """An hour that often coincides with another."""
    return luck.randrange(2 * int(END)) / 2


def any_servers(luck: Random) -> Servers:
    """A station with any timetable."""
    changes = {half_hour(luck): luck.randrange(4) for _ in range(luck.randrange(5))}
    reserve = sorted(luck.choice([0, 0, 0, 1]) for _ in range(4))
    first = luck.randrange(4)
    timetable = ((0.0, first), *sorted(changes.items()))
    return Servers(timetable, luck.random() < 0.5, tuple(reserve))  # type: ignore[arg-type]


def any_step(luck: Random) -> Any:
    """Any step, order or delay."""
    hours = luck.choice([0.0, 0.5, 1.0, 2.5])
    kind = luck.choice(["delay", "until", "results", "order", "step", "step", "step", "step"])
    if kind == "delay":
        return delay("travel", hours, free=luck.choice([0, luck.randrange(2**PLACES)]))
    if kind == "until":
        return delay("travel", 0.0, until=END + hours)
    if kind == "results":
        gives_up = luck.choice([half_hour(luck), 2 * END, math.inf])
        return delay("results", hours, after_orders=1, gives_up=gives_up)
    station = luck.choice([DESK, ROOM, BED, BELOW])
    more: dict[str, Any] = {"priority": luck.randrange(4), "since": half_hour(luck)}
    more["turnover"] = luck.choice([0.0, 0.0, 0.5])
    if kind == "order":
        return order("laboratory", station, hours, **more, delay=luck.choice([0.0, 0.5]))
    more["gives_up"] = luck.choice([half_hour(luck), 2 * END, 2 * END, math.inf])
    return step("first", station, hours, **more)


def any_story(luck: Random) -> list[Any]:
    """A few steps, of which some keep a place and free it later."""
    story = [any_step(luck) for _ in range(luck.randrange(6))]
    for place in luck.sample(range(PLACES), luck.choice([0, 0, 1, 2])):
        station, hours = luck.choice([BED, BELOW]), luck.choice([0.0, 1.0])
        keeps = step(
            "hold", station, hours, keep=place, gives_up=luck.choice([0.0, half_hour(luck)])
        )
        story.insert(luck.randrange(len(story) + 1), keeps)
    patient = luck.random() < 0.1  # who waits for ever, which is refused to who keeps a place
    for _, ask in story:
        if ask.station != NOWHERE and luck.random() < 0.3:
            ask.free = luck.randrange(2**PLACES)
        if ask.gives_up == math.inf and not patient:
            ask.gives_up = 2 * END
    return story


@dataclass(frozen=True)
class Drawn:
    """A system and its people, with everything on instants that often coincide."""

    stations: list[Servers]
    people: list[tuple[float, list[Any]]]
    turns: tuple[tuple[float, int], ...]
    horizon: float
    phases: Phased


def any_system(seed: int) -> Drawn:
    """Any system."""
    luck = Random(seed)
    stations = [any_servers(luck) for _ in range(4)]
    came = sorted(half_hour(luck) for _ in range(luck.randrange(40)))
    people = [(at, any_story(luck)) for at in came]
    turns = tuple((half_hour(luck), clinic) for clinic in range(luck.randrange(3)))
    horizon = luck.choice([END / 2, END + 0.5, 50 * END])
    starts = sorted({half_hour(luck) for _ in range(luck.randrange(3))} - {0.0})
    kept = [any_servers(luck).reserve for _ in stations]
    phases = [(at, luck.choice([kept, [one.reserve for one in stations]])) for at in starts]
    return Drawn(stations, people, turns, horizon, [one for one in phases if one[0] < horizon])


@settings(max_examples=150)
@given(st.integers(0, 2**32))
@example(4619)  # an order frees the places that its patient is about to leave
def test_both_engines_play_any_system_alike(seed: int) -> None:
    drawn = any_system(seed)
    # A rule that breaks the contract must be refused by both, in the same words: play sees to it.
    with contextlib.suppress(RuntimeError):
        play(
            drawn.stations,
            *drawn.people,
            horizon=drawn.horizon,
            turns=drawn.turns,
            phases=drawn.phases,
        )


@pytest.mark.slow
@settings(max_examples=300)
@given(st.integers(0, 2**32))
def test_compiled_code_plays_any_system_as_simpy_does(seed: int) -> None:
    pytest.importorskip("numba", reason="compiled code needs the extra fast")
    drawn = any_system(seed)
    tables = tabled.with_stories(
        tables_of(drawn.stations, drawn.horizon, drawn.turns), [story for _, story in drawn.people]
    )
    cohort = cohort_at([at for at, _ in drawn.people])
    simpy, compiled = Keeper(tables, cohort), Keeper(tables, cohort)
    later = phases_of(tables, drawn.phases)
    engine = Engine(tables, patients(cohort), [simpy], tabled, later)
    with contextlib.suppress(RuntimeError):
        play_both(engine, machine_code(tables, cohort, [compiled], tabled, later))
        assert_same(simpy, compiled)
