"""Outreach: who waits at the member for the visiting expert."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sim.contract import GAVE_UP, REFUSED, TREATED, Ask, Patient
from sim.rules import modes, outreach
from sim.system.durations import Duration
from sim.system.outreach import ExpertClinic, Outreach
from sim.tables import Tables
from tests.systems import (
    HOSPITAL,
    TOWN,
    fresh,
    somebody,
    tables_of,
    tiny_system,
    walk,
    with_facility,
)


def visiting(capability: float = 1.0, tickets: int | None = 3, **more: Any) -> Tables:
    """An internist is at the town on Monday morning, 9 to 11 with the way, of each week."""
    line = ExpertClinic(
        expert_from="hospital", at="town", specialty="internal", half_days=1, tickets=tickets
    )
    rule = Outreach(clinics=(line,), acceptance=1.0, minutes=Duration(mean=20.0))
    network = with_facility("hospital", capability=capability)
    tables = tables_of(tiny_system(network=network, outreach=replace(rule, **more)))
    for row in tables.choice.option[0]:
        row[0].facility = TOWN
    return tables


def hard(**facts: Any) -> Patient:
    return somebody("heart", complexity=0.75, acuity=3, **facts)


def test_the_case_beyond_the_town_waits_at_home_for_the_expert() -> None:
    """Seen on Monday afternoon; the expert comes on the next Monday, two hours being the way."""
    p = hard(onset=14.0)
    assert walk(visiting(), p)[-2:] == [
        ("appointment", "town", 14.55, 177.0),
        ("expert", "town/expert.internal", 177.0, 177.333333333),
    ]
    assert (p.expert, p.treated_facility, p.ending, p.beyond) == (1, TOWN, TREATED, 0)
    assert (p.hop, p.referred_up, p.self_referred) == (1, 0, 0)


@pytest.mark.parametrize("change", [{"acceptance": 0.0}, {"wait_days": 3.0}, {"tickets": 0}])
def test_who_does_not_want_to_would_wait_too_long_or_gets_no_ticket_goes_up(change: Any) -> None:
    tables = visiting(**change)
    p = hard(onset=14.0)
    walk(tables, p)
    assert (p.expert, p.referred_up, p.treated_facility) == (0, 1, HOSPITAL)


def test_an_expert_who_cannot_treat_the_case_is_not_waited_for() -> None:
    p = hard(onset=14.0)
    walk(visiting(capability=0.6), p)
    assert (p.expert, p.referred_up, p.beyond) == (0, 0, 1)


def test_urgent_cases_do_not_wait_for_an_expert() -> None:
    p = somebody("heart", complexity=0.75, acuity=2, onset=14.0)
    walk(visiting(), p)
    assert (p.expert, p.referred_up) == (0, 1)


def test_the_expert_is_missing_above_for_longer_than_present_below() -> None:
    tables = visiting()
    changes = {
        name: [
            (row.time, row.capacity)
            for row in tables.stations.shift
            if row.station == tables.names.stations.index(name) and row.time < 24.0
        ]
        for name in ("hospital/consultation.internal", "town/expert.internal")
    }
    assert changes == {
        "hospital/consultation.internal": [(0.0, 0), (14.0, 1), (17.0, 0)],
        "town/expert.internal": [(0.0, 0), (9.0, 1), (11.0, 0)],
    }


def test_who_is_sent_to_an_expert_who_is_there_sees_the_expert_at_once() -> None:
    """Seen at 9:33 on the Monday on which the expert is there from 9 to 11."""
    p = hard(onset=9.0)
    steps = walk(visiting(), p)
    assert [step[0] for step in steps].count("travel") == 1
    assert steps[-2][0] == "results"
    assert steps[-1][:3] == ("expert", "town/expert.internal", steps[-2][3])
    assert (p.hop, p.travel_hours, p.treated_facility) == (1, 0.25, TOWN)


def come(tables: Tables, p: Patient, now: float) -> Ask:
    """The patient, whose mode says what for, comes to the expert at the town."""
    p.facility, p.clinic = TOWN, tables.outreach.clinic[TOWN][p.condition]
    ask = Ask()
    outreach.see_expert(tables, fresh(tables), now, p, ask)
    return ask


def test_nobody_waits_for_a_consultation_that_would_end_after_the_expert_has_left() -> None:
    p = hard(onset=8.0, mode=modes.TO_EXPERT)
    ask = come(visiting(), p, 10.9)
    assert (ask.since, ask.gives_up) == (10.9, pytest.approx(11.0 - 20.0 / 60.0))


@pytest.mark.parametrize("outcome", [GAVE_UP, REFUSED])
def test_whoever_was_not_seen_is_the_first_of_the_next_session(outcome: int) -> None:
    tables = visiting()
    state, p, ask = fresh(tables), hard(onset=8.0, mode=modes.TO_EXPERT), Ask()
    come(tables, p, 10.5)
    p.outcome, p.asked, p.ended = outcome, 10.5, 10.67
    assert outreach.go_on(tables, state, 10.67, p, ask) == 1
    assert (tables.names.stages[ask.stage], ask.until) == (
        "appointment",
        pytest.approx(177 - 5 / 60),
    )
    assert (state.session[tables.tickets.clinic[p.clinic].first + 1].taken, p.travel_hours) == (
        1,
        0.25,
    )
    p.asked = 10.67
    outreach.go_on(tables, state, ask.until, p, ask)
    assert (tables.names.stages[ask.stage], ask.since) == ("expert", 10.67)
    assert ask.gives_up == pytest.approx(179.0 - 20.0 / 60.0)


@pytest.mark.parametrize("wait_days", [7.0, 3.0])
def test_who_is_not_seen_again_or_would_wait_too_long_goes_up_in_the_end(wait_days: float) -> None:
    p = hard(onset=9.0)
    steps = walk(visiting(wait_days=wait_days), p, denied=("expert",))
    asked = [step[0] for step in steps if step[0] in ("expert", "appointment")]
    assert asked == ["expert", "appointment"] * (2 if wait_days == 7.0 else 1)  # the last: above
    assert (p.expert, p.referred_up, p.treated_facility, p.ending) == (0, 1, HOSPITAL, TREATED)


def test_without_a_number_as_many_tickets_are_given_as_fit() -> None:
    tables = visiting(tickets=None)
    clinic = tables.tickets.clinic[tables.outreach.clinic[TOWN][1]]
    assert tables.tickets.session[clinic.first].tickets == 5  # .95 of two hours, 20 minutes each
