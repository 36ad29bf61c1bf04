"""Admission: observation, bed, theatre and stay, and who leaves without the bed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sim import luck, rules
from sim.contract import CRITICAL, LEFT_WAITING, NOWHERE, ORDINARY, TREATED, Ask
from sim.rules import admission, modes, surgery
from sim.system.durations import Duration
from sim.system.network import Ward
from sim.tables import Tables
from tests.systems import (
    COUGH,
    HEART,
    HOSPITAL,
    bed_rules,
    somebody,
    tables_of,
    tiny_system,
    walk,
    with_facility,
)

RULES = bed_rules(before_operation_hours=Duration(mean=20.0))
WARD = "hospital/ward"


def admitting(operation: float = 0.0) -> Tables:
    """Everybody is admitted."""
    heart = replace(HEART, admission=1.0, emergency_admission=1.0, operation=operation)
    return tables_of(tiny_system(conditions={"cough": COUGH, "heart": heart}, admission=RULES))


def stay(p: Any, tables: Tables, denied: tuple[str, ...] = ()) -> list[Any]:
    """What happens from the decision on."""
    steps = walk(tables, p, denied=denied)
    stages = [step[0] for step in steps]
    return steps[max(stages.index(s) for s in stages if "results" in s or "consult" in s) + 1 :]


def test_an_elective_patient_waits_at_home_for_a_bed_and_stays() -> None:
    p = somebody("heart", acuity=3)
    assert stay(p, admitting()) == [
        ("bed", WARD, 10.05, 10.05),
        ("stay", WARD, 10.05, 250.05),
    ]
    assert (p.admitted, p.operated, p.ending, p.treated_facility) == (1, 0, TREATED, HOSPITAL)


def test_a_condition_may_have_a_stay_of_its_own() -> None:
    ward = Ward(
        beds=4,
        occupancy=0.0,
        stay_days=Duration(mean=10.0),
        stay_days_for={"heart": Duration(mean=3.0)},
    )
    heart = replace(HEART, admission=1.0, stay_factor=5.0)  # of the others' stay
    system = tiny_system(
        network=with_facility("hospital", ward=ward), conditions={"cough": COUGH, "heart": heart}
    )
    p = somebody("heart", acuity=3)
    assert stay(p, tables_of(system))[-1] == ("stay", WARD, 10.05, 82.05)


@pytest.mark.parametrize("acuity", [2, 3])
def test_the_harder_the_case_the_likelier_a_bed(acuity: int) -> None:
    heart = replace(HEART, admission=0.4, emergency_admission=0.4)
    conditions = {"cough": COUGH, "heart": heart}
    flat = tables_of(tiny_system(conditions=conditions, admission=RULES))
    slope = replace(RULES, complexity_slope=0.5)
    sloping = tables_of(tiny_system(conditions=conditions, admission=slope))
    keys = luck.patient_keys(luck.stream_key(1, 0, "hill", "heart"), 0, 4000)

    def share(tables: Tables, complexity: float) -> float:
        rows = (
            somebody("heart", acuity=acuity, key=int(k), complexity=complexity, facility=HOSPITAL)
            for k in keys
        )
        return sum(admission.admitted(tables, p) for p in rows) / len(keys)

    for complexity, expected in ((0.0, 0.2), (0.5, 0.4), (1.0, 0.6)):
        assert share(sloping, complexity) == pytest.approx(expected, abs=0.025)
        assert share(flat, complexity) == share(sloping, 0.5)


def test_an_urgent_patient_boards_in_observation_until_a_bed_begins() -> None:
    p = somebody("heart", acuity=2)
    assert stay(p, admitting()) == [
        ("observation", "hospital/observation", 10.25, 10.25),
        ("bed", WARD, 10.25, 10.25),
        ("stay", WARD, 10.25, 250.25),
    ]


def test_observation_is_kept_until_the_ward_bed_begins() -> None:
    tables = admitting()
    p, ask = somebody("heart", acuity=2, facility=HOSPITAL), Ask()
    admission.treat(tables, rules.initial(tables), 10.0, p, ask)
    assert (ask.keep, ask.free, ask.gives_up) == (0, 0, 58.0)
    admission.board(tables, 11.0, p, ask)
    assert (ask.keep, ask.free, ask.gives_up) == (1, 0b001, 59.0)
    assert tables.names.stages[ask.stage] == "bed"


def test_an_operation_is_planned_for_some_and_urgent_for_others() -> None:
    elective, urgent = somebody("heart", acuity=3), somebody("heart", acuity=2)
    assert stay(elective, admitting(operation=1.0))[1:] == [
        ("before_operation", WARD, 10.05, 30.05),
        ("operation", "hospital/theatre", 30.05, 32.05),
        ("stay", WARD, 32.05, 250.05),
    ]
    assert [step[2:] for step in stay(urgent, admitting(operation=1.0))[2:]] == [
        (10.25, 10.25),
        (10.25, 12.25),
        (12.25, 250.25),
    ]
    assert (elective.operated, urgent.operated) == (1, 1)


def test_without_a_bed_one_leaves_when_the_patience_ends() -> None:
    elective, urgent = somebody("heart", acuity=3), somebody("heart", acuity=2)
    assert stay(elective, admitting(), denied=("bed",))[-1][3] == 10.05 + 60 * 24.0
    assert stay(urgent, admitting(), denied=("bed",))[-1][3] == 10.25 + 48.0
    for p in (elective, urgent):
        assert (p.ending, p.treated_facility, p.admitted) == (LEFT_WAITING, NOWHERE, 0)


def test_without_observation_or_bed_an_urgent_patient_leaves() -> None:
    p = somebody("heart", acuity=2)
    assert [s[0] for s in stay(p, admitting(), denied=("observation",))] == ["observation"]
    assert p.ending == LEFT_WAITING


def test_a_cancelled_operation_is_asked_for_anew() -> None:
    tables = admitting()
    p, ask = somebody("heart", acuity=3, facility=HOSPITAL, mode=modes.IN_THEATRE, outcome=1), Ask()
    surgery.after_theatre(tables, 50.0, p, ask)
    assert (p.tries, p.operated, tables.names.stages[ask.stage]) == (1, 0, "operation")
    assert (ask.priority, ask.gives_up) == (ORDINARY, 50.0 + 72.0)


def test_who_lies_in_bed_when_the_run_begins_stays_for_what_remains() -> None:
    p = somebody("heart", bed=HOSPITAL, residual=31.5, onset=0.0)
    assert walk(admitting(), p) == [
        ("bed", WARD, 0.0, 0.0),
        ("residual_stay", WARD, 0.0, 31.5),
    ]
    assert (p.ending, p.admitted) == (TREATED, 0)
    ask = Ask()
    admission.resume(admitting(), 0.0, p, ask)
    assert (ask.priority, ask.keep) == (CRITICAL, 0)
