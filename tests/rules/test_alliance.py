"""Alliances: letters that go straight to the lead, sooner and more often; and their office."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sim.contract import Patient
from sim.rules import notes
from sim.system.network import Network
from sim.system.referral import Alliance, GreenChannel, Referral
from sim.tables import Tables
from tests.played import played, times
from tests.systems import (
    DESK,
    HOSPITAL,
    TOWN,
    letters_for,
    somebody,
    tables_of,
    tiny_network,
    tiny_system,
    visit_town,
    with_facility,
)

HARD = 0.75  # beyond the town, which treats half of the cases
CLINIC = 3  # the other hospital, below


def network(capability: float = 1.0) -> Network:
    """The tiny network with a second hospital, for hearts, to which the town refers nobody."""
    tiny = tiny_network()
    town = replace(
        tiny.facilities["town"], transfer_minutes={"hospital": 60.0, "heart_centre": 30.0}
    )
    centre = replace(tiny.facilities["hospital"], capability=capability, steps_down_to=())
    return replace(tiny, facilities={**tiny.facilities, "town": town, "heart_centre": centre})


def allied(where: Network | None = None, **changes: Any) -> Tables:
    """Tables in which the town's hearts belong to an alliance."""
    alliance = Alliance(
        specialty="internal",
        lead="heart_centre",
        members=("town",),
        processing_minutes=6.0,
        formal_share=1.0,
    )
    rule = Referral(
        alliances=(replace(alliance, **changes),),
        processing_minutes=60.0,
        formal_share=letters_for(0.0),
        green_channel=GreenChannel(use=1.0),
    )
    return tables_of(tiny_system(network=where or network(), referral=rule))


def heart(**facts: Any) -> Patient:
    return somebody("heart", **{"acuity": 3, "complexity": HARD} | facts)


def test_a_letter_of_a_member_goes_to_the_lead_and_is_ready_sooner() -> None:
    p = heart()
    steps = visit_town(allied(), p)
    office = next(step for step in steps if step[0] == "referral_office")
    assert office[3] - office[2] == pytest.approx(0.1)
    assert (p.treated_facility, p.referred_up, notes.way(p, 0)) == (CLINIC, 1, notes.ALLIED)
    assert p.travel_hours == 0.75  # a quarter to the town, half to the lead


@pytest.mark.parametrize("case", ["other specialty", "too hard", "without a letter"])
def test_outside_it_the_ordinary_rules_hold(case: str) -> None:
    tables = {
        "other specialty": allied(),
        "too hard": allied(network(capability=0.6)),
        "without a letter": allied(formal_share=0.0),
    }[case]
    p = heart() if case != "other specialty" else somebody(complexity=HARD)
    visit_town(tables, p)
    assert (p.treated_facility, p.self_referred, notes.way(p, 0)) == (HOSPITAL, 1, notes.OWN)


def test_an_alliance_helps_where_nobody_else_is_capable() -> None:
    nobody_else = network()
    alone = replace(nobody_else.facilities["town"], refers_to=())
    where = replace(nobody_else, facilities={**nobody_else.facilities, "town": alone})
    for share in (0.0, 1.0):
        p = heart()
        visit_town(allied(where, formal_share=share), p)
        assert (p.treated_facility, p.referred_up) == (CLINIC, int(share))


def test_urgent_cases_go_by_the_green_channel_to_the_lead() -> None:
    p = heart(acuity=2)
    visit_town(allied(), p)
    assert (p.treated_facility, p.green, notes.way(p, 0)) == (CLINIC, 1, notes.GREEN)


def test_letters_queue_where_there_is_an_office() -> None:
    desks = tiny_network().facilities["town"].stations
    town = with_facility("town", stations={**desks, "referral_office": DESK})
    tables = tables_of(tiny_system(network=town, referral=Referral(processing_minutes=30.0)))
    for row in tables.choice.option[0]:
        row[0].facility = TOWN
    journeys, episodes = played(tables, [9.0, 9.0], 0, 4)
    assert times(journeys, "referral_office") == [
        (9.55, 9.55, 10.05, 10.05),
        (9.75, 10.05, 10.55, 10.55),
    ]
    assert {row["station"] for row in journeys if row["stage"] == "referral_office"} == {
        "town/referral_office"
    }
    assert [row["treated_facility"] for row in episodes] == ["hospital", "hospital"]
