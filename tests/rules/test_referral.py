"""Referral: who goes up, how, and by which channel."""

from __future__ import annotations

from typing import Any

import pytest

from sim import rules
from sim.contract import RIGHTLY, TREATED, UNTREATED, WRONGLY, Ask, Patient
from sim.rules import notes, referral
from sim.system.network import Tier
from sim.system.referral import Alliance, GreenChannel, Referral
from sim.tables import Tables
from tests.played import played
from tests.systems import (
    HOSPITAL,
    TOWN,
    fresh,
    letters_for,
    somebody,
    tables_of,
    tiny_system,
    walk,
    with_facility,
)

HARD = 0.75  # beyond the town, which treats half of the cases


def at_town(referral_: Referral, **network: Any) -> Tables:
    return tables_of(tiny_system(referral=referral_, **network))


def visitor(**facts: Any) -> Patient:
    """Somebody whose case is beyond the town."""
    return somebody(complexity=HARD, **facts)


def visit_town(tables: Tables, p: Patient) -> list[Any]:
    """An episode that begins at the town."""
    for row in tables.choice.option[0]:
        row[0].facility = TOWN
    return [(*step[:2], step[3]) for step in walk(tables, p)]


def test_a_case_within_the_towns_capability_is_treated_there() -> None:
    p = somebody(complexity=0.5)
    visit_town(at_town(Referral()), p)
    assert (p.treated_facility, p.referred_up, p.beyond) == (TOWN, 0, 0)


def test_the_first_decision_fits_the_case_or_not() -> None:
    blind, sharp = Referral(recognition={Tier.BASE: 0.0}), Referral(recognition={Tier.BASE: 1.0})
    unwilling = Referral(recognition={Tier.BASE: 1.0}, acceptance=0.0)
    anxious = Referral(unnecessary={Tier.BASE: 1.0})
    told = (
        (Referral(), 0.2, RIGHTLY),  # kept within the ability
        (sharp, HARD, RIGHTLY),  # sent up when beyond
        (unwilling, HARD, RIGHTLY),  # whether or not the patient goes
        (blind, HARD, WRONGLY),  # kept when beyond
        (anxious, 0.45, WRONGLY),  # sent up within the ability
    )
    for rule, complexity, decided in told:
        p = somebody(complexity=complexity)
        visit_town(at_town(rule), p)
        assert p.decided == decided


def test_a_formal_referral_goes_through_the_referral_office_to_the_hospital() -> None:
    p = visitor()
    steps = visit_town(at_town(Referral(processing_minutes=30.0)), p)
    assert steps[3:7] == [
        ("results", "town", 9.55),
        ("referral_office", "town", 10.05),
        ("travel", "hospital", 11.05),
        ("registration", "hospital/registration", 11.15),
    ]
    assert (p.hop, p.referred_up, p.self_referred, p.ending) == (1, 1, 0, TREATED)
    assert (p.treated_facility, p.beyond, p.travel_hours) == (HOSPITAL, 0, 1.25)


def test_without_a_letter_one_goes_by_oneself_and_at_once() -> None:
    p = visitor()
    rule = Referral(processing_minutes=30.0, formal_share=letters_for(0.0))
    assert visit_town(at_town(rule), p)[4] == ("travel", "hospital", 10.55)
    assert (p.referred_up, p.self_referred) == (0, 1)


@pytest.mark.parametrize("formal", [0.0, 1.0])
def test_the_visit_above_begins_at_once_where_the_way_there_has_no_length(formal: float) -> None:
    p = visitor()
    tables = at_town(Referral(processing_minutes=30.0, formal_share=letters_for(formal)))
    tables.ways.transfer[TOWN][HOSPITAL] = 0.0
    stages = [step[0] for step in visit_town(tables, p)]
    assert stages.count("travel") == 1
    assert stages.count("registration") == 2
    assert (p.hop, p.treated_facility, p.travel_hours) == (1, HOSPITAL, 0.25)


def test_a_case_that_is_not_recognised_is_treated_beyond_capability() -> None:
    p = visitor()
    visit_town(at_town(Referral(recognition={Tier.BASE: 0.0})), p)
    assert (p.treated_facility, p.beyond, p.referred_up) == (TOWN, 1, 0)


def test_who_does_not_accept_leaves_untreated() -> None:
    p = visitor()
    visit_town(at_town(Referral(acceptance=0.0)), p)
    assert (p.ending, p.treated_facility, p.referred_up) == (UNTREATED, -1, 0)


def test_a_case_within_the_town_may_be_sent_up_all_the_same() -> None:
    rule = Referral(unnecessary={Tier.BASE: 1.0})
    p = somebody(complexity=0.5)
    visit_town(at_town(rule), p)
    assert (p.treated_facility, p.referred_up, p.beyond) == (HOSPITAL, 1, 0)
    assert notes.noted(p, 0) == notes.FORMAL | notes.UNNEEDED
    needed = visitor()
    visit_town(at_town(rule), needed)
    assert notes.noted(needed, 0) == notes.FORMAL


@pytest.mark.parametrize(("capability", "complexity", "sent"), [
    (0.9, 0.85, True),  # as near the limit as the hardest case is on the other side
    (0.9, 0.79, False),
    (0.9, 0.95, False),  # beyond, but not recognised
    (1.0, 0.99, False),  # nothing is beyond who can treat all
    (0.3, 0.01, True),  # all that it can treat
])  # fmt: skip
def test_only_doubtful_cases_are_taken_for_beyond(
    capability: float, complexity: float, sent: bool
) -> None:
    rule = Referral(unnecessary={Tier.BASE: 1.0}, recognition={Tier.BASE: 0.0})
    town = with_facility("town", capability=capability)
    p = somebody(complexity=complexity)
    visit_town(at_town(rule, network=town), p)
    assert (p.referred_up == 1) is sent


def test_who_need_not_go_and_does_not_want_to_is_treated_here() -> None:
    p = somebody(complexity=0.5)
    visit_town(at_town(Referral(unnecessary={Tier.BASE: 1.0}, acceptance=0.0)), p)
    assert (p.treated_facility, p.referred_up, p.ending) == (TOWN, 0, TREATED)


@pytest.mark.parametrize(("complexity", "referred"), [(0.5, 1), (HARD, 0)])
def test_a_facility_may_know_its_cases_otherwise_than_its_tier(
    complexity: float, referred: int
) -> None:
    town = with_facility("town", recognition=0.0, unnecessary=1.0)
    p = somebody(complexity=complexity)
    visit_town(at_town(Referral(recognition={Tier.BASE: 1.0}), network=town), p)
    assert (p.referred_up, p.beyond) == (referred, 1 - referred)


def test_an_expert_who_has_looked_spares_an_unnecessary_referral() -> None:
    p = somebody(complexity=0.5, facility=TOWN, hub_recognition=1.0)
    tables = at_town(Referral(unnecessary={Tier.BASE: 1.0}))
    referral.decide(tables, fresh(tables), 9.0, p, Ask())
    assert p.treated_facility == TOWN


def test_by_which_way_one_left_is_noted_of_the_first_hops() -> None:
    p = visitor()
    for hop in range(notes.HOPS + 1):
        p.hop = hop
        notes.note(p, notes.OWN if hop % 2 else notes.FORMAL)
    ways = [notes.way(p, hop) for hop in range(-1, notes.HOPS + 1)]
    assert ways == [0, *[notes.FORMAL, notes.OWN] * (notes.HOPS // 2), 0]


@pytest.mark.parametrize(("acuity", "green"), [(2, 1), (4, 0)])
def test_the_green_channel_is_for_urgent_referrals(acuity: int, green: int) -> None:
    p = visitor(acuity=acuity)
    visit_town(at_town(Referral(green_channel=GreenChannel(use=1.0))), p)
    assert (p.referred_up, p.green) == (1, green)


def test_the_first_that_is_capable_is_taken_and_without_one_the_case_stays() -> None:
    small = with_facility("hospital", capability=0.6)
    tables = at_town(Referral(), network=small)
    p, state = visitor(facility=TOWN), rules.initial(tables)
    assert referral.first_capable(tables, state, 0.0, p) == -1
    p.complexity = 0.6
    assert referral.first_capable(tables, state, 0.0, p) == HOSPITAL


def test_fixed_probabilities_hold_whatever_else_there_is() -> None:
    fixed = {"town": {"hospital": 1.0}, "hospital": {}}
    alliance = Alliance(specialty="general", lead="hospital", members=("town",))
    more = Referral(
        fixed=fixed,
        unnecessary={Tier.BASE: 1.0, Tier.MUNICIPAL: 1.0},
        alliances=(alliance,),
        sent_down={Tier.MUNICIPAL: 1.0},
        kept_tickets={Tier.MUNICIPAL: 0.5},
        mutual_recognition=1.0,
        green_channel=GreenChannel(use=1.0, skips=("registration",)),
    )
    for complexity in (0.25, HARD):
        plain, other = (somebody(complexity=complexity) for _ in range(2))
        usual = visit_town(at_town(Referral(fixed=fixed)), plain)
        assert visit_town(at_town(more), other) == usual
        assert (other.hop, other.referred_up, other.referred_down) == (1, 1, 0)
        assert other.ending == TREATED


def test_fixed_probabilities_replace_the_decision_by_capability() -> None:
    on = somebody(complexity=0.0)
    visit_town(at_town(Referral(fixed={"town": {"hospital": 1.0}, "hospital": {}})), on)
    assert (on.referred_up, on.treated_facility) == (1, HOSPITAL)
    home = visitor()
    visit_town(at_town(Referral(fixed={"town": {"hospital": 0.0}})), home)
    assert (home.referred_up, home.treated_facility) == (0, TOWN)


@pytest.mark.parametrize(("complexity", "unneeded"), [(0.5, True), (HARD, False)])
def test_both_engines_note_alike_whether_a_referral_was_needed(
    complexity: float, unneeded: bool
) -> None:
    tables = at_town(Referral(unnecessary={Tier.BASE: 1.0}))
    for row in tables.choice.option[0]:
        row[0].facility = TOWN
    _, episodes = played(tables, [9.0, 9.0], 0, 4, complexity)
    hops = [row["hops"][0] for row in episodes]
    assert {(hop["way"], hop["unneeded"]) for hop in hops} == {("formal", unneeded)}
    assert {row["treated_facility"] for row in episodes} == {"hospital"}
