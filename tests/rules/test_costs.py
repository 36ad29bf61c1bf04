"""Costs: what is paid, what a referral saves, and what that does to the choice."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from sim import luck, rules
from sim.rules import access, costs, notes
from sim.system import System
from sim.system.access import Access
from sim.system.choice import Choice
from sim.system.costs import Costs
from sim.system.network import FirstContact, Tier
from sim.system.referral import Referral
from tests.systems import (
    COUGH,
    HEART,
    HOSPITAL,
    TOWN,
    letters_for,
    somebody,
    tables_of,
    tiny_network,
    walk,
)
from tests.systems import tiny_system as tiny

COSTS = Costs(
    visit_cny={Tier.BASE: 100.0, Tier.MUNICIPAL: 400.0},
    admission_cny={Tier.BASE: 2000.0, Tier.MUNICIPAL: 10000.0},
    visit_reimbursed={Tier.BASE: 0.6, Tier.MUNICIPAL: 0.5},
    admission_reimbursed={Tier.BASE: 0.9, Tier.MUNICIPAL: 0.7},
    unreferred_factor={Tier.MUNICIPAL: 0.8},
)
HALVES = {"town": 0.5, "hospital": 0.5}


def paying(costs: Costs = COSTS, first: dict[str, float] | None = None, **more: object) -> System:
    """The tiny consortium in which things cost; everybody first goes to the town."""
    shares = first or {"town": 1.0}
    network = tiny_network()
    contact = FirstContact(suited=shares, not_suited=shares, emergency=shares)
    homes = {"hill": replace(network.homes["hill"], first_contact=contact)}
    return tiny(network=replace(network, homes=homes), costs=costs, **more)


def test_incentives_add_below_and_take_away_above_from_who_has_no_referral() -> None:
    dosed = replace(COSTS, primary_bonus=0.1, unreferred_penalty=0.15)
    assert [dosed.visit(Tier.BASE, referred=one) for one in (True, False)] == pytest.approx(
        [30, 30]
    )
    above = [dosed.visit(Tier.MUNICIPAL, referred=one) for one in (True, False)]
    assert above == pytest.approx([200.0, 400 * (1 - 0.5 * 0.8 + 0.15)])
    assert dosed.admission(Tier.BASE, referred=False) == pytest.approx(0.0)
    none = replace(COSTS, unreferred_penalty=1.0)
    assert none.visit(Tier.MUNICIPAL, referred=False) == 400.0  # never more than it costs


@pytest.mark.parametrize(("formal", "above"), [(1.0, 200.0), (0.0, 240.0)])
def test_who_is_referred_pays_less_above_than_who_goes_by_oneself(
    formal: float, above: float
) -> None:
    referral = Referral(formal_share=letters_for(formal))
    p = somebody("heart", acuity=3, complexity=0.9)
    walk(tables_of(paying(referral=referral)), p)
    assert (p.facility, p.hop) == (HOSPITAL, 1)
    assert p.out_of_pocket_cny == pytest.approx(40.0 + above)


def test_every_letter_counts_as_a_referral_that_of_an_alliance_too() -> None:
    tables = tables_of(paying())
    paid = []
    for way in (notes.FORMAL, notes.GREEN, notes.ALLIED, notes.OWN):
        p = somebody("heart", acuity=3, facility=TOWN)
        notes.note(p, way)
        p.facility, p.hop = HOSPITAL, 1
        costs.pay_visit(tables, p)
        paid.append(p.out_of_pocket_cny)
    assert paid == pytest.approx([200.0, 200.0, 200.0, 240.0])


def test_an_emergency_pays_as_if_referred_and_an_admission_is_paid_once() -> None:
    conditions = {"cough": COUGH, "heart": replace(HEART, emergency_admission=1.0)}
    tables = tables_of(paying(first={"hospital": 1.0}, conditions=conditions))
    p = somebody("heart", acuity=2)
    walk(tables, p)
    assert p.admitted == 1
    assert p.out_of_pocket_cny == pytest.approx(200.0 + 3000.0)


def test_what_one_expects_to_pay_moves_the_choice_by_its_change_alone() -> None:
    """The town costs 10 CNY less and the hospital 60 more than when shares were observed."""
    choice = Access(choice=Choice(cost_per_100_cny=-2.0))
    plain = paying(first=HALVES)
    weighing = paying(first=HALVES, access=choice)
    dosed = replace(COSTS, primary_bonus=0.1, unreferred_penalty=0.15)
    after = paying(dosed, first=HALVES, access=choice)
    assert at_town(weighing) == at_town(plain)
    odds = math.exp(2.0 * 0.7)
    assert np.mean(at_town(after)) == pytest.approx(odds / (1.0 + odds), abs=0.02)
    assert at_town(after, acuity=2) == at_town(plain, acuity=2)


def test_without_observed_shares_the_whole_cost_counts_with_what_an_admission_would() -> None:
    """Every tenth is admitted: 40 + 0.1 x 200 in the town, 240 + 0.1 x 4 400 above."""
    conditions = {"cough": replace(COUGH, admission=0.1), "heart": HEART}
    choice = Choice(cost_per_100_cny=-0.25)
    system = paying(access=Access(choice=choice), conditions=conditions)
    appeal = tables_of(system).choice.appeal
    assert appeal[TOWN][0].cost_whole == pytest.approx(-0.25 * 0.6)
    assert appeal[HOSPITAL][0].cost_whole == pytest.approx(-0.25 * 6.8)
    assert appeal[HOSPITAL][1].cost_whole == pytest.approx(-0.25 * 2.4)
    assert appeal[HOSPITAL][0].cost_gained == 0.0


def at_town(system: System, acuity: int = 4) -> list[bool]:
    tables = tables_of(system)
    state = rules.initial(tables)
    keys = luck.patient_keys(luck.stream_key(1, 0, "crowd"), 0, 4000).tolist()
    people = [somebody(key=key, acuity=acuity) for key in keys]
    return [access.first_contact(tables, state, p) == TOWN for p in people]
