"""Letters: who goes up with one, by what is needed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.rules import notes
from sim.system.referral import Alliance, FormalShare, Referral
from sim.tables import Tables
from tests.systems import (
    COUGH,
    HEART,
    HOSPITAL,
    letters_for,
    somebody,
    tables_of,
    tiny_system,
    visit_town,
    with_facility,
)

HARD = 0.75  # beyond the town, which treats half of the cases
NEEDS = {"critical": 1, "urgent": 2, "others": 3}


@pytest.mark.parametrize("need", NEEDS)
@pytest.mark.parametrize("acuity", NEEDS.values())
def test_each_need_has_a_share_of_its_own(need: str, acuity: int) -> None:
    share = replace(letters_for(0.0), **{need: 1.0})
    p = somebody(acuity=acuity, complexity=HARD)
    visit_town(tables_of(tiny_system(referral=Referral(formal_share=share))), p)
    assert (p.referred_up, p.self_referred) == ((1, 0) if NEEDS[need] == acuity else (0, 1))


def operating(share: FormalShare) -> Tables:
    """A town that admits everybody, and whose hospital above alone does the grade."""
    heart = replace(HEART, admission=1.0, operation=1.0, operation_grades=(0.0, 0.0, 0.0, 1.0))
    town = with_facility("town", operates_grade=3)
    system = tiny_system(
        network=town,
        conditions={"cough": COUGH, "heart": heart},
        referral=Referral(formal_share=share),
    )
    return tables_of(system)


@pytest.mark.parametrize("complexity", [0.3, HARD])
@pytest.mark.parametrize("operation", [0.0, 1.0])
def test_an_operation_that_is_not_done_here_is_a_need_of_its_own(
    complexity: float, operation: float
) -> None:
    p = somebody("heart", acuity=4, complexity=complexity)
    visit_town(operating(replace(letters_for(0.0), operation=operation)), p)
    assert (p.referred_up, p.hop) == (int(operation), 1)


def test_without_a_share_of_its_own_an_alliance_goes_by_need() -> None:
    alliance = Alliance(specialty="internal", lead="hospital", members=("town",))
    for share, way in ((0.0, notes.OWN), (1.0, notes.ALLIED)):
        rule = Referral(alliances=(alliance,), formal_share=letters_for(share))
        p = somebody("heart", acuity=3, complexity=HARD)
        visit_town(tables_of(tiny_system(referral=rule)), p)
        assert notes.way(p, 0) == way


def test_the_letters_of_none_are_none() -> None:
    p = somebody(acuity=1, complexity=HARD)
    visit_town(tables_of(tiny_system(referral=Referral(formal_share=letters_for(0.0)))), p)
    assert (p.treated_facility, p.referred_up) == (HOSPITAL, 0)
