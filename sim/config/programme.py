"""A programme over time: when each lever is in force, and the phases that come of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import field
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from pydantic.dataclasses import dataclass

from sim.config.check import checked
from sim.config.levers import lever_class
from sim.config.schema import meant
from sim.policies.base import Policy
from sim.system import System
from sim.system.faults import Fault
from sim.system.fields import STRICT, Day, nearest

Levers = Mapping[str, Policy]
Names = Mapping[str, set[str]]

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Period:
    """Days on which a lever is in force."""

    first: Day | None = None
    """First day; left out: the first one of the run."""
    last: Day | None = None
    """Last day; left out: the lever stays."""
    doses: dict[str, Any] = field(default_factory=dict)
    """Keys of the lever that are otherwise in this period, such as ``members``."""

    def holds(self, day: date) -> bool:
        """Return whether a day lies within the period."""
        return (self.first or day) <= day <= (self.last or day)

    def meets(self, other: Period) -> bool:
        """Return whether there is a day that lies within both."""
        begins = max(one.first or date.min for one in (self, other))
        return begins <= min(one.last or date.max for one in (self, other))


Programme = Mapping[str, tuple[Period, ...]]


def wrong_programme(programme: Programme, policies: Levers) -> Iterator[Fault]:
    """Yield levers that are not chosen, and periods that end before they begin, or meet."""
    for lever, periods in programme.items():
        if lever not in policies:
            expected = f"a lever that is chosen: {', '.join(policies) or 'policy=[…] names none'}"
            yield Fault(f"programme.{lever}", lever, expected, nearest(lever, list(policies)))
        for i, period in enumerate(periods):
            if period.first and period.last and period.last < period.first:
                expected = f"a day that is not before the first, {period.first}"
                yield Fault(f"programme.{lever}.{i}.last", str(period.last), expected)
        for (i, one), (k, other) in combinations(enumerate(periods), 2):
            if one.meets(other):
                expected = f"days after those of period {i}: one period at a time"
                yield Fault(f"programme.{lever}.{k}.first", str(other.first), expected)


def dosed(
    programme: Programme, entries: Mapping[str, Any], names: Names
) -> tuple[dict[tuple[str, int], Policy], list[Fault]]:
    """Return the lever of each period with its doses, and what is wrong with them."""
    levers: dict[tuple[str, int], Policy] = {}
    faults: list[Fault] = []
    for lever, periods in programme.items():
        kind = lever_class(entries.get(lever))
        if kind is None:
            continue  # said already
        usual = {key: value for key, value in entries[lever].items() if key != "_target_"}
        for i, period in enumerate(periods):
            where = ("programme", lever, i, "doses")
            found = checked(kind, meant(kind, {**usual, **period.doses}), names, where)
            faults += found.faults
            if found.value is not None and not found.faults:
                levers[lever, i] = found.value
    return levers, faults


def phases(
    programme: Programme, policies: Levers, levers: Mapping[tuple[str, int], Policy], start: date
) -> list[tuple[date, dict[str, Policy]]]:
    """Return the levers that are in force from each day on which that changes.

    The first day is that of the run; levers without periods are in force all the time, in the
    order in which they were chosen.
    """
    periods = [one for some in programme.values() for one in some]
    firsts = [one.first for one in periods if one.first]
    ends = [one.last + _DAY for one in periods if one.last]
    days = sorted({day for day in (*firsts, *ends) if day > start})
    return [(day, _in_force(programme, policies, levers, day)) for day in (start, *days)]


def _in_force(
    programme: Programme, policies: Levers, levers: Mapping[tuple[str, int], Policy], day: date
) -> dict[str, Policy]:
    """The levers that are in force on a day."""
    found = {}
    for lever, policy in policies.items():
        if lever not in programme:
            found[lever] = policy
        for i, period in enumerate(programme.get(lever, ())):
            if period.holds(day) and (lever, i) in levers:
                found[lever] = levers[lever, i]
    return found


def timed(config: Mapping[str, Any], known: Collection[str]) -> dict[str, Any]:
    """Return a configuration with the periods of its own levers only.

    A comparison has scenarios without them. Periods of levers that are not ``known`` stay, to be
    told.
    """
    mine, programme = config.get("policy") or {}, config.get("programme")
    if not isinstance(programme, Mapping):
        return dict(config)
    kept = {name: one for name, one in programme.items() if name in mine or name not in known}
    return {**config, "programme": kept}


def wrong_phases(systems: list[System]) -> Iterator[Fault]:
    """Yield a fault if phases differ in what patients who are under way go by: flows and names."""
    if any(_codes(one) != _codes(systems[0]) for one in systems):
        expected = "levers that leave flows, places and diseases as they are"
        yield Fault("programme", "levers that change them", expected)


def _codes(system: System) -> tuple[Any, ...]:
    """What has codes that patients carry from one phase to the next."""
    network = system.network
    return (
        [(name, one.flows, one.flow_for) for name, one in network.facilities.items()],
        [[line.service for line in flow] for flow in system.care.flows.values()],
        *(list(part) for part in (network.homes, system.conditions)),
        *(list(part) for part in (system.remote, system.pathways)),
        system.chronic,
    )
