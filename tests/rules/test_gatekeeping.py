"""Gatekeeping: who complies, by home, by acuity and by contract."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sim import luck, rules
from sim.rules import access
from sim.system import System
from sim.system.access import Access
from sim.system.family_doctors import FamilyDoctors
from sim.system.network import Facility, FirstContact, Tier
from sim.system.prescriptions import Prescriptions
from tests.systems import TOWN, somebody, tables_of, tiny_network, tiny_system

PLACE = 3  # code of the facility that is added
KEYS = luck.patient_keys(luck.stream_key(1, 0, "crowd"), 0, 4000).tolist()


def at_base(plan: Access, condition: str = "cough", acuity: int = 4, **home: float) -> float:
    """Share of those who would all go to the hospital who go to the town first."""
    network = tiny_network()
    homes = {"hill": replace(network.homes["hill"], **home)}
    tables = tables_of(tiny_system(network=replace(network, homes=homes), access=plan))
    state = rules.initial(tables)
    went = [
        access.first_contact(tables, state, somebody(condition, key=key, acuity=acuity))
        for key in KEYS
    ]
    return went.count(TOWN) / len(went)


@pytest.mark.parametrize(
    ("acuity", "home", "share"),
    [(4, 1.0, 0.4), (3, 1.0, 0.2), (2, 1.0, 0.0), (4, 0.5, 0.2), (3, 0.0, 0.0), (4, 9.0, 1.0)],
)
def test_compliance_is_that_of_the_home_and_the_acuity(
    acuity: int, home: float, share: float
) -> None:
    plan = Access(gatekeeping_compliance=0.4, compliance_by_acuity=(0.5, 1.0))
    assert at_base(plan, acuity=acuity, compliance_factor=home) == pytest.approx(share, abs=0.025)


@pytest.mark.parametrize(
    ("contracted", "kept", "share"),
    [(0.0, 1.0, 0.2), (0.5, 0.0, 0.2), (0.5, 1.0, 0.6), (1.0, 0.7, 0.7), (1.0, 0.1, 0.2)],
)
def test_a_contract_holds_its_share_to_the_better_of_duty_and_contract(
    contracted: float, kept: float, share: float
) -> None:
    contracts = FamilyDoctors(contracted=contracted, compliance=kept)
    plan = Access(gatekeeping_compliance=0.2, family_doctors=contracts)
    assert at_base(plan) == pytest.approx(share, abs=0.025)


def test_a_home_may_have_more_contracts_than_elsewhere_but_not_fewer() -> None:
    plan = Access(family_doctors=FamilyDoctors(contracted=0.3, compliance=1.0))
    assert at_base(plan, contracted=0.8) == pytest.approx(0.8, abs=0.025)
    assert at_base(plan, contracted=0.1) == pytest.approx(0.3, abs=0.025)


def test_contracts_are_for_what_the_base_should_see_and_can_wait() -> None:
    plan = Access(family_doctors=FamilyDoctors(contracted=1.0, compliance=1.0))
    assert at_base(plan) == 1.0
    assert at_base(plan, condition="heart", acuity=3) == 0.0
    assert at_base(plan, acuity=1) == 0.0


@pytest.mark.parametrize(
    ("tier", "primary", "diverted"),
    [
        (Tier.DISTRICT, False, False),
        (Tier.MUNICIPAL, False, True),
        (Tier.PROVINCIAL, False, True),
        (Tier.OUTSIDE, False, True),
        (Tier.OUTSIDE, True, False),
    ],
)
@pytest.mark.parametrize("by", ["duty", "contract"])
def test_the_lead_and_hospitals_outside_are_relieved_and_no_branch(
    tier: Tier, primary: bool, diverted: bool, by: str
) -> None:
    plans = {
        "duty": Access(gatekeeping_compliance=1.0),
        "contract": Access(family_doctors=FamilyDoctors(contracted=1.0, compliance=1.0)),
    }
    assert first(_all_to(tier, access=plans[by], primary=primary)) == (TOWN if diverted else PLACE)


@pytest.mark.parametrize(("tier", "goes"), [(Tier.DISTRICT, PLACE), (Tier.MUNICIPAL, TOWN)])
def test_drugs_in_stock_draw_nobody_from_a_branch(tier: Tier, goes: int) -> None:
    plan = Prescriptions(stocked=1.0, returning=1.0)
    conditions = tiny_system().conditions
    repeat = conditions | {"cough": replace(conditions["cough"], repeat_prescription=True)}
    assert first(_all_to(tier, prescriptions=plan, conditions=repeat)) == goes


def test_which_tiers_are_relieved_is_a_key() -> None:
    plan = Access(gatekeeping_compliance=1.0, gatekeeping_from=(Tier.DISTRICT,))
    assert first(_all_to(Tier.DISTRICT, access=plan)) == TOWN
    assert first(_all_to(Tier.MUNICIPAL, access=plan)) == PLACE


def _all_to(tier: Tier, *, primary: bool = False, **concerns: Any) -> System:
    """The tiny consortium in which all go to one more facility of a tier."""
    network = tiny_network()
    hospital = network.facilities["hospital"]
    more = (
        Facility(tier=tier, primary=primary)
        if tier == Tier.OUTSIDE
        else replace(hospital, tier=tier, primary=primary)
    )
    all_go = {"more": 1.0}
    contact = FirstContact(suited=all_go, not_suited=all_go, emergency=all_go)
    home = network.homes["hill"]
    ways = home.travel_minutes | {"more": 30.0}
    hill = replace(home, first_contact=contact, travel_minutes=ways)
    grown = replace(network, facilities=network.facilities | {"more": more}, homes={"hill": hill})
    return tiny_system(network=grown, **concerns)


def first(system: System) -> int:
    """Where somebody with a cough who can wait goes first."""
    tables = tables_of(system)
    return access.first_contact(tables, rules.initial(tables), somebody("cough", acuity=4))
