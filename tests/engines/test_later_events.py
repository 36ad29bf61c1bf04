"""Events far ahead: the machine keeps them apart until their time is near."""

from __future__ import annotations

from random import Random

from scripted import DESK, delay, play, servers, step

from sim.engines.compiled.ranks import SPANS, span_of

DAY = 24.0
LAP = SPANS / span_of(1.0)
"""Hours after which chains of later events are used again."""


def test_events_come_in_their_order_however_far_ahead_they_were_scheduled() -> None:
    """Delays of minutes, of days, and of several laps of the chains; some end at one instant."""
    draw = Random(7)
    hours = [0.0, 0.01, 0.08, 1.0, 5.0, DAY, LAP - 0.01, LAP, LAP + 0.01, 2.5 * LAP, 3.0 * LAP]
    people = [
        (float(at), [delay("travel", draw.choice(hours)) for _ in range(4)]) for at in range(40)
    ]
    told = play([servers(1)], *people, horizon=5.0 * LAP)
    assert [at for at, _ in told.rules.asked] == sorted(at for at, _ in told.rules.asked)
    assert len(told.rules.asked) > 100


def test_what_ends_at_the_horizon_or_later_is_not_played() -> None:
    told = play(
        [servers(2)],
        (0.0, [step("first", DESK, 100.0)]),
        (1.0, [step("first", DESK, 1e9)]),
        horizon=100.0,
    )
    assert [row[-1] for row in told.rows] == ["inside", "inside"]
    assert told.rules.asked == [(0.0, 0), (1.0, 1)]


def test_a_quiet_month_is_passed_over() -> None:
    told = play([servers(1)], (0.0, [delay("travel", 60.0 * DAY)]), horizon=61.0 * DAY)
    assert told.times("travel")[0] == (0.0, 60.0 * DAY)
