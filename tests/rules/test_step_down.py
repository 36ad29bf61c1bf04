"""Step-down: eligible, proposed, accepted, and a bed below."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.contract import Ask
from sim.rules import step_down
from sim.system.step_down import StepDown
from sim.tables import Tables
from tests.systems import COUGH, HEART, HOSPITAL, TOWN, somebody, tables_of, tiny_system, walk


def stepping(
    eligible: float = 1.0, proposed: float = 1.0, accepted: float = 1.0, acute: float = 0.25
) -> Tables:
    heart = replace(HEART, admission=1.0, step_down=eligible)
    return tables_of(
        tiny_system(
            conditions={"cough": COUGH, "heart": heart},
            step_down=StepDown(proposed=proposed, accepted=accepted, acute_share=acute),
        )
    )


def test_after_the_acute_part_the_patient_moves_to_a_bed_below() -> None:
    """Ten days of stay, a quarter above; an hour on the road counts as part of it."""
    p = somebody("heart", acuity=3)
    assert walk(stepping(), p)[-5:] == [
        ("bed", "hospital/ward", 10.05, 10.05),
        ("stay", "hospital/ward", 10.05, 70.05),
        ("step_down_bed", "town/ward", 70.05, 70.05),
        ("transfer", "hospital", 70.05, 71.05),
        ("stay", "town/ward", 71.05, 250.05),
    ]
    assert (p.referred_down, p.hop, p.facility, p.treated_facility) == (1, 1, TOWN, HOSPITAL)
    assert p.travel_hours == 1.75


def test_without_a_bed_below_the_patient_stays_above() -> None:
    p = somebody("heart", acuity=3)
    assert walk(stepping(), p, denied=("step_down_bed",))[-2:] == [
        ("step_down_bed", "town/ward", 70.05, 118.05),
        ("stay", "hospital/ward", 118.05, 250.05),
    ]
    assert (p.referred_down, p.hop) == (0, 0)


@pytest.mark.parametrize("doses", [(0.0, 1.0, 1.0), (1.0, 0.0, 1.0), (1.0, 1.0, 0.0)])
def test_all_three_must_be_so(doses: tuple[float, float, float]) -> None:
    p = somebody("heart", acuity=3)
    assert [step[0] for step in walk(stepping(*doses), p)][-2:] == ["bed", "stay"]


def test_the_bed_above_is_kept_until_the_road_below() -> None:
    tables = stepping()
    p, ask = somebody("heart", acuity=3, facility=HOSPITAL, place=1, discharge=250.0), Ask()
    step_down.seek_bed(tables, 70.0, p, ask)
    assert (ask.keep, ask.free, ask.gives_up) == (0, 0, 118.0)
    step_down.move(tables, 80.0, p, ask)
    assert (ask.keep, ask.free, p.place) == (-1, 0b010, 0)
