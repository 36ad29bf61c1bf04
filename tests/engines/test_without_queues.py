"""Idle: what a patient does alone, without queues, is what an engine plays."""

from __future__ import annotations

from typing import Any

import pytest

from sim import rules
from sim.contract import GAVE_UP, LEAVE, ORDER
from sim.engines.idle import Alone, go_on, set_out
from sim.system import System
from sim.system.access import Access
from sim.system.durations import Duration
from tests.played import played
from tests.systems import somebody, tables_of, tiny_system, walk, with_share

READ = with_share("ecg", 1.0)


def rounded(row: dict[str, Any]) -> tuple[str, str, float, float]:
    return (
        row["stage"],
        row["station"] or row["facility"],
        round(row["started"], 9),
        round(row["ended"], 9),
    )


@pytest.mark.parametrize(("condition", "acuity"), [("cough", 4), ("heart", 2), ("heart", 3)])
@pytest.mark.parametrize("system", [tiny_system(), tiny_system(care=READ)])
def test_whoever_is_alone_in_an_engine_does_the_same(
    system: System, condition: str, acuity: int
) -> None:
    tables, p = tables_of(system), somebody(condition, key=0, acuity=acuity, complexity=0.25)
    journeys, _ = played(tables, [9.0], p.condition, acuity, 0.25)
    assert sorted(walk(tables, p)) == sorted(map(rounded, journeys))


def results_at(awaits: int) -> tuple[float, float]:
    """When the patient sits down for the results, and has them."""
    tables, p = tables_of(tiny_system(care=READ)), somebody()
    alone = Alone(tables, rules.initial(tables), [p])
    ask, going = alone.ask[0], alone.going[0]
    going.awaits = awaits
    answer, sent = set_out(alone), 0.0
    while answer != LEAVE and tables.names.stages[ask.stage] != "results":
        sent = going.now if answer == ORDER else sent
        answer = go_on(alone, answer)
    return going.now - sent, going.start - sent


def test_orders_are_waited_for_unless_they_are_back_at_once() -> None:
    assert results_at(awaits=1) == pytest.approx((0.0, 0.3))
    assert results_at(awaits=0) == (0.0, 0.0)


def test_the_rules_are_told_who_has_waited_in_vain() -> None:
    half = Duration(mean=30.0)
    access, p = Access(patience_minutes=(None, None, half, half)), somebody()
    walk(tables_of(tiny_system(access=access)), p, denied=["pharmacy"])
    assert (p.outcome, p.asked, p.ended) == (GAVE_UP, *map(pytest.approx, (10.05, 10.55)))
