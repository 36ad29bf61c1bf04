"""Repeat prescriptions: which visits are needed, and who returns to the base."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sim import luck
from sim.contract import NOT_NEEDED
from sim.rules import access, prescriptions
from sim.system.prescriptions import Prescriptions
from sim.tables import Tables
from tests.systems import (
    COUGH,
    HEART,
    HOSPITAL,
    TOWN,
    fresh,
    somebody,
    tables_of,
    tiny_system,
    walk,
)

KEYS = luck.patient_keys(luck.stream_key(1, 0, "repeat"), 0, 4000).tolist()


def repeating(**doses: Any) -> Tables:
    """Coughs are repeat prescriptions; all go to the hospital first."""
    cough = replace(COUGH, repeat_prescription=True)
    return tables_of(
        tiny_system(
            conditions={"cough": cough, "heart": HEART}, prescriptions=Prescriptions(**doses)
        )
    )


def test_ninety_days_instead_of_thirty_spare_two_visits_of_three() -> None:
    tables = repeating(long_share=1.0)
    needed = [prescriptions.visit_needed(tables, somebody(key=key)) for key in KEYS]
    assert sum(needed) / len(needed) == pytest.approx(1.0 / 3.0, abs=0.025)


def test_a_longer_prescription_spares_visits_and_adds_none() -> None:
    some, many = repeating(long_share=0.3), repeating(long_share=0.6)
    for key in KEYS:
        p = somebody(key=key)
        if not prescriptions.visit_needed(some, p):
            assert not prescriptions.visit_needed(many, p)


def test_a_shorter_prescription_than_the_ordinary_one_spares_nothing() -> None:
    tables = repeating(long_share=1.0, long_days=20.0)
    assert all(prescriptions.visit_needed(tables, somebody(key=key)) for key in KEYS[:200])


def test_a_visit_that_is_not_needed_does_not_take_place() -> None:
    tables = repeating(long_share=1.0, ordinary_days=1e-6, long_days=1e6)
    p = somebody()
    assert walk(tables, p) == []
    assert (p.ending, p.first_facility) == (NOT_NEEDED, -1)


def test_other_visits_are_needed_always() -> None:
    tables = repeating(long_share=1.0, ordinary_days=1e-6, long_days=1e6)
    assert walk(tables, somebody("heart", acuity=3))


@pytest.mark.parametrize(
    ("stocked", "returning", "goes"),
    [(1.0, 1.0, TOWN), (0.0, 1.0, HOSPITAL), (1.0, 0.0, HOSPITAL)],
)
def test_who_returns_needs_drugs_in_stock_and_the_wish(
    stocked: float, returning: float, goes: int
) -> None:
    tables = repeating(stocked=stocked, returning=returning)
    assert access.first_contact(tables, fresh(tables), somebody()) == goes
    assert access.first_contact(tables, fresh(tables), somebody("heart", acuity=3)) == HOSPITAL
