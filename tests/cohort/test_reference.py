"""The reference: the choice of the rules, as far as it depends on nothing but the patient."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import sim
from sim import luck, rules
from sim.cohort.people import Keys, Mask, Positions
from sim.cohort.placing import placed
from sim.cohort.reference import reference
from sim.contract import Patient
from sim.rules.choice import chosen
from sim.system import System
from sim.tables import lower

KEYS = luck.patient_keys(luck.stream_key(1, 0, "reference"), 0, 4000)


def without_tickets(system: System) -> System:
    """A system in which what a ticket's days are worth does not depend on the state."""
    choice = replace(system.access.choice, ticket_per_day=0.0)
    return replace(system, access=replace(system.access, choice=choice))


@pytest.mark.parametrize("network", ["three_tier", "jiangmen", "county"])
def test_it_is_the_choice_of_the_rules_when_a_run_begins(network: str) -> None:
    scenario = sim.load(f"network={network}", "scenario=none")
    system = without_tickets(scenario.system)
    calendar = scenario.demand.calendar
    tables = lower(system, calendar, calendar.begin + 24.0)
    state = rules.initial(tables)
    homes, conditions = len(system.network.homes), len(system.conditions)
    draw = np.random.default_rng(1)
    home, condition, acuity = (
        draw.integers(low, high, len(KEYS)) for low, high in ((0, homes), (0, conditions), (1, 5))
    )
    first = reference(system).chosen(KEYS, home, condition, acuity.astype(np.int8)).tolist()
    who = zip(KEYS.tolist(), home.tolist(), condition.tolist(), acuity.tolist(), strict=True)
    patients = [Patient(n, k, h, c, a, 0.5, calendar.begin) for n, (k, h, c, a) in enumerate(who)]
    assert first == [chosen(tables, state, patient) for patient in patients]


@pytest.mark.parametrize("network", ["three_tier", "county"])
def test_chances_are_the_shares_of_those_who_choose(network: str) -> None:
    first = reference(sim.load(f"network={network}").system)
    chances = first.chances()
    assert chances.sum(axis=-1) == pytest.approx(1.0)
    for home, condition, acuity in ((0, 0, 4), (1, 3, 2)):
        codes = first.chosen(KEYS, home, condition, np.array(acuity, np.int8))
        share = np.bincount(codes % chances.shape[-1], minlength=chances.shape[-1]) / len(KEYS)
        spread = np.sqrt(chances[home, condition, acuity - 1] / len(KEYS))
        assert (np.abs(share - chances[home, condition, acuity - 1]) < 4.5 * spread + 1e-3).all()


def one_by_one(key: int, share: float) -> int:
    """The first of a key and those that come of it whose luck is below a share."""
    own, number = np.array([key], np.uint64), 0
    tried = own
    while luck.uniform(int(tried[0]), luck.ACUITY) >= share:
        number += 1
        tried = luck.further_keys(own, luck.PLACED, number)
    return int(tried[0])


@pytest.mark.parametrize("share", [0.9, 0.1, 0.003])
def test_the_first_key_that_is_accepted_is_taken_whoever_else_is_looked_for(share: float) -> None:
    def accepts(tries: Keys, _: Positions) -> Mask:
        return np.asarray(luck.uniforms(tries, luck.ACUITY) < share)

    keys = KEYS[:200]
    found = placed(keys, accepts, share)
    assert found.tolist() == [one_by_one(key, share) for key in keys.tolist()]
    assert placed(keys[7:8], accepts, share).tolist() == found[7:8].tolist()


def test_nobody_is_looked_for_without_end() -> None:
    def accepts(tries: Keys, _: Positions) -> Mask:
        return np.zeros(tries.shape, np.bool_)

    for chance in (0.5, 1e-4, 0.0):
        assert placed(KEYS[:3], accepts, chance).tolist() == KEYS[:3].tolist()
