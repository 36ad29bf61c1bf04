"""Discharge talks: who is talked with, how long it takes, and who comes again all the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sim import luck
from sim.contract import TREATED, Patient
from sim.rules import returns
from sim.system.checks import contradictions
from sim.system.discharge_talk import DischargeTalk
from sim.system.network import Network
from sim.system.returns import Returns
from sim.tables import Tables
from tests.played import played, times
from tests.systems import COUGH, HEART, somebody, tables_of, tiny_network, tiny_system, walk

ALL = DischargeTalk(share=1.0, minutes=30.0, spares=0.5)
IN_BED = {"cough": COUGH, "heart": replace(HEART, admission=1.0)}
KEYS = luck.patient_keys(luck.stream_key(1, 0, "ward"), 0, 1000).tolist()


def ward(talk: DischargeTalk = ALL, **more: Any) -> Tables:
    """All hearts are admitted for ten days."""
    return tables_of(tiny_system(**{"conditions": IN_BED, "discharge_talk": talk} | more))


def test_a_nurse_talks_at_the_end_of_the_stay_in_the_same_bed() -> None:
    p = somebody("heart", acuity=3)
    assert walk(ward(), p)[-2:] == [
        ("stay", "hospital/ward", 10.05, 250.05),
        ("discharge_talk", "hospital/ward", 250.05, 250.55),
    ]
    assert p.talked == 1


def test_without_a_dose_nothing_is_otherwise() -> None:
    with_key, without = somebody("heart", acuity=3), somebody("heart", acuity=3)
    none = ward(DischargeTalk(spares=0.5))
    assert walk(none, with_key) == walk(ward(DischargeTalk()), without)
    assert with_key == without
    assert with_key.talked == 0


def test_outpatients_are_not_talked_with() -> None:
    p = somebody("cough")
    assert "discharge_talk" not in [stage for stage, *_ in walk(ward(), p)]
    assert p.talked == 0


def test_more_talks_are_with_the_same_and_others() -> None:
    few, many = (
        {key for key in KEYS if _talked(tables, key)}
        for tables in (ward(DischargeTalk(share=share)) for share in (0.2, 0.6))
    )
    assert few < many
    assert (len(few) / 1000, len(many) / 1000) == pytest.approx((0.2, 0.6), abs=0.04)


def _talked(tables: Tables, key: int) -> bool:
    p = somebody("heart", acuity=3, key=key)
    walk(tables, p)
    return p.talked == 1


def test_of_those_talked_with_fewer_come_again() -> None:
    tables = ward(returns=Returns(otherwise=0.4))
    come = {
        talked: {key for key in KEYS if returns.comes_again(tables, _leaving(key, talked))}
        for talked in (0, 1)
    }
    assert come[1] < come[0]
    assert (len(come[0]), len(come[1])) == pytest.approx((400, 200), abs=40)


def _leaving(key: int, talked: int) -> Patient:
    """Somebody who leaves treated."""
    return somebody("heart", key=key, talked=talked, ending=TREATED)


def test_both_engines_keep_the_bed_until_the_talk_is_over() -> None:
    rows, episodes = played(ward(), [9.0], 1, 3, 0.25)
    ((asked, started, ended, _),) = times(rows, "discharge_talk")
    assert (asked, started, ended) == (250.05, 250.05, 250.55)
    assert times(rows, "bed")[0][3] == 250.55
    assert [row["talked"] for row in episodes] == [True]


def wardless() -> Network:
    """The tiny network without any ward."""
    network = tiny_network()
    facilities = {
        name: replace(facility, ward=None, steps_down_to=())
        for name, facility in network.facilities.items()
    }
    return replace(network, facilities=facilities)


@pytest.mark.parametrize(
    ("concerns", "keys"),
    [
        ({"returns": Returns(otherwise=0.1)}, []),
        ({}, ["discharge_talk.spares"]),
        (
            {"returns": Returns(otherwise=0.1), "network": wardless()},
            ["discharge_talk.share"],
        ),
    ],
)
def test_a_talk_that_could_change_nothing_is_a_fault(
    concerns: dict[str, Any], keys: list[str]
) -> None:
    system = tiny_system(**{"discharge_talk": ALL} | concerns)
    assert [fault.key for fault in contradictions(system) if "talk" in fault.key] == keys
