"""The green channel: what it skips, and how its patients travel."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.rules import notes
from sim.system.durations import Duration
from sim.system.referral import GreenChannel, Referral
from sim.system.services import Care, Service
from tests.played import played
from tests.systems import CARE, TOWN, somebody, tables_of, tiny_system, walk

HARD = 0.75  # beyond the town, which treats half of the cases
TRIAGE = Service(service="triage", station="registration", minutes=Duration(mean=6.0))
WITH_TRIAGE = replace(CARE, flows={**CARE.flows, "rescue": (TRIAGE, *CARE.flows["rescue"])})


def episode(channel: GreenChannel, acuity: int = 2, care: Care = WITH_TRIAGE) -> list[str]:
    """Stages above of somebody who is sent up by the town."""
    tables = tables_of(tiny_system(care=care, referral=Referral(green_channel=channel)))
    for row in tables.choice.option[0]:
        row[0].facility = TOWN
    p = somebody(acuity=acuity, complexity=HARD)
    steps = walk(tables, p)
    assert p.hop == 1
    return [f"{stage} {end - start:.2f}" for stage, place, start, end in steps if place != "town"
            and not str(place).startswith("town/")]  # fmt: skip


def test_who_comes_by_it_skips_what_it_names() -> None:
    without = episode(GreenChannel(use=1.0))
    assert without == ["travel 1.00", "triage 0.10", "emergency_consultation 0.50"]
    assert episode(GreenChannel(use=1.0, skips=("triage",))) == [without[0], without[2]]
    assert episode(GreenChannel(use=0.0, skips=("triage",))) == without


def test_others_skip_nothing() -> None:
    usual = episode(GreenChannel(use=1.0), acuity=4)
    assert episode(GreenChannel(use=1.0, skips=("registration",)), acuity=4) == usual
    assert "registration 0.10" in usual


@pytest.mark.parametrize(("use", "hours"), [(1.0, 0.5), (0.0, 1.0)])
def test_its_ambulance_is_as_fast_as_one(use: float, hours: float) -> None:
    tables = tables_of(
        tiny_system(referral=Referral(green_channel=GreenChannel(use=use, ambulance=True)))
    )
    for row in tables.choice.option[0]:
        row[0].facility = TOWN
    tables.ways.ambulance[TOWN][TOWN + 1] = 0.5
    p = somebody(acuity=2, complexity=HARD)
    way = next(step for step in walk(tables, p)[3:] if step[0] == "travel")
    assert way[3] - way[2] == pytest.approx(hours)
    assert p.travel_hours == 0.25 + hours
    assert notes.way(p, 0) == (notes.GREEN if use else notes.FORMAL)


def test_both_engines_skip_alike() -> None:
    channel = GreenChannel(use=1.0, skips=("triage",))
    tables = tables_of(tiny_system(care=WITH_TRIAGE, referral=Referral(green_channel=channel)))
    for row in tables.choice.option[0]:
        row[0].facility = TOWN
    journeys, episodes = played(tables, [9.0, 9.0], 1, 2, HARD)
    assert {row["green"] for row in episodes} == {True}
    assert "triage" not in {row["stage"] for row in journeys}
