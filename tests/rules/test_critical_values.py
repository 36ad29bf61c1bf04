"""Critical values: called in when the report is back, up at once with a letter and an ambulance."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sim import luck
from sim.contract import CRITICAL, NOWHERE, READ_AT_HUB, READ_HERE, SOON, Ask, Patient
from sim.rules import critical_values, modes, notes, returns
from sim.system.durations import Duration
from sim.system.network import Tier
from sim.system.referral import GreenChannel, Referral
from sim.system.transfer import Stabilisation, Transfer
from sim.tables import Tables
from tests.played import played
from tests.systems import (
    COUGH,
    HEART,
    HOSPITAL,
    TOWN,
    fresh,
    letters_for,
    somebody,
    tables_of,
    tiny_system,
    with_share,
)
from tests.systems import walk as walked

HERE, AT_HUB = 0.0, 1.0  # shares of the recordings that are read at the hub


def at_town(share: float = AT_HUB, critical: float = 1.0, **rule: Any) -> Tables:
    """All have an ECG in the town, which writes no letters; its doctors see what they record."""
    seen = 0.0 if share == AT_HUB else 1.0
    usual = {"recognition": {Tier.BASE: seen}, "formal_share": letters_for(0.0)}
    stabilisation = Stabilisation(critical=Duration(mean=30.0), urgent=Duration(mean=15.0))
    tables = tables_of(
        tiny_system(
            care=with_share("ecg", 1.0),
            remote={"ecg": replace(tiny_system().remote["ecg"], share=share)},
            conditions={"cough": COUGH, "heart": replace(HEART, critical=critical)},
            referral=Referral(**usual | {"critical_calls": 1.0} | rule),
            transfer=Transfer(stabilisation_minutes=stabilisation),
        )
    )
    for row in tables.choice.option[0]:
        row[0].facility = TOWN
    return tables


def urgent(**facts: Any) -> Patient:
    """An urgent case that is beyond the town."""
    return somebody("heart", **{"acuity": 2, "complexity": 0.75} | facts)


def walk(tables: Tables, p: Patient) -> list[Any]:
    """The steps in the town after the results, and the way up."""
    steps = walked(tables, p)
    stages = [step[0] for step in steps]
    last = stages.index("travel", 1) if "travel" in stages[1:] else len(steps)
    return steps[stages.index("results") : last + 1]


@pytest.mark.parametrize(
    ("share", "reader", "known"),
    [(HERE, READ_HERE, 10.25), (AT_HUB, READ_AT_HUB, 9.8)],
)
def test_whoever_reads_it_calls_and_the_patient_goes_up_with_letter_and_ambulance(
    share: float, reader: int, known: float
) -> None:
    p = urgent()
    seen = round(known + 0.1, 9)
    assert walk(at_town(share), p) == [
        ("results", "town", known if share == HERE else 9.8, known),
        ("return_consultation", "town/consultation.general", known, seen),
        ("stabilisation", "town", seen, round(seen + 0.5, 9)),  # as of acuity 1
        ("travel", "hospital", round(seen + 0.5, 9), round(seen + 1.2, 9)),  # an ambulance's speed
    ]
    assert (p.critical, p.called, p.referred_up, p.self_referred) == (reader, 1, 1, 0)
    assert notes.noted(p, 0) == notes.FORMAL
    assert p.treated_facility == HOSPITAL


def test_a_doctor_on_the_spot_may_miss_it_and_the_hub_never_does() -> None:
    missed, found = urgent(), urgent()
    walk(at_town(HERE, recognition={Tier.BASE: 0.0}), missed)
    walk(at_town(AT_HUB, recognition={Tier.BASE: 0.0}), found)
    assert (missed.critical, missed.called, found.critical, found.called) == (
        NOWHERE,
        0,
        READ_AT_HUB,
        1,
    )


@pytest.mark.parametrize(("finding", "shown"), [(0.3, {True, False}), (0.6, {True})])
def test_findings_are_among_the_time_critical_or_all_of_these_have_one(
    finding: float, shown: set[bool]
) -> None:
    """Half of the patients have the diagnosis of a pathway."""
    diagnosed, others = set(), set()
    tables = at_town(critical=finding)
    for key in range(40):
        p = urgent(key=key)
        walk(tables, p)
        has = luck.uniform(key, luck.PATHWAY) < 0.5
        (diagnosed if has else others).add(p.critical != NOWHERE)
    assert diagnosed == shown
    assert (True in others) is (finding > 0.5)


@pytest.mark.parametrize(("use", "green"), [(0.0, 0), (1e-9, 1)])
def test_on_a_call_all_take_the_green_channel_if_there_is_one(use: float, green: int) -> None:
    p = urgent()
    walk(at_town(green_channel=GreenChannel(use=use)), p)
    assert (p.referred_up, p.green) == (1, green)
    assert notes.way(p, 0) == (notes.GREEN if green else notes.FORMAL)


def test_without_calls_the_finding_is_seen_and_nothing_else_changes() -> None:
    p = urgent()
    steps = walk(at_town(critical_calls=0.0), p)
    assert [step[0] for step in steps] == ["results", "return_consultation", "travel"]
    assert (p.critical, p.called, p.referred_up, p.self_referred) == (READ_AT_HUB, 0, 0, 1)


def test_who_can_be_treated_in_the_town_stays_there() -> None:
    p = urgent(complexity=0.25)
    walk(at_town(), p)
    assert (p.called, p.referred_up, p.treated_facility) == (1, 0, TOWN)


@pytest.mark.parametrize(
    ("facts", "critical"), [({"acuity": 3}, 1.0), ({"returned": 1}, 1.0), ({}, 0.0)]
)
def test_others_are_called_in_by_nobody(facts: dict[str, Any], critical: float) -> None:
    p = urgent(**facts)
    walk(at_town(critical=critical), p)
    assert (p.critical, p.called, p.referred_up) == (NOWHERE, 0, 0)


def test_who_comes_again_after_treatment_is_no_longer_called_in() -> None:
    tables = at_town()
    p = urgent(
        critical=READ_AT_HUB, called=1, facility=TOWN, treated_facility=TOWN, mode=modes.AT_HOME
    )
    returns.go_on(tables, fresh(tables), 50.0, p, Ask())
    assert (p.critical, p.called) == (READ_AT_HUB, 0)
    critical_values.call(tables, p)
    assert p.called == 0


@pytest.mark.parametrize("share", [HERE, AT_HUB])
def test_both_engines_let_the_patient_go_before_others(share: float) -> None:
    """Of two who come, one urgent with a finding, the other not urgent."""
    rows, episodes = played(at_town(share), [9.0, 9.0], 1, [2, 3])
    seen = {
        row["patient"]: row["priority"] for row in rows if row["stage"] == "return_consultation"
    }
    assert seen == {0: CRITICAL, 1: SOON}
    reader = "hub" if share else "here"
    assert {row["critical_read"] for row in episodes} == {reader, None}
    assert sorted(row["referred_up"] for row in episodes) == [0, 1]
