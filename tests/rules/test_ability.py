"""Ability: one question, which all rules ask in one place."""

from __future__ import annotations

from pathlib import Path

from sim import rules
from sim.rules import ability
from tests.systems import TOWN, somebody, tables_of, tiny_system, with_facility


def test_a_facility_treats_the_easiest_cases_up_to_its_limit() -> None:
    tables = tables_of(tiny_system(network=with_facility("town", capability=0.6)))
    p, state = somebody(complexity=0.6), rules.initial(tables)
    assert ability.limit(tables, state, 0.0, p, TOWN) == 0.6
    assert ability.can_treat(tables, state, 0.0, p, TOWN)
    p.complexity = 0.61
    assert not ability.can_treat(tables, state, 0.0, p, TOWN)


def test_no_other_rule_reads_what_facilities_can_treat() -> None:
    folder = Path(ability.__file__).parent
    readers = [one.name for one in folder.glob("*.py") if "ability.capability" in one.read_text()]
    assert readers == ["ability.py"]
