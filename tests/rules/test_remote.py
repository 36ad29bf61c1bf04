"""Remote diagnosis: where a recording is read, how soon, and what the hub finds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sim.contract import CRITICAL, NOWHERE, READ_AT_HUB, SOON, URGENT, Ask, Patient
from sim.rules import notes, remote
from sim.system.network import Tier
from sim.system.referral import Referral
from sim.tables import Tables
from tests.played import played
from tests.systems import (
    COUGH,
    HEART,
    HOSPITAL,
    TOWN,
    somebody,
    tables_of,
    tiny_system,
    walk,
    with_share,
)


def reading(
    share: float = 0.0,
    critical: float = 0.0,
    informed: tuple[str, ...] = ("ecg",),
    unnecessary: float = 0.0,
    **changes: Any,
) -> Tables:
    """Everybody has an ECG; ``share`` of the town's are read at the hospital."""
    ecg = replace(tiny_system().remote["ecg"], share=share, **changes)
    heart = replace(HEART, critical=critical)
    cough = replace(COUGH, informed_by=informed)
    tables = tables_of(
        tiny_system(
            care=with_share("ecg", 1.0),
            remote={"ecg": ecg},
            conditions={"cough": cough, "heart": heart},
            referral=Referral(recognition={Tier.BASE: 0.0}, unnecessary={Tier.BASE: unnecessary}),
        )
    )
    for row in tables.choice.option[0]:
        row[0].facility = TOWN
    return tables


def asked(tables: Tables, p: Patient) -> Ask:
    """What is asked for when the ECG is sent off."""
    stage = tables.names.stages.index("ecg_reading")
    here = [k for k, row in enumerate(tables.flows.line) if row.stage == stage]
    ask = Ask()
    remote.send_reading(tables, 10.0, p, ask, here[0 if p.facility == TOWN else 1])
    return ask


def times(tables: Tables, p: Patient) -> list[Any]:
    return [step[1:] for step in walk(tables, p) if step[0] in ("ecg_reading", "results")]


def test_what_is_not_sent_is_read_at_the_member_without_a_queue() -> None:
    p = somebody()
    assert times(reading(0.0), p) == [("town", 9.65, 10.25), ("town", 10.25, 10.25)]
    assert p.hub_read == 0


def test_what_is_sent_takes_its_way_and_the_readers_time_at_the_hub() -> None:
    p = somebody()
    found = times(reading(1.0), p)
    assert found == [("hospital/ecg_reading", 9.65, 9.8), ("town", 9.8, 9.8)]
    assert p.hub_read == 1
    assert asked(reading(1.0), somebody(facility=TOWN)).delay == 0.05


def test_the_hub_reads_its_own_patients_too() -> None:
    tables = reading(1.0)
    own = asked(tables, somebody(facility=HOSPITAL))
    sent = asked(tables, somebody(facility=TOWN))
    assert own.station == sent.station == tables.names.stations.index("hospital/ecg_reading")
    assert (own.duration, sent.duration) == (0.3, 0.1)
    assert own.delay == 0.0


def test_urgent_recordings_are_read_first() -> None:
    urgent = somebody("heart", acuity=2, facility=TOWN)
    assert asked(reading(1.0, critical_first=True), urgent).priority == CRITICAL
    assert asked(reading(1.0), urgent).priority == SOON
    assert asked(reading(1.0, critical_first=True), somebody(facility=TOWN)).priority == SOON
    assert asked(reading(1.0), somebody("heart", acuity=2, facility=HOSPITAL)).priority == URGENT


def test_a_case_beyond_the_town_is_recognised_once_the_hub_has_read() -> None:
    missed, found = (somebody(complexity=0.75) for _ in range(2))
    walk(reading(0.0), missed)
    walk(reading(1.0, recognition=1.0), found)
    assert (missed.referred_up, missed.beyond) == (0, 1)
    assert (found.referred_up, found.treated_facility) == (1, HOSPITAL)


def test_a_reading_that_tells_nothing_of_the_condition_changes_no_decision() -> None:
    missed, sent = somebody(complexity=0.75), somebody()
    walk(reading(1.0, informed=(), recognition=1.0), missed)
    assert (missed.hub_read, missed.referred_up, missed.beyond) == (1, 0, 1)
    walk(reading(1.0, informed=(), unnecessary=1.0, recognition=1.0), sent)
    assert sent.referred_up == 1
    assert notes.noted(sent, 0) == notes.FORMAL | notes.UNNEEDED


@pytest.mark.parametrize("acceptance", [1.0, 0.0])
def test_a_reading_spares_a_way_up_that_is_not_needed(acceptance: float) -> None:
    sent, spared = somebody(), somebody()
    walk(reading(0.0, unnecessary=1.0), sent)
    assert notes.noted(sent, 0) == notes.FORMAL | notes.UNNEEDED
    tables = reading(1.0, unnecessary=1.0, recognition=1.0)
    tables.referral.acceptance = acceptance
    walk(tables, spared)
    assert (spared.referred_up, spared.treated_facility) == (0, TOWN)
    assert notes.noted(spared, 0) == (notes.SPARED if acceptance else 0)


def test_only_who_would_have_gone_up_is_spared_anything() -> None:
    p = somebody()
    walk(reading(1.0, unnecessary=0.0, recognition=1.0), p)
    assert (p.hub_read, notes.noted(p, 0)) == (1, 0)


def test_both_engines_spare_the_same_patients() -> None:
    tables = reading(1.0, unnecessary=0.9, recognition=0.5)
    for row in tables.choice.option[0]:
        row[0].facility = TOWN
    _, episodes = played(tables, [9.0 + 0.01 * n for n in range(8)], 0, 4, 0.25)
    told = {(row["hops"][0]["way"], row["hops"][0]["spared"]) for row in episodes if row["hops"]}
    assert {(None, True), ("formal", False)} <= told


def test_a_critical_finding_is_never_missed() -> None:
    p = somebody("heart", acuity=2, complexity=0.75)
    walk(reading(1.0, critical=1.0, recognition=0.0), p)
    assert (p.critical, p.referred_up) == (READ_AT_HUB, 1)
    calm = somebody("heart", acuity=3, complexity=0.75)
    walk(reading(1.0, critical=1.0, recognition=0.0), calm)
    assert (calm.critical, calm.referred_up) == (NOWHERE, 0)
