"""Care: every mode is answered by the module that it concerns; asking changes nothing."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

import pytest

from sim import contract, rules
from sim.contract import LEAVE, Ask
from sim.rules import admission, care, modes
from sim.tables import Tables
from tests.systems import COUGH, HEART, TOWN, fresh, somebody, tables_of, tiny_system

CONCERNS = (
    *("visit", "referral", "sent_down", "outreach", "booking", "without_ticket", "returns"),
    *("transfer", "pathways", "admission", "surgery", "day_surgery", "step_down", "bounce_back"),
    "stay",
)
CODES = {getattr(modes, name.upper()): name for name in CONCERNS}
MODES = {
    name: mode
    for name, mode in vars(modes).items()
    if isinstance(mode, int) and name.lower() not in CONCERNS and name != "INPATIENT"
}
BY_CARE_ITSELF = ("visit", "stay")


def test_no_two_concerns_have_one_number_and_no_two_modes_one_place() -> None:
    assert len(CODES) == len(CONCERNS)
    assert len(set(MODES.values())) == len(MODES)


@pytest.mark.parametrize("name", MODES)
def test_a_mode_is_answered_by_the_module_that_it_concerns(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered: list[str] = []
    asked_for = CODES[modes.concern(MODES[name])]
    for concern in set(CONCERNS) - set(BY_CARE_ITSELF):
        module = import_module(f"sim.rules.{concern}")
        monkeypatch.setattr(module, "go_on", lambda *_, one=concern: answered.append(one) or LEAVE)
    monkeypatch.setattr(care, "_visit", lambda *_: answered.append("visit") or LEAVE)
    tables = tables_of(tiny_system())
    p = somebody("heart", acuity=3, facility=TOWN, mode=MODES[name])
    care.next_step(tables, fresh(tables), 0.0, p, Ask())
    assert answered == ([asked_for] if asked_for != "stay" else [])


def test_answers_differ() -> None:
    names = ("LEAVE", "STEP", "ORDER", "DECIDE", "THERE", "NOT_SEEN", "NOT_TAKEN")
    assert len({getattr(contract, name) for name in names}) == len(names)


def operating() -> Tables:
    """Everybody needs an operation of the fourth grade, which the town does not do."""
    fourth = (0.0, 0.0, 0.0, 1.0)
    heart = replace(HEART, admission=1.0, operation=1.0, operation_grades=fourth)
    return tables_of(tiny_system(conditions={"cough": COUGH, "heart": heart}))


def test_to_ask_where_one_is_operated_on_plans_nothing() -> None:
    tables, p = operating(), somebody("heart", acuity=3, facility=TOWN)
    state = rules.initial(tables)
    target = admission.operated_above(tables, state, 0.0, p)
    assert p.to_operate == 0
    admission.plan_operation_above(tables, state, 0.0, p)
    assert p.to_operate == int(target >= 0) == 1
