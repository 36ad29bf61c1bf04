"""Repeated tests: what a patient brings is accepted with all that depends on it, or done again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.contract import Patient
from sim.rules import notes
from sim.system.referral import Referral
from sim.system.services import Care, Kind, Service, all_tests
from tests.played import played
from tests.systems import CARE, TOWN, somebody, tables_of, tiny_system, walk, with_share

HARD = 0.75  # beyond the town, which treats half of the cases
TEST = ("ecg", "ecg_reading", "return_consultation")


def stages(mutual: float, p: Patient, care: Care | None = None) -> list[str]:
    """The stages of an episode that begins at the town and may go up."""
    rule = Referral(mutual_recognition=mutual)
    tables = tables_of(tiny_system(referral=rule, care=care or with_share("ecg", 1.0)))
    for row in tables.choice.option[0]:
        row[0].facility = TOWN
    return [step[0] for step in walk(tables, p)]


@pytest.mark.parametrize(("mutual", "times"), [(0.0, 2), (1.0, 1)])
def test_a_test_is_done_again_above_unless_its_result_is_accepted(
    mutual: float, times: int
) -> None:
    p = somebody(complexity=HARD)
    found = stages(mutual, p)
    assert [found.count(stage) for stage in TEST] == [times] * 3
    assert found.count("consultation") == 2
    above = notes.noted(p, 1)
    assert above == (notes.RECOGNISED if mutual == 1.0 else notes.REPEATED)


def test_who_brings_nothing_has_nothing_accepted_or_repeated() -> None:
    p = somebody(complexity=HARD)
    assert "ecg" not in stages(1.0, p, CARE)
    assert notes.noted(p, 1) == 0
    only = somebody()
    stages(1.0, only)
    assert (only.hop, notes.noted(only, 0)) == (0, 0)


def test_a_test_is_what_work_sent_off_is_about() -> None:
    assert all_tests(CARE) == ["ecg"]
    scan = Service(service="scan", kind=Kind.ORDER)
    assert all_tests(replace(CARE, flows={**CARE.flows, "more": (scan,)})) == ["ecg", "scan"]


@pytest.mark.parametrize(("mutual", "times"), [(0.0, 4), (1.0, 2)])
def test_both_engines_repeat_alike(mutual: float, times: int) -> None:
    rule = Referral(mutual_recognition=mutual)
    tables = tables_of(tiny_system(referral=rule, care=with_share("ecg", 1.0)))
    for row in tables.choice.option[0]:
        row[0].facility = TOWN
    journeys, _ = played(tables, [9.0, 9.0], 0, 4, HARD)
    assert [row["stage"] for row in journeys].count("ecg") == times
