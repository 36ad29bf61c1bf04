"""Choice: the utilities of facilities, as far as they are known before a run."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from sim.clock import HOURS_PER_DAY, HOURS_PER_MINUTE
from sim.contract import NOWHERE
from sim.luck import name_number
from sim.system import System
from sim.system.network import FirstContact
from sim.system.reach import within_reach
from sim.tables.costs import expected_costs
from sim.tables.names import Names
from sim.tables.wards import AdmissionRow

_ACUITIES = 4
Utilities = dict[str, float]


@dataclass(slots=True)
class OptionRow:
    """A facility that residents of a home may choose."""

    facility: int
    utility: float  # log of the observed share, or tier and way
    luck: int  # number of its name


@dataclass(slots=True)
class AppealRow:
    """The utility of a facility's trust and costs, to patients with a condition."""

    gained: float  # utility of the change since shares were observed
    whole: float
    cost_gained: float
    cost_whole: float


@dataclass(slots=True)
class ChoiceTables:
    """What draws patients to a facility."""

    weighs: int  # 1: utilities change with more than the home
    learns: int  # 1: expected waits follow what patients experience
    wait: float  # utility of an hour in the clinic
    ticket: float  # utility of an hour until the next free ticket
    memory: float  # hours after which an experience counts e-fold less
    whole: list[int]  # [home] 1: by whole utilities, 0: by observed shares and what changed since
    option: list[list[list[OptionRow]]]  # [home][reason, or acuity - 1 if whole], then NOWHERE
    stays_home: list[float]  # [acuity - 1] utility of seeking no care
    appeal: list[list[AppealRow]]  # [facility][condition]
    expected_wait: list[float]  # [facility] hours until the doctor, when a run begins
    expected_ticket: list[float]  # [facility] hours until a ticket, when shares were observed


def lower_choice(
    system: System, names: Names, admissions: list[list[AdmissionRow]]
) -> ChoiceTables:
    """Return the tables of the choice of a facility."""
    choice, facilities = system.access.choice, system.network.facilities.values()
    weights = choice.wait_per_hour, choice.ticket_per_day, choice.trust, choice.cost_per_100_cny
    return ChoiceTables(
        weighs=int(any(weights)),
        learns=int(choice.wait_per_hour != 0.0),
        wait=choice.wait_per_hour,
        ticket=ticket_per_hour(system),
        memory=choice.memory_days * HOURS_PER_DAY,
        whole=[int(home.first_contact is None) for home in system.network.homes.values()],
        option=options(system, names),
        stays_home=stays_home(system),
        appeal=appeals(system, admissions),
        expected_wait=[one.expected_wait_minutes * HOURS_PER_MINUTE for one in facilities],
        expected_ticket=[one.expected_ticket_days * HOURS_PER_DAY for one in facilities],
    )


def ticket_per_hour(system: System) -> float:
    """Return the utility of an hour until the next free ticket."""
    return system.access.choice.ticket_per_day / HOURS_PER_DAY


def options(system: System, names: Names) -> list[list[list[OptionRow]]]:
    """Return for each home the facilities to choose from, with their utilities.

    They are by reason for a home with observed shares, by acuity for any other.
    """
    return [
        [_rows(names, worth) for worth in worths(system, name)] for name in system.network.homes
    ]


def worths(system: System, name: str) -> Iterator[Utilities]:
    """Yield the utilities for a home: by reason (the fourth has none), or by acuity."""
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
    """The utility of a facility's tier and of the way to it."""
    choice = system.access.choice
    tier = system.network.facilities[facility].tier
    constant = choice.tiers[tier][acuity] if tier in choice.tiers else 0.0
    way = system.network.travel(home, facility) or 0.0
    return constant + choice.travel_per_hour * way * HOURS_PER_MINUTE


def _nearer(system: System, home: str, contact: FirstContact, facility: str) -> float:
    """The utility of the change in the way since the shares were observed."""
    before = contact.travel_minutes.get(facility)
    way = system.network.travel(home, facility)
    if before is None or way is None:
        return 0.0
    return system.access.choice.travel_per_hour * (way - before) * HOURS_PER_MINUTE


def _rows(names: Names, worths: Utilities) -> list[OptionRow]:
    """Options, filled up with NOWHERE to the same length for all.

    A multinomial logit reproduces observed shares if its utilities are their logarithms.
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


def appeals(system: System, admissions: list[list[AdmissionRow]]) -> list[list[AppealRow]]:
    """Return the utility of trust and costs, by facility and condition."""
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
