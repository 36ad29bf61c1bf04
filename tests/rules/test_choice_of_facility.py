"""Choice: what has changed moves observed shares, whole utilities make them, waits are learnt."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sim import luck, rules
from sim.contract import NOT_SOUGHT, NOWHERE, Patient, State
from sim.engines.readable import Engine
from sim.rules import access
from sim.system import System
from sim.system.access import Access
from sim.system.choice import Choice
from sim.system.network import Clinic, FirstContact, Tier
from sim.tables import Tables
from tests.systems import (
    ELSEWHERE,
    HOSPITAL,
    TOWN,
    somebody,
    tables_of,
    tiny_network,
    tiny_system,
    walk,
)

HALVES = {"town": 0.5, "hospital": 0.5}


def choosing(
    choice: Choice, *, observed: bool = True, before: dict[str, float] | None = None, **places: Any
) -> System:
    """The tiny consortium with some utilities; ``places`` are changes of facilities."""
    network = tiny_network()
    contact = FirstContact(
        suited=HALVES, not_suited=HALVES, emergency=HALVES, travel_minutes=before or {}
    )
    homes = {"hill": replace(network.homes["hill"], first_contact=contact if observed else None)}
    facilities = {
        name: replace(one, **places.get(name, {})) for name, one in network.facilities.items()
    }
    return tiny_system(
        network=replace(network, facilities=facilities, homes=homes), access=Access(choice=choice)
    )


def crowd(condition: str = "cough", acuity: int = 4) -> list[Patient]:
    keys = luck.patient_keys(luck.stream_key(1, 0, "crowd"), 0, 4000).tolist()
    return [somebody(condition, key=key, acuity=acuity) for key in keys]


def choices(tables: Tables, state: State | None = None, **who: Any) -> list[int]:
    state = state or rules.initial(tables)
    return [access.first_contact(tables, state, p) for p in crowd(**who)]


def shares(chosen: list[int]) -> list[float]:
    """Shares of staying at home, the town, the hospital and elsewhere."""
    return [float(one) for one in np.bincount([c + 1 for c in chosen], minlength=4) / len(chosen)]


def logit(*utilities: float) -> list[float]:
    whole = sum(math.exp(one) for one in utilities)
    return [math.exp(one) / whole for one in utilities]


def test_as_long_as_nothing_has_changed_the_observed_shares_stay_to_the_patient() -> None:
    plain = choices(tables_of(choosing(Choice())))
    heavy = Choice(wait_per_hour=-3.0, travel_per_hour=-2.0, trust=5.0)
    weighing = choosing(heavy, hospital={"expected_wait_minutes": 45.0, "trust": 0.9})
    assert choices(tables_of(weighing)) == plain


def test_a_longer_wait_than_was_expected_drives_away_as_the_logit_says_and_never_attracts() -> None:
    tables = tables_of(choosing(Choice(wait_per_hour=-0.5)))
    state = rules.initial(tables)
    before = choices(tables, state)
    state.expected[HOSPITAL].wait += 2.0
    after = choices(tables, state)
    assert shares(after)[1:3] == pytest.approx(logit(0.0, -1.0), abs=0.02)
    moved = {(a, b) for a, b in zip(before, after, strict=True) if a != b}
    assert moved == {(HOSPITAL, TOWN)}
    assert choices(tables, state, acuity=2) == choices(tables, acuity=2)  # emergencies do not ask


def test_trust_that_has_grown_in_a_specialty_attracts_its_patients_alone() -> None:
    gained = {"trust_gain": {"internal": 0.2}}
    tables = tables_of(choosing(Choice(trust=5.0), hospital=gained))
    plain = tables_of(choosing(Choice()))
    hearts = shares(choices(tables, condition="heart", acuity=3))
    assert hearts[1:3] == pytest.approx(logit(0.0, 1.0), abs=0.02)
    assert choices(tables) == choices(plain)


def test_a_way_that_has_become_shorter_attracts() -> None:
    system = choosing(Choice(travel_per_hour=-2.0), before={"hospital": 75.0})  # now 45
    assert shares(choices(tables_of(system)))[1:3] == pytest.approx(logit(0.0, 1.0), abs=0.02)


def test_without_observed_shares_utilities_are_whole_and_some_stay_at_home() -> None:
    """15, 45 and 30 minutes on the way; tiers by acuity; trust; two hours expected above."""
    choice = Choice(
        wait_per_hour=-0.25,
        travel_per_hour=-2.0,
        trust=2.0,
        tiers={Tier.MUNICIPAL: (2.0, 2.0, 1.5, 1.0), Tier.OUTSIDE: (0.0, 0.0, -1.0, -1.0)},
        stays_home=(-9.0, -9.0, -1.0, 0.25),
    )
    places = {"hospital": {"expected_wait_minutes": 120.0, "trust": 0.9}, "town": {"trust": 0.6}}
    tables = tables_of(choosing(choice, observed=False, **places))
    here = logit(0.25, -0.5 + 1.2, 1.0 - 1.5 + 1.8 - 0.5, -1.0 - 1.0 + 1.0)
    assert shares(choices(tables)) == pytest.approx(here, abs=0.02)
    urgent = logit(-9.0, -0.5 + 1.2, 2.0 - 1.5 + 1.8, 0.0 - 1.0 + 1.0)
    assert shares(choices(tables, acuity=2)) == pytest.approx(urgent, abs=0.02)


def test_nobody_goes_further_than_the_reach() -> None:
    tables = tables_of(choosing(Choice(reach_minutes=30.0), observed=False))
    assert set(choices(tables)) == {TOWN, ELSEWHERE}
    assert shares(choices(tables))[1:] == pytest.approx([0.5, 0.0, 0.5], abs=0.02)
    near = Choice(reach_minutes=90.0, reach_minutes_for={Tier.BASE: 14.0, Tier.OUTSIDE: 29.0})
    assert set(choices(tables_of(choosing(near, observed=False)))) == {HOSPITAL}


def test_who_stays_at_home_has_an_episode_without_a_facility() -> None:
    stays = Choice(stays_home=(-999.0, -999.0, -999.0, 999.0))
    tables, p = tables_of(choosing(stays, observed=False)), somebody()
    assert walk(tables, p, rules.initial(tables)) == []
    assert (p.ending, p.first_facility, p.travel_hours) == (NOT_SOUGHT, NOWHERE, 0.0)


def test_the_wait_that_is_learnt_runs_from_coming_to_the_clinic_until_the_doctor() -> None:
    """Six minutes of registration, however long the ticket took; with time a patient counts less.

    What is expected at first counts as a hundred patients.
    """
    choice = Choice(wait_per_hour=-0.1, memory_days=2.0)
    tables = tables_of(choosing(choice, hospital={"expected_wait_minutes": 30.0}))
    state = rules.initial(tables)
    expected = state.expected[HOSPITAL]
    assert (expected.wait, expected.patients, expected.at) == (0.5, 100.0, 0.0)
    for onset in (9.0, 27.0):  # the second waits for Tuesday 8:00, or for the first ticket then
        tables.choice.option[0][0][0].utility = -99.0  # nobody goes to the town
        walk(tables, somebody("heart", acuity=3, onset=onset), state)
    first, second = 9.75 + 0.1 + 0.2, 32.0 + 0.1 + 0.2  # when their consultations end
    after = 100.0 * math.exp(-first / 48.0)
    wait = (0.5 * after + 0.1) / (after + 1.0)
    left = (after + 1.0) * math.exp((first - second) / 48.0)
    assert expected.wait == pytest.approx((wait * left + 0.1) / (left + 1.0))
    assert expected.patients == pytest.approx(left + 1.0)
    walk(tables, somebody("heart", acuity=2, onset=57.0), state)  # an emergency teaches nothing
    assert expected.at == pytest.approx(second)
    assert state.expected[TOWN].patients == 100.0  # where nobody has come


def test_who_asks_sees_the_next_free_ticket_and_what_is_learnt_has_nothing_of_it() -> None:
    """The hospital's sessions are full until Wednesday: two days of -0.5 each."""
    choice = Choice(ticket_per_day=-0.5)
    tables = tables_of(choosing(choice))
    state = rules.initial(tables)
    before = choices(tables, state)
    assert shares(before)[1:3] == pytest.approx([0.5, 0.5], abs=0.02)
    clinic = tables.tickets.consulting[HOSPITAL][0]
    first = tables.tickets.clinic[clinic].first
    for number in range(first, first + 4):
        state.session[number].taken = tables.tickets.session[number].tickets
    assert shares(choices(tables, state))[1:3] == pytest.approx(
        logit(0.0, -0.5 * 46.25 / 24), abs=0.02
    )
    assert choices(tables, state, acuity=2) == choices(tables, acuity=2)  # emergencies do not ask
    usual = {"expected_ticket_days": 46.25 / 24.0}
    assert choices(tables_of(choosing(choice, hospital=usual)), state) == before


def test_without_a_weight_of_waits_nothing_is_learnt() -> None:
    tables = tables_of(tiny_system())
    state = rules.initial(tables)
    walk(tables, somebody(), state)
    assert [one.wait for one in state.expected] == [0.0, 0.0, 0.0]


def test_who_comes_after_a_queue_was_learnt_goes_where_there_is_none() -> None:
    """One doctor at the hospital; all would go there until the first who waited has been seen.

    They ask at 9:00, arrive at 9:45 and register one after the other; the third sees the doctor at
    10:15, half an hour after he could have.
    """
    choice = Choice(wait_per_hour=-500.0, memory_days=0.001)
    one = {"hospital": {"clinics": {"general": Clinic(doctors=1, tickets=9)}}}
    tables = tables_of(choosing(choice, **one))
    tables.choice.option[0][0][0].utility = -20.0  # the town, unless the hospital's wait is worse
    people = [somebody(number=n, onset=9.0) for n in range(3)]
    people += [somebody(number=3, onset=9.7), somebody(number=4, onset=11.0)]
    engine = Engine(tables, people, [])
    engine.play()
    assert [p.first_facility for p in people] == [HOSPITAL] * 4 + [TOWN]
    assert engine.state.expected[HOSPITAL].wait > 0.1


@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_who_is_ill_at_night_goes_to_emergency_or_waits_for_the_morning(chance: float) -> None:
    """Ill on Monday at 22:00: the town's clinic opens at 8:00, the rescue never shuts."""
    contact = FirstContact(suited={"town": 1.0}, not_suited={"town": 1.0}, emergency={"town": 1.0})
    network = tiny_network()
    homes = {"hill": replace(network.homes["hill"], first_contact=contact)}
    night = Access(closed_to_emergency=(1.0, 1.0, chance, 0.0))
    tables = tables_of(tiny_system(network=replace(network, homes=homes), access=night))
    first = {
        (steps[0][0], steps[0][1], steps[0][3])
        for key in luck.patient_keys(9, 0, 40).tolist()
        if (steps := walk(tables, somebody(key=key, acuity=3, onset=22.0)))
    }
    emergency, morning = ("travel", "hospital", 22.75), ("appointment", "town", 32.0)
    assert first == {0.0: {morning}, 0.5: {emergency, morning}, 1.0: {emergency}}[chance]
    p = somebody(acuity=4, onset=22.0)
    assert walk(tables, p)[0] == ("appointment", "town", 22.0, 32.0)
    p = somebody(acuity=3, onset=9.0)
    assert walk(tables, p)[0] == ("travel", "town", 9.0, 9.25)  # by day nobody is sent away


def test_the_first_facility_of_who_went_to_emergency_is_that_one() -> None:
    contact = FirstContact(suited={"town": 1.0}, not_suited={"town": 1.0}, emergency={"town": 1.0})
    network = tiny_network()
    homes = {"hill": replace(network.homes["hill"], first_contact=contact)}
    night = Access(closed_to_emergency=(1.0, 1.0, 1.0, 1.0))
    tables = tables_of(tiny_system(network=replace(network, homes=homes), access=night))
    p = somebody(onset=22.0)
    stages = [step[0] for step in walk(tables, p)]
    assert stages == ["travel", "emergency_consultation"]
    assert (p.first_facility, p.treated_facility, p.travel_hours) == (HOSPITAL, HOSPITAL, 0.75)
