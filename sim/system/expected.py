"""Expected: first contacts of each facility in a year, in closed form, before any run.

Levers use it to set sizes: half-days by need, beds by arrivals and stay. It depends on the network,
the conditions and the utilities before anybody waits. Gatekeeping, waits and referrals are not in
it.
"""

from __future__ import annotations

import math
from collections import defaultdict

from sim.clock import MINUTES_PER_HOUR
from sim.system import System
from sim.system.acuity import LAST_URGENT, LEVELS
from sim.system.conditions import Condition
from sim.system.network import Facility, FirstContact, Home
from sim.system.reach import within_reach

_ACUITIES = range(1, LEVELS + 1)

FirstContacts = dict[str, dict[tuple[str, int], float]]
"""Patients a year by facility, then by condition and acuity."""


def first_contacts_a_year(system: System) -> FirstContacts:
    """Return the episodes a year by facility of first contact, condition and acuity.

    Homes with observed shares use these; others the logit of tiers, ways, trust and costs.
    """
    found: FirstContacts = {name: defaultdict(float) for name in system.network.facilities}
    for home_name, home in system.network.homes.items():
        for name, episodes in _episodes(system, home).items():
            for acuity in _ACUITIES:
                patients = episodes * system.conditions[name].acuity[acuity - 1]
                for facility, share in _shares(system, home_name, name, acuity).items():
                    found[facility][name, acuity] += patients * share
    return found


def _episodes(system: System, home: Home) -> dict[str, float]:
    """Episodes a year of a home by condition."""
    weights = {
        name: condition.demand_weight * home.mix.get(name, 1.0)
        for name, condition in system.conditions.items()
    }
    total = sum(weights.values())
    episodes = home.population * home.episodes_per_head
    return {name: episodes * weight / total for name, weight in weights.items() if weight > 0.0}


def _shares(system: System, home: str, condition: str, acuity: int) -> dict[str, float]:
    """Shares of the facilities among the first contacts of such patients."""
    observed = system.network.homes[home].first_contact
    if observed is None:
        return _drawn(system, home, condition, acuity)
    return _normal(_observed(observed, system.conditions[condition], acuity))


def _observed(observed: FirstContact, condition: Condition, acuity: int) -> dict[str, float]:
    """The observed shares that hold for such patients."""
    if acuity <= LAST_URGENT:
        return observed.emergency
    return observed.suited if condition.suited_to_base else observed.not_suited


def _drawn(system: System, home: str, condition: str, acuity: int) -> dict[str, float]:
    """Shares by tier, way, trust and cost; patients who stay at home are in no share."""
    worth = {
        name: math.exp(_utility(system, home, name, condition, acuity))
        for name in within_reach(system, home)
    }
    stays = system.access.choice.stays_home
    return _normal(worth, 0.0 if stays is None else math.exp(stays[acuity - 1]))


def _utility(system: System, home: str, name: str, condition: str, acuity: int) -> float:
    """The utility of a facility before anybody waits; emergencies do not weigh its cost."""
    choice, facility = system.access.choice, system.network.facilities[name]
    constant = choice.tiers[facility.tier][acuity - 1] if facility.tier in choice.tiers else 0.0
    way = (system.network.travel(home, name) or 0.0) / MINUTES_PER_HOUR
    trust = choice.trust * facility.trusted(system.conditions[condition].specialty)
    worth = constant + choice.travel_per_hour * way + trust
    if acuity <= LAST_URGENT:
        return worth
    return worth + choice.cost_per_100_cny / 100.0 * _cost(system, facility, condition)


def _cost(system: System, facility: Facility, name: str) -> float:
    """CNY that a patient expects to pay: the visit, and an admission by its probability."""
    condition = system.conditions[name]
    service = facility.ward_of(condition.specialty)
    factor = facility.every_ward()[service].admission_factor if service else 0.0
    admitted = min(1.0, condition.admission * factor)
    visit = system.costs.visit(facility.tier, referred=False)
    return visit + admitted * system.costs.admission(facility.tier, referred=False)


def _normal(parts: dict[str, float], rest: float = 0.0) -> dict[str, float]:
    """The shares of parts in a whole, which also has a rest; empty if all are 0."""
    total = sum(parts.values()) + rest
    return {name: part / total for name, part in parts.items()} if total > 0.0 else {}
