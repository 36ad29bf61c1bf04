"""Urgent letters: who is referred up as an emergency in a year, and into which beds; closed form.

The green channel sizes by it what it keeps. It follows one way up, from the first contact: whoever
is sent up goes where the case can be treated. Readings, unnecessary referrals and waits are not in
it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from sim.system import System
from sim.system.expected import first_contacts_a_year
from sim.system.network import Ward

_URGENT = 2
"""Acuity up to which a patient is an emergency."""
_DAYS = 365.0

Letters = dict[str, dict[str, float]]
"""Patients a year by the facility that receives them, then by condition."""


def urgent_letters_a_year(system: System) -> Letters:
    """Return the urgent patients a year whom each facility receives with a letter."""
    found: Letters = defaultdict(lambda: defaultdict(float))
    for name, rows in first_contacts_a_year(system).items():
        for (condition, acuity), patients in rows.items():
            if acuity <= _URGENT:
                for target, share in _with_letter(system, name, condition):
                    found[target][condition] += patients * share
    return {name: dict(rows) for name, rows in found.items()}


def _with_letter(system: System, name: str, condition: str) -> Iterator[tuple[str, float]]:
    """Where the urgent patients of a facility go with a letter, and the share who do."""
    facility = system.network.facilities[name]
    seen = facility.recognition
    if seen is None:
        seen = system.referral.recognition.get(facility.tier, 1.0)
    formal = system.referral.formal_share.get(facility.tier, 1.0)
    known = facility.capability_for.get(condition, facility.capability)
    for target in facility.refers_to:
        there = system.network.facilities[target]
        able = there.capability_for.get(condition, there.capability)
        if able > known:
            yield target, (able - known) * seen * system.referral.acceptance * formal
            known = able


def channel_beds(system: System, use: float) -> dict[str, dict[str, int]]:
    """Return the beds by facility and ward that those take who come by the channel.

    By Little's law, arrivals times stay, rounded up: at least one where any are expected.
    """
    days: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for name, rows in urgent_letters_a_year(system).items():
        facility = system.network.facilities[name]
        for condition, letters in rows.items():
            service = facility.ward_of(system.conditions[condition].specialty)
            if service is not None:
                ward = facility.every_ward()[service]
                days[name][service] += letters * use * _bed_days(system, ward, condition)
    return {
        name: {
            service.removeprefix("ward."): math.ceil(load / _DAYS)
            for service, load in rows.items()
            if load > 0.0
        }
        for name, rows in days.items()
    }


def _bed_days(system: System, ward: Ward, name: str) -> float:
    """Days in a ward that an urgent patient is expected to take, admitted or not."""
    condition = system.conditions[name]
    admitted = min(1.0, condition.emergency_admission * ward.admission_factor)
    own = ward.stay_days_for.get(name)
    stay = ward.stay_days.average * condition.stay_factor if own is None else own.average
    return admitted * (1.0 - system.admission.observed_share) * stay
