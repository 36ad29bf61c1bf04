"""Step-down: eligible, proposed, accepted, and a bed below."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.contract import Ask
from sim.rules import step_down
from sim.system.durations import Duration
from sim.system.step_down import StepDown
from sim.tables import Tables
from tests.systems import (
    COUGH,
    HEART,
    HOSPITAL,
    TOWN,
    somebody,
    tables_of,
    tiny_network,
    tiny_system,
    walk,
    with_facility,
)


def stepping(
    eligible: float = 1.0,
    proposed: float = 1.0,
    accepted: float = 1.0,
    acute: float = 0.25,
    **town: dict[str, Duration],
) -> Tables:
    """Everybody with a heart is admitted; ``town`` are keys of the ward below."""
    heart = replace(HEART, admission=1.0, step_down=eligible)
    below = tiny_network().facilities["town"].ward
    assert below is not None
    return tables_of(
        tiny_system(
            network=with_facility("town", ward=replace(below, **town)),
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


def test_a_recovery_may_have_its_own_length_below() -> None:
    tables = stepping(recovery_days_for={"heart": Duration(mean=20.0)})
    assert walk(tables, somebody("heart", acuity=3))[-1] == (
        *("stay", "town/ward", 71.05, 71.05 + 480.0),
    )


def test_a_recovery_of_its_own_length_is_waited_for_after_the_stay_above() -> None:
    tables = stepping(acute=1.0, recovery_days_for={"heart": Duration(mean=20.0)})
    p = somebody("heart", acuity=3)
    assert walk(tables, p, denied=("step_down_bed",))[-2:] == [
        ("step_down_bed", "town/ward", 250.05, 298.05),
        ("stay", "hospital/ward", 298.05, 298.05),
    ]
    rest = somebody("heart", acuity=3)
    assert walk(stepping(acute=1.0), rest, denied=("step_down_bed",))[-2][2:] == (250.05, 250.05)


def test_a_condition_may_have_an_acute_part_of_its_own() -> None:
    heart = replace(HEART, admission=1.0, step_down=1.0, acute_share=0.5)
    rules = StepDown(proposed=1.0, accepted=1.0, acute_share=0.25)
    tables = tables_of(tiny_system(conditions={"cough": COUGH, "heart": heart}, step_down=rules))
    stay = next(s for s in walk(tables, somebody("heart", acuity=3)) if s[0] == "stay")
    assert stay == ("stay", "hospital/ward", 10.05, 130.05)


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
