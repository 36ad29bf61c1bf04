"""Sent down with a plan: home first, then an ordinary visit to the own base."""

from __future__ import annotations

from typing import Any

import pytest

from sim.contract import TREATED, Patient
from sim.rules import notes
from sim.system.network import Tier
from sim.system.referral import Referral
from sim.tables import Tables
from tests.played import played
from tests.systems import HOSPITAL, TOWN, fresh, somebody, tables_of, tiny_system, walk

PLAN = Referral(sent_down={Tier.MUNICIPAL: 1.0}, follow_up_days=2.0)
DAY = 24.0


def tables(**changes: Any) -> Tables:
    return tables_of(tiny_system(referral=PLAN, **changes))


def test_an_outpatient_comes_to_the_base_when_the_follow_up_is_due() -> None:
    p = somebody()
    steps = walk(tables(), p)
    assert steps[5:9] == [
        ("sent_down", "town", 10.1, 10.1 + 2 * DAY),
        ("travel", "town", 10.1 + 2 * DAY, 10.35 + 2 * DAY),
        ("registration", "town/registration", 10.35 + 2 * DAY, 10.45 + 2 * DAY),
        ("consultation", "town/consultation.general", 10.45 + 2 * DAY, 10.65 + 2 * DAY),
    ]
    assert (p.hop, p.referred_down, p.referred_up, p.ending) == (1, 1, 0, TREATED)
    assert (p.treated_facility, notes.way(p, 0), notes.way(p, 1)) == (HOSPITAL, notes.DOWN, 0)
    assert p.treated_at == pytest.approx(10.05)


def test_the_base_follows_the_plan_though_the_case_is_beyond_it() -> None:
    p = somebody(complexity=0.75)
    steps = [step[:2] for step in walk(tables(), p)]
    assert steps[-1] == ("pharmacy", "town/registration")
    assert (p.treated_facility, p.beyond, p.referred_up) == (HOSPITAL, 0, 0)


@pytest.mark.parametrize("case", ["urgent", "at the base", "no dose", "admitted"])
def test_others_are_not_sent_down(case: str) -> None:
    p = somebody("heart", acuity=2) if case == "urgent" else somebody()
    plan = tables_of(tiny_system()) if case == "no dose" else tables()
    if case == "at the base":
        for row in plan.choice.option[0]:
            row[0].facility = TOWN
    if case == "admitted":
        plan.wards.admission[HOSPITAL][p.condition].planned = 1.0
    walk(plan, p)
    assert (p.referred_down, p.ending) == (0, TREATED)


def test_a_plan_that_finds_no_ticket_comes_to_nothing() -> None:
    plan, p = tables(), somebody()
    state = fresh(plan)
    town = plan.tickets.clinic[plan.tickets.consulting[TOWN][p.condition]]
    for number in range(town.first, town.last):
        state.session[number].taken = plan.tickets.session[number].tickets
    assert [step[0] for step in walk(plan, p, state)][-2:] == ["sent_down", "no_ticket"]
    assert (p.ending, p.treated_facility, p.referred_down) == (TREATED, HOSPITAL, 1)


def test_tests_of_a_follow_up_are_no_repetition() -> None:
    p: Patient = somebody()
    plan = tables()
    for line in range(len(plan.flows.line)):
        if plan.names.stages[plan.flows.line[line].stage] == "ecg":
            plan.flows.need[line] = [1.0, 1.0]
    stages = [step[0] for step in walk(plan, p)]
    assert stages.count("ecg") == 2
    assert notes.noted(p, 1) == 0


def test_both_engines_send_down_alike() -> None:
    journeys, episodes = played(tables(), [9.0, 9.0], 0, 4, 0.25)
    due = [row["ended"] - row["asked"] for row in journeys if row["stage"] == "sent_down"]
    assert due == [pytest.approx(2 * DAY)] * 2
    assert {row["referred_down"] for row in episodes} == {1}
