"""Urgent letters: urgent patients a year who go up with a letter, and their beds; closed form.

The green channel uses it to set how much it keeps. It follows one way up, from the first contact to
the first facility that can treat the case. Readings, critical values, alliances, pathways,
unnecessary referrals and waits are not in it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sim.clock import DAYS_PER_YEAR
from sim.system import System
from sim.system.acuity import CRITICAL, LAST_URGENT
from sim.system.expected import first_contacts_a_year
from sim.system.network import Ward

_LEAST_LOAD = 0.5
"""Beds in use below which no bed is kept: it would be empty most of the time."""

Letters = dict[str, dict[str, float]]
"""Patients a year by the facility that receives them, then by condition."""


@dataclass(frozen=True)
class _Group:
    """Urgent patients of a condition whom one facility sends to another with a letter."""

    target: str
    condition: str
    patients: float
    complexity: float


def urgent_letters_a_year(system: System) -> Letters:
    """Return the urgent patients a year whom each facility receives with a letter."""
    found: Letters = defaultdict(lambda: defaultdict(float))
    for group in _groups(system):
        found[group.target][group.condition] += group.patients
    return {name: dict(rows) for name, rows in found.items()}


def channel_load(system: System, use: float) -> dict[str, dict[str, float]]:
    """Return the beds that patients by the channel use, by facility and ward.

    By Little's law: arrivals times stay. ``use`` is the share of the urgent letters that go by it.
    """
    load: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for group in _groups(system):
        facility = system.network.facilities[group.target]
        service = facility.ward_of(system.conditions[group.condition].specialty)
        if service is not None:
            days = _bed_days(system, facility.every_ward()[service], group)
            load[group.target][service.removeprefix("ward.")] += (
                group.patients * use * days / DAYS_PER_YEAR
            )
    return {name: dict(wards) for name, wards in load.items()}


def channel_beds(system: System, use: float) -> dict[str, dict[str, int]]:
    """Return the beds to keep for patients by the channel, by facility and ward.

    It is their load, rounded up; none where they fill less than half a bed.
    """
    beds = {
        name: {ward: math.ceil(load) for ward, load in wards.items() if load >= _LEAST_LOAD}
        for name, wards in channel_load(system, use).items()
    }
    return {name: wards for name, wards in beds.items() if wards}


def _groups(system: System) -> Iterator[_Group]:
    """Urgent patients a year who go up with a letter, by both facilities and condition."""
    for name, rows in first_contacts_a_year(system).items():
        for (condition, acuity), patients in rows.items():
            if acuity <= LAST_URGENT:
                share = _with_letter(system, name, acuity)
                yield from _sent_up(system, name, condition, patients * share)


def _with_letter(system: System, name: str, acuity: int) -> float:
    """The share of the urgent cases beyond a facility that go up with a letter."""
    facility, referral = system.network.facilities[name], system.referral
    seen = facility.recognition
    if seen is None:
        seen = referral.recognition.get(facility.tier, 1.0)
    formal = referral.formal_share
    return seen * referral.acceptance * (formal.critical if acuity == CRITICAL else formal.urgent)


def _sent_up(system: System, name: str, condition: str, patients: float) -> Iterator[_Group]:
    """Where the patients of a facility go: to the first that can treat the case."""
    facilities = system.network.facilities
    known = facilities[name].can_treat(condition)
    for target in facilities[name].refers_to:
        able = facilities[target].can_treat(condition)
        if able > known:
            yield _Group(target, condition, patients * (able - known), (able + known) / 2.0)
            known = able


def _bed_days(system: System, ward: Ward, group: _Group) -> float:
    """Days in a ward that an urgent patient is expected to take, admitted or not."""
    condition, rules = system.conditions[group.condition], system.admission
    admitted = min(1.0, condition.emergency_admission * ward.admission_factor)
    admitted *= 1.0 + rules.complexity_slope * (2.0 * group.complexity - 1.0)
    own = ward.stay_days_for.get(group.condition)
    stay = ward.stay_days.average * condition.stay_factor if own is None else own.average
    return min(1.0, admitted) * (1.0 - rules.observed_share) * stay
