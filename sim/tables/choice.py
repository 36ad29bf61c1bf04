"""Choice: utilities of facilities, as far as they are known before a run."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sim.clock import HOURS_PER_DAY, HOURS_PER_MINUTE
from sim.contract import NOWHERE
from sim.luck import name_number
from sim.system import System
from sim.system.network import FirstContact
from sim.system.reach import nearest_emergency, within_reach
from sim.tables.costs import expected_costs
from sim.tables.names import Names
from sim.tables.rows import AdmissionRow, AppealRow, ChoiceRow, HomeRow, OptionRow

_ACUITIES = 4
Utilities = dict[str, float]


def choice_row(system: System) -> ChoiceRow:
    """Return what holds for every choice."""
    choice = system.access.choice
    weights = choice.wait_per_hour, choice.ticket_per_day, choice.trust, choice.cost_per_100_cny
    return ChoiceRow(
        weighs=int(any(weights)),
        learns=int(choice.wait_per_hour != 0.0),
        wait=choice.wait_per_hour,
        ticket=choice.ticket_per_day / HOURS_PER_DAY,
        memory=choice.memory_days * HOURS_PER_DAY,
    )


def home_rows(system: System, names: Names) -> list[HomeRow]:
    """Return the rows of homes."""
    codes = {name: code for code, name in enumerate(names.facilities)}
    return [
        HomeRow(
            base=codes.get(home.base or "", NOWHERE),
            whole=int(home.first_contact is None),
            emergency=codes.get(nearest_emergency(system, name) or "", NOWHERE),
            contracted=max(home.contracted, system.access.family_doctors.contracted),
        )
        for name, home in system.network.homes.items()
    ]


def options(system: System, names: Names) -> list[list[list[OptionRow]]]:
    """Return for each home the facilities to choose from, with what they are worth.

    Of a home with observed shares, by reason; of any other, by acuity.
    """
    return [
        [_rows(names, worth) for worth in worths(system, name)] for name in system.network.homes
    ]


def worths(system: System, name: str) -> Iterator[Utilities]:
    """Yield for a home the utilities by reason, and none for a fourth; or by acuity."""
    contact = system.network.homes[name].first_contact
    if contact is None:
        reach = within_reach(system, name)
        for acuity in range(_ACUITIES):
            yield {facility: _whole(system, name, facility, acuity) for facility in reach}
        return
    for shares in (contact.suited, contact.not_suited, contact.emergency):
        yield {
            facility: math.log(share) + _nearer(system, name, contact, facility)
            for facility, share in shares.items()
            if share > 0.0
        }
    yield {}


def _whole(system: System, home: str, facility: str, acuity: int) -> float:
    """The utility of a tier and of the way to it."""
    choice = system.access.choice
    tier = system.network.facilities[facility].tier
    constant = choice.tiers[tier][acuity] if tier in choice.tiers else 0.0
    way = system.network.travel(home, facility) or 0.0
    return constant + choice.travel_per_hour * way * HOURS_PER_MINUTE


def _nearer(system: System, home: str, contact: FirstContact, facility: str) -> float:
    """The utility of what has become of the way since the shares were observed."""
    before = contact.travel_minutes.get(facility)
    way = system.network.travel(home, facility)
    if before is None or way is None:
        return 0.0
    return system.access.choice.travel_per_hour * (way - before) * HOURS_PER_MINUTE


def _rows(names: Names, worths: Utilities) -> list[OptionRow]:
    """Options, and NOWHERE up to the same length for all.

    The utility of a multinomial logit that reproduces observed shares is their logarithm.
    """
    rows = [
        OptionRow(names.facilities.index(name), worth, name_number(name))
        for name, worth in worths.items()
    ]
    return rows + [OptionRow(NOWHERE, 0.0, 0)] * (len(names.facilities) + 1 - len(rows))


def stays_home(system: System) -> list[float]:
    """Return the utility of seeking no care by acuity; minus infinity: all seek it."""
    utilities = system.access.choice.stays_home
    return [-math.inf] * _ACUITIES if utilities is None else list(utilities)


def compliance(system: System) -> list[list[float]]:
    """Return by home and acuity who goes to the own base; emergencies (1, 2) are exempt."""
    access = system.access
    factors = (0.0, 0.0, *access.compliance_by_acuity)
    return [
        [
            min(1.0, access.gatekeeping_compliance * home.compliance_factor * factor)
            for factor in factors
        ]
        for home in system.network.homes.values()
    ]


def appeals(system: System, admissions: list[list[AdmissionRow]]) -> list[list[AppealRow]]:
    """Return what trust and costs of each facility are worth to patients with each condition."""
    choice, conditions = system.access.choice, list(system.conditions.values())
    costs = expected_costs(system, admissions)
    before = expected_costs(system, admissions, incentives=False)
    per_cny = choice.cost_per_100_cny / 100.0
    return [
        [
            AppealRow(
                gained=choice.trust * facility.trust_gain.get(condition.specialty, 0.0),
                whole=choice.trust * facility.trusted(condition.specialty),
                cost_gained=per_cny * (costs[f][c] - before[f][c]),
                cost_whole=per_cny * costs[f][c],
            )
            for c, condition in enumerate(conditions)
        ]
        for f, facility in enumerate(system.network.facilities.values())
    ]
