"""Bounce-back: worse below, and up again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim import luck
from sim.system.step_down import StepDown
from sim.tables import Tables
from tests.played import played
from tests.systems import COUGH, HEART, HOSPITAL, TOWN, somebody, tables_of, tiny_system, walk


def bouncing(share: float) -> Tables:
    heart = replace(HEART, admission=1.0, step_down=1.0)
    rules = StepDown(proposed=1.0, accepted=1.0, acute_share=0.25, bounce_back=share)
    return tables_of(tiny_system(conditions={"cough": COUGH, "heart": heart}, step_down=rules))


def worse_at() -> float:
    """The recovery below is from 71.05 to 250.05; a part of it is spent by the patient's luck."""
    return 71.05 + luck.uniform(7, luck.BOUNCE_BACK_TIME, 1) * (250.05 - 71.05)


def test_who_gets_worse_keeps_the_bed_below_until_there_is_one_above() -> None:
    p = somebody("heart", acuity=3)
    worse = round(worse_at(), 9)
    back = pytest.approx(worse + 1.0)
    assert walk(bouncing(1.0), p)[-5:] == [
        ("transfer", "hospital", 70.05, 71.05),
        ("stay", "town/ward", 71.05, worse),
        ("bed_above", "hospital/ward", worse, worse),
        ("transfer", "town", worse, back),
        ("stay", "hospital/ward", back, pytest.approx(worse + 241.0)),
    ]
    assert (p.facility, p.hop, p.referred_down) == (HOSPITAL, 2, 1)


def test_without_a_bed_above_the_patient_stays_below_to_the_end() -> None:
    p = somebody("heart", acuity=3)
    worse = worse_at()
    steps = walk(bouncing(1.0), p, denied=("bed_above",))
    assert steps[-2][2:] == (pytest.approx(worse), pytest.approx(worse + 24.0))
    end = pytest.approx(max(250.05, worse + 24.0))
    assert steps[-1] == ("stay", "town/ward", pytest.approx(worse + 24.0), end)
    assert p.facility == TOWN


def test_nobody_gets_worse_without_it() -> None:
    assert "bed_above" not in [step[0] for step in walk(bouncing(0.0), somebody("heart", acuity=3))]


def test_beds_are_kept_and_given_up_in_time() -> None:
    rows, _ = played(bouncing(1.0), [9.0], 1, 3)
    beds = {row["stage"]: row for row in rows if row["stage"] in {"step_down_bed", "bed_above"}}
    assert beds["step_down_bed"]["released"] == beds["bed_above"]["started"]


def test_who_was_treated_elsewhere_first_goes_back_to_the_ward_they_came_from() -> None:
    """As one who comes again after a right treatment by the town, and is admitted above."""
    p = somebody("heart", acuity=3, treated_at=1.0, treated_facility=TOWN, returned=1)
    back = [step[:2] for step in walk(bouncing(1.0), p)[-3:]]
    assert back == [("bed_above", "hospital/ward"), ("transfer", "town"), ("stay", "hospital/ward")]
