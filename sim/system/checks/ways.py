"""Ways: every facility can be reached, the minutes are known, and no way goes round in circles."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sim.system import System
from sim.system.checks.shares import TOLERANCE
from sim.system.faults import Fault
from sim.system.reach import first_contacts, receives

_MINUTES = "minutes, or coordinates (at) of both"


def wrong_ways(system: System) -> Iterator[Fault]:
    """Yield faults of the ways of patients."""
    yield from _unreachable(system)
    yield from _nowhere_to_go(system)
    yield from _transfers(system)
    yield from _travel(system)
    yield from _referral(system)
    yield from _down(system)
    yield from _fixed(system)


def _unreachable(system: System) -> Iterator[Fault]:
    facilities = system.network.facilities
    reached = {name for home in system.network.homes for name in _first_contacts(system, home)}
    reached |= {line.at for line in system.outreach.clinics}
    reached |= {place for one in system.diary.values() for place in (one.home, one.at)}
    for name, facility in facilities.items():
        reached |= {*_up(system, name), *facility.steps_down_to}
    for name in facilities:
        if name not in reached:
            yield Fault(
                f"network.facilities.{name}",
                "out of reach",
                "to be in some home's first_contact (or within its reach), refers_to, "
                "steps_down_to or the diary",
            )


def _first_contacts(system: System, name: str) -> set[str]:
    """The facilities that residents go to first, their own base included."""
    base = system.network.homes[name].base
    return {*first_contacts(system, name), *([base] if base else [])}


def _nowhere_to_go(system: System) -> Iterator[Fault]:
    for name, home in system.network.homes.items():
        if home.first_contact is None and not first_contacts(system, name):
            expected = "shares, or a facility within access.choice.reach_minutes"
            yield Fault(f"network.homes.{name}.first_contact", "(missing)", expected)


def _up(system: System, name: str) -> set[str]:
    """The facilities that patients may be sent up to: by capability, alliance or fixed share."""
    facility = system.network.facilities.get(name)
    fixed = {to for to, share in system.referral.fixed.get(name, {}).items() if share > 0.0}
    return fixed | _allied(system, name) | set(facility.refers_to if facility is not None else ())


def _allied(system: System, name: str) -> set[str]:
    """The leads of a facility's alliances."""
    return {one.lead for one in system.referral.alliances if name in one.members}


def _transfers(system: System) -> Iterator[Fault]:
    """Minutes between facilities are known where patients or experts travel."""
    for name, facility in system.network.facilities.items():
        uses = {
            "refers_to": facility.refers_to,
            "steps_down_to": facility.steps_down_to,
            "referral.alliances": _allied(system, name) - set(facility.refers_to),
            f"referral.fixed.{name}": set(system.referral.fixed.get(name, {}))
            - set(facility.refers_to),
        }
        for use, others in uses.items():
            for other in sorted(set(others)):
                if system.network.transfer(name, other) is None:
                    where = f"network.facilities.{name}.transfer_minutes.{other}"
                    yield Fault(where, "(missing)", f"{_MINUTES}, since {other} is in {use}")


def _travel(system: System) -> Iterator[Fault]:
    """Minutes from home are known: to first contacts, and to visiting experts."""
    for name in system.network.homes:
        first = _first_contacts(system, name)
        met = _onward(system, first) & {line.at for line in system.outreach.clinics}
        for facility in sorted(first | met):
            if system.network.travel(name, facility) is None:
                why = "go there" if facility in first else "come back there for the visiting expert"
                where = f"network.homes.{name}.travel_minutes.{facility}"
                yield Fault(where, "(missing)", f"{_MINUTES}, since residents of {name} {why}")


def _onward(system: System, first: set[str]) -> set[str]:
    """All facilities that patients may come to from the first ones."""
    found: set[str] = set()
    waiting = set(first)
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= _up(system, name) - found
    return found


def _referral(system: System) -> Iterator[Fault]:
    for name, facility in system.network.facilities.items():
        for role in ("refers_to", "steps_down_to"):
            if name in getattr(facility, role):
                yield Fault(f"network.facilities.{name}.{role}", name, "other facilities")
        for i, other in enumerate(facility.refers_to):
            target = system.network.facilities.get(other)
            if target is not None and not receives(target):
                where = f"network.facilities.{name}.refers_to.{i}"
                yield Fault(where, other, "a facility with a clinic or an emergency flow")


def _down(system: System) -> Iterator[Fault]:
    """The way down does not come round to its begin."""
    for name, facility in system.network.facilities.items():
        others = [other for other in facility.steps_down_to if other != name]
        if name in _below(system, others):
            where = f"network.facilities.{name}.steps_down_to"
            yield Fault(where, ", ".join(others), f"hospitals that do not lead back to {name}")


def _below(system: System, first: list[str]) -> set[str]:
    """All facilities to which patients may come down from the first ones."""
    found: set[str] = set()
    waiting = set(first)
    while waiting:
        name = waiting.pop()
        found.add(name)
        place = system.network.facilities.get(name)
        waiting |= set(place.steps_down_to if place is not None else ()) - found
    return found


def _fixed(system: System) -> Iterator[Fault]:
    """Fixed probabilities add up to at most 1, lead to facilities that receive, and end."""
    fixed = system.referral.fixed
    for name, shares in fixed.items():
        total = math.fsum(shares.values())
        if total > 1.0 + TOLERANCE:
            expected = "shares that add up to at most 1"
            yield Fault(f"referral.fixed.{name}", f"{total:g} in all", expected)
        elif not any(_leaves(system, other) for other in _onward(system, {name})):
            yield Fault(f"referral.fixed.{name}", "no way out", "a chance to go home somewhere")
        for other in shares:
            target = system.network.facilities.get(other)
            if target is not None and not receives(target):
                expected = "a facility with a clinic or an emergency flow"
                yield Fault(f"referral.fixed.{name}.{other}", other, expected)


def _leaves(system: System, name: str) -> bool:
    """Whether an episode can end at a facility."""
    shares = system.referral.fixed.get(name)
    return shares is None or math.fsum(shares.values()) < 1.0 - TOLERANCE
