"""Stocks: what each is worth is what the rules read, and reading it changes nothing."""

from __future__ import annotations

import math
from copy import deepcopy

import pytest

from sim import rules
from sim.contract import NOWHERE
from sim.system.access import Access
from sim.system.choice import Choice
from sim.tables import Tables
from sim.tables.stocks import EXPECTED_WAIT, AuditedRow
from tests.systems import HOSPITAL, TOWN, somebody, tables_of, tiny_system, walk, with_facility

HERE, THERE = (AuditedRow(EXPECTED_WAIT, facility, NOWHERE) for facility in (HOSPITAL, TOWN))


def learning() -> Tables:
    """The tiny consortium; half an hour is expected at the hospital."""
    choice = Choice(wait_per_hour=-0.1, memory_days=2.0)
    network = with_facility("hospital", expected_wait_minutes=30.0)
    return tables_of(tiny_system(network=network, access=Access(choice=choice)))


def test_the_wait_that_is_expected_of_every_facility_is_a_stock() -> None:
    assert learning().stocks.stock == [AuditedRow(EXPECTED_WAIT, f, NOWHERE) for f in range(3)]


def test_an_expected_wait_begins_as_told_and_follows_who_was_seen() -> None:
    """Six minutes of registration before the doctor, at the hospital alone."""
    tables = learning()
    state = rules.initial(tables)
    assert rules.value_of(tables, state, 0.5, HERE) == 0.5
    walk(tables, somebody("heart", acuity=3, onset=9.0), state)
    left = 100.0 * math.exp(-(9.75 + 0.1 + 0.2) / 48.0)
    assert rules.value_of(tables, state, 24.5, HERE) == pytest.approx(
        (0.5 * left + 0.1) / (left + 1.0)
    )
    assert rules.value_of(tables, state, 24.5, THERE) == 0.0


def test_reading_changes_nothing() -> None:
    tables = learning()
    state = rules.initial(tables)
    walk(tables, somebody("heart", acuity=3, onset=9.0), state)
    before = deepcopy(state)
    values = [rules.value_of(tables, state, now, HERE) for now in (24.5, 24.5, 999.0)]
    assert values == [state.expected[HOSPITAL].wait] * 3
    assert state == before


def test_what_is_no_stock_has_no_value() -> None:
    tables = learning()
    assert math.isnan(rules.value_of(tables, rules.initial(tables), 0.0, AuditedRow(-1, 0, 0)))
