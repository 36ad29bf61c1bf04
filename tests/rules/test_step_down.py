"""Step-down: eligible, proposed, accepted, and a bed below."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sim import luck
from sim.contract import Ask
from sim.rules import step_down
from sim.system.durations import Duration
from sim.system.network import Facility, Tier, Ward
from sim.system.step_down import StepDown
from sim.tables import Tables
from tests.played import played
from tests.systems import (
    COUGH,
    ELSEWHERE,
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
    days_left: float = 0.0,
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
            step_down=StepDown(
                proposed=proposed,
                accepted=accepted,
                acute_share=acute,
                least_days_left=days_left,
            ),
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


@pytest.mark.parametrize(("days_left", "moves"), [(0.0, True), (7.4, True), (7.6, False)])
def test_who_has_too_few_days_left_is_not_asked(days_left: float, moves: bool) -> None:
    """Of ten days seven and a half are left after the acute part."""
    p = somebody("heart", acuity=3)
    stages = [step[0] for step in walk(stepping(days_left=days_left), p)]
    assert (stages[-2:] == ["transfer", "stay"]) is moves
    assert ("step_down_bed" in stages) is moves


@pytest.mark.parametrize("key", range(12))
def test_those_in_bed_when_a_run_begins_need_as_many_days_left(key: int) -> None:
    """A quarter of the ten days is left after the acute part, two and a half of the whole."""
    left = luck.uniform(key, luck.RESIDUAL, 0, 1)
    for days_left in (2.4, 2.6):
        p = somebody("heart", acuity=3, key=key, onset=0.0, bed=HOSPITAL, residual=240.0 * left)
        stages = [step[0] for step in walk(stepping(acute=0.75, days_left=days_left), p)]
        assert ("step_down_bed" in stages) is (left > 0.25 and days_left < 2.5)


def test_each_hospital_of_a_chain_asks_it_of_what_is_left_there() -> None:
    """Seven and a half days are left above, five and a half in the middle."""
    moved = {days: somebody("heart", acuity=3, key=1) for days in (5.0, 6.0, 7.6)}
    for days, p in moved.items():
        walk(chain(days_left=days), p)
    assert [p.referred_down for p in moved.values()] == [2, 1, 0]


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


def chain(bounce_back: float = 0.0, days_left: float = 0.0, **facility: Any) -> Tables:
    """The hospital steps down to the town, and the town to a cottage half an hour away."""
    network = with_facility(
        "town",
        steps_down_to=("elsewhere",),
        transfer_minutes={"hospital": 60.0, "elsewhere": 30.0},
        **facility,
    )
    cottage = Facility(
        tier=Tier.VILLAGE,
        ward=Ward(beds=1, occupancy=0.0, stay_days=Duration(mean=4.0)),
        transfer_minutes={"town": 30.0},
    )
    heart = replace(HEART, admission=1.0, step_down=1.0)
    rules = StepDown(
        proposed=1.0,
        accepted=1.0,
        acute_share=0.25,
        bounce_back=bounce_back,
        least_days_left=days_left,
    )
    return tables_of(
        tiny_system(
            network=replace(network, facilities={**network.facilities, "elsewhere": cottage}),
            conditions={"cough": COUGH, "heart": heart},
            step_down=rules,
        )
    )


def test_who_came_down_to_a_ward_steps_down_from_it_too() -> None:
    """A quarter of the ten days above, then a quarter of what is left in the middle."""
    p = somebody("heart", acuity=3)
    middle = 71.05 + 0.25 * (250.05 - 71.05)
    assert walk(chain(), p)[-7:] == [
        ("stay", "hospital/ward", 10.05, 70.05),
        ("step_down_bed", "town/ward", 70.05, 70.05),
        ("transfer", "hospital", 70.05, 71.05),
        ("stay", "town/ward", 71.05, middle),
        ("step_down_bed", "elsewhere/ward", middle, middle),
        ("transfer", "town", middle, middle + 0.5),
        ("stay", "elsewhere/ward", middle + 0.5, 250.05),
    ]
    assert (p.referred_down, p.hop, p.facility, p.treated_facility) == (2, 2, ELSEWHERE, HOSPITAL)


def test_without_a_bed_at_the_end_of_the_chain_the_stay_ends_in_the_middle() -> None:
    rows, _ = played(chain(), [9.0, 9.1], 1, 3)
    stays = [(row["patient"], row["facility"]) for row in rows if row["stage"] == "stay"]
    assert stays.count((0, "elsewhere")) + stays.count((1, "elsewhere")) == 1
    assert [stays.count((who, "town")) for who in (0, 1)].count(2) == 1


def test_who_gets_worse_at_the_end_of_the_chain_goes_back_to_the_middle() -> None:
    """Of somebody who gets worse there, and did not in the middle."""
    key = next(key for key in range(200) if _worse(key, 1) >= 0.5 > _worse(key, 2))
    p = somebody("heart", acuity=3, key=key)
    steps = walk(chain(bounce_back=0.5), p)
    below = [step for step in steps if step[0] in ("bed_above", "transfer")]
    assert [step[:2] for step in below[-3:]] == [
        ("transfer", "town"),
        ("bed_above", "town/ward"),
        ("transfer", "elsewhere"),
    ]
    assert round(below[-1][3] - below[-1][2], 9) == 0.5
    assert p.facility == TOWN


def _worse(key: int, hop: int) -> float:
    return luck.uniform(key, luck.BOUNCE_BACK, hop)


@pytest.mark.parametrize("key", [3, 7, 11, 19])
def test_who_lay_in_bed_when_the_run_began_steps_down_when_the_acute_part_is_over(key: int) -> None:
    """Of ten days a part is left that the cohort draws; three quarters are acute."""
    left = luck.uniform(key, luck.RESIDUAL, 0, 1)
    p = somebody("heart", acuity=3, key=key, onset=0.0, bed=HOSPITAL, residual=240.0 * left)
    steps = walk(stepping(acute=0.75), p)
    assert steps[0][0] == "bed"
    acute = 240.0 * (left - 0.25)
    if acute <= 0.0:
        assert steps[1:] == [("residual_stay", "hospital/ward", 0.0, round(240.0 * left, 9))]
        return
    assert steps[1:4] == [
        ("residual_stay", "hospital/ward", 0.0, pytest.approx(acute)),
        ("step_down_bed", "town/ward", pytest.approx(acute), pytest.approx(acute)),
        ("transfer", "hospital", pytest.approx(acute), pytest.approx(acute + 1.0)),
    ]
    assert steps[-1][3] == pytest.approx(240.0 * left)
