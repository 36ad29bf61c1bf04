"""Shortage: clinics whose tickets run out are named, the worst first."""

from __future__ import annotations

from sim.outcomes.shortage import sentence


def test_clinics_with_enough_tickets_are_not_named() -> None:
    assert sentence({}) == ""
    assert sentence({"town": 0.0, "lead": 0.01}) == ""


def test_the_shortest_of_tickets_comes_first() -> None:
    told = sentence({"town": 0.02, "lead": 0.3, "hill": 0.0})
    assert told.startswith("Tickets run out at lead (30 of 100) and town (2 of 100): so many")


def test_of_many_only_three_are_named() -> None:
    told = sentence({f"clinic {n}": 0.1 + n / 100 for n in range(7)})
    assert "clinic 6 (16 of 100), clinic 5 (15 of 100), clinic 4 (14 of 100) and 4 more" in told
