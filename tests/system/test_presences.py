"""Presences: who is away from where, when, and there in between."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.clock import Calendar
from sim.system import System
from sim.system.experts import too_many_away
from sim.system.outreach import ExpertClinic, Outreach
from sim.system.presences import Run, one_way, presences
from tests.systems import MONDAY, tiny_system

LINE = ExpertClinic(expert_from="hospital", at="town", specialty="internal", half_days=2, tickets=5)


def sending(line: ExpertClinic = LINE) -> System:
    """The hospital sends an expert, an hour away, to the town."""
    return replace(tiny_system(), outreach=Outreach(clinics=(line,)))


def test_an_expert_is_missing_above_on_the_way_too() -> None:
    system = sending()
    minutes = one_way(system, "hospital", "town") or 0.0
    assert minutes > 0.0
    first, second = presences(system)
    assert (first.home, first.at, first.tickets) == ("hospital", "town", 5)
    assert [(one.leaves, one.returns) for one in (first, second)] == system.outreach.half_days(0)
    assert first.there == pytest.approx(
        (first.leaves + minutes / 60.0, first.returns - minutes / 60.0)
    )


def test_hours_may_be_those_of_a_run() -> None:
    weekly = [one.leaves for one in presences(sending())]
    found = [one.leaves for one in presences(sending(), Run(Calendar(MONDAY), 336.0))]
    assert found == [*weekly, *(hour + 168.0 for hour in weekly)]


def test_nobody_is_away_without_half_days() -> None:
    assert list(presences(sending(replace(LINE, half_days=0)))) == []


def test_of_a_hospital_that_is_not_described_no_way_is_known() -> None:
    nowhere = replace(LINE, expert_from="nowhere")
    assert one_way(sending(nowhere), "nowhere", "town") is None
    assert {one.minutes for one in presences(sending(nowhere))} == {0.0}
    assert list(too_many_away(sending(nowhere))) == []
