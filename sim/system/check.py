"""Contradictions between parts of a system that are each right by themselves."""

from __future__ import annotations

import math
from collections.abc import Iterator
from difflib import get_close_matches

from sim.clock import HOURS_PER_DAY, week
from sim.system import System
from sim.system.alliances import wrong_alliances
from sim.system.critical import wrong_pathways
from sim.system.experts import too_many_away
from sim.system.faults import Fault
from sim.system.fields import nearest
from sim.system.flows import broken_flows
from sim.system.idle import idle_keys
from sim.system.joint_wards import wrong_joint_wards
from sim.system.kept import wrong_kept
from sim.system.leading import wrong_lead
from sim.system.network import Facility
from sim.system.operating import broken_surgery
from sim.system.patience import endless_waits
from sim.system.services import CLINIC, Kind, Service
from sim.system.ways import TOLERANCE, wrong_ways

_MISSPELT = 0.8
# A condition may well need what this network's flows have not; only a name that looks like one of
# theirs is a slip.


def contradictions(system: System) -> list[Fault]:
    """Return what does not fit together, each with its key; none in a system that can run."""
    return [
        *_nothing(system),
        *_names(system),
        *_timetables(system),
        *_discharge(system),
        *_conditions(system),
        *broken_flows(system),
        *_facilities(system),
        *_homes(system),
        *wrong_lead(system),
        *wrong_ways(system),
        *wrong_alliances(system),
        *_remote(system),
        *_outreach(system),
        *_away(system),
        *_chronic(system),
        *wrong_pathways(system),
        *wrong_joint_wards(system),
        *wrong_kept(system),
        *endless_waits(system),
        *idle_keys(system),
    ]


def _nothing(system: System) -> Iterator[Fault]:
    parts = {
        "network.facilities": system.network.facilities,
        "network.homes": system.network.homes,
        "conditions": system.conditions,
    }
    for key, part in parts.items():
        if not part:
            yield Fault(key, "{}", "at least one")


def _discharge(system: System) -> Iterator[Fault]:
    begin, end = system.admission.discharge_hours or (0.0, HOURS_PER_DAY)
    if not begin <= end <= HOURS_PER_DAY:
        expected = "two hours of a day, in order"
        yield Fault("admission.discharge_hours", f"{begin:g}, {end:g}", expected)


def _names(system: System) -> Iterator[Fault]:
    """A station's full name is facility/station, so that no name holds a stroke."""
    for name, facility in system.network.facilities.items():
        key = f"network.facilities.{name}"
        named = {key: name}
        named |= {f"{key}.stations.{station}": station for station in facility.stations}
        named |= {f"{key}.clinics.{specialty}": specialty for specialty in facility.clinics}
        named |= {f"{key}.wards.{ward}": ward for ward in facility.wards}
        for where, given in named.items():
            if "/" in given or not given:
                yield Fault(where, given, "a name without /")


def _chronic(system: System) -> Iterator[Fault]:
    """Control spares exacerbations, or changes nothing."""
    for name, row in system.chronic.items():
        if row.exacerbations_controlled > row.exacerbations_uncontrolled:
            expected = f"at most the {row.exacerbations_uncontrolled:g} without control"
            key = f"chronic.{name}.exacerbations_controlled"
            yield Fault(key, f"{row.exacerbations_controlled:g}", expected)


def _timetables(system: System) -> Iterator[Fault]:
    for name, timetable in system.care.timetables.items():
        try:
            week(timetable.sessions)
        except ValueError as error:
            yield Fault(
                f"care.timetables.{name}.sessions", ", ".join(timetable.sessions), str(error)
            )
    for hours, key in _hours(system).items():
        if hours not in {"always", *system.care.timetables}:
            hint = nearest(hours, system.care.timetables)
            yield Fault(key, hours, "a timetable that is described", hint)


def _hours(system: System) -> dict[str, str]:
    """The timetables of stations and clinics, those that nobody has written too: with one key."""
    found: dict[str, str] = {}
    for name, facility in system.network.facilities.items():
        for part in ("stations", "clinics"):
            for one, described in getattr(facility, part).items():
                key = f"network.facilities.{name}.{part}.{one}.hours"
                found.setdefault(described.hours, key)
    return found


def _conditions(system: System) -> Iterator[Fault]:
    used = sorted({line.service for flow in system.care.flows.values() for line in flow})
    for name, condition in system.conditions.items():
        yield from _sum_to_one(f"conditions.{name}.acuity", condition.acuity)
        if condition.operation_grades is not None:
            yield from _sum_to_one(
                f"conditions.{name}.operation_grades", condition.operation_grades
            )
        again = math.fsum(condition.follow_up.again)
        if again > 1.0 + TOLERANCE:
            where = f"conditions.{name}.follow_up.again"
            yield Fault(where, f"{again:g} in all", "shares that add up to at most 1")
        for i, modality in enumerate(condition.informed_by):
            if system.remote and modality not in system.remote:
                expected, hint = "a modality of remote", nearest(modality, system.remote)
                yield Fault(f"conditions.{name}.informed_by.{i}", modality, expected, hint)
        for key in ("needs", "minutes"):
            for service in getattr(condition, key):
                if service in used:
                    continue
                if meant := get_close_matches(service, used, n=1, cutoff=_MISSPELT):
                    where = f"conditions.{name}.{key}"
                    yield Fault(where, service, "a service of some flow", meant[0])


def _sum_to_one(key: str, shares: tuple[float, ...]) -> Iterator[Fault]:
    total = math.fsum(shares)
    if abs(total - 1.0) > TOLERANCE:
        yield Fault(key, f"{total:g} in all", "shares that add up to 1")


def _facilities(system: System) -> Iterator[Fault]:
    for name, facility in system.network.facilities.items():
        key = f"network.facilities.{name}"
        yield from _flow(system, f"{key}.clinic", facility, facility.clinic)
        yield from _flow(system, f"{key}.emergency", facility, facility.emergency)
        for condition, flow in facility.flow_for.items():
            yield from _flow(system, f"{key}.flow_for.{condition}", facility, flow)
        yield from _rooms(system, key, facility)
        yield from _wards(system, key, facility)
        yield from broken_surgery(system, key, facility)


def _flow(system: System, key: str, facility: Facility, name: str | None) -> Iterator[Fault]:
    for line in system.care.flows.get(name or "", ()):
        if not _has_station(facility, line):
            station = line.station or line.service
            expected = f"a flow whose stations the facility has; it has no {station!r}"
            yield Fault(key, str(name), expected, nearest(station, facility.stations))


def _has_station(facility: Facility, line: Service) -> bool:
    station = line.station or line.service
    if line.kind in {Kind.RESULTS, Kind.DECISION} or line.reading:
        return True  # without readers of its own a facility has its recordings read as it can
    return bool(facility.clinics) if station == CLINIC else station in facility.stations


def _rooms(system: System, key: str, facility: Facility) -> Iterator[Fault]:
    if facility.clinic is None or not facility.clinics:
        return
    if "general" not in facility.clinics:
        needed = {condition.specialty for condition in system.conditions.values()}
        missing = sorted(needed - set(facility.clinics))
        if missing:
            yield Fault(
                f"{key}.clinics",
                ", ".join(facility.clinics),
                f"a room for each specialty, or a general one; without: {', '.join(missing)}",
            )
    for specialty, clinic in facility.clinics.items():
        for what, number in (("doctors", clinic.doctors), ("tickets", clinic.tickets)):
            if number == 0:
                yield Fault(f"{key}.clinics.{specialty}.{what}", "0", "at least 1")


def _wards(system: System, key: str, facility: Facility) -> Iterator[Fault]:
    for i, other in enumerate(facility.steps_down_to):
        target = system.network.facilities.get(other)
        if target is not None and not target.every_ward():
            yield Fault(f"{key}.steps_down_to.{i}", other, "a facility with a ward")
    taken: dict[str, str] = {}
    for name, ward in facility.wards.items():
        for specialty in ward.specialties:
            if taken.setdefault(specialty, name) != name:
                expected = f"specialties of no other ward; {taken[specialty]} takes it"
                yield Fault(f"{key}.wards.{name}.specialties", specialty, expected)
        if not ward.specialties:
            yield Fault(f"{key}.wards.{name}.specialties", "none", "at least one")
    yield from _lenders(key, facility)


def _lenders(key: str, facility: Facility) -> Iterator[Fault]:
    """Beds are borrowed from another ward of the same facility."""
    known = [*(["ward"] if facility.ward else []), *facility.wards]
    for service, ward in facility.every_ward().items():
        own = service.removeprefix("ward.")
        lender = ward.borrows_from
        if lender is not None and (lender not in known or lender == own):
            at = "ward" if service == "ward" else f"wards.{own}"
            expected = "another ward of the facility"
            yield Fault(f"{key}.{at}.borrows_from", lender, expected, nearest(lender, known))


def _homes(system: System) -> Iterator[Fault]:
    for name, home in system.network.homes.items():
        key = f"network.homes.{name}"
        first = home.first_contact
        for group in ("suited", "not_suited", "emergency") if first is not None else ():
            yield from _sum_to_one(
                f"{key}.first_contact.{group}", tuple(getattr(first, group).values())
            )
        base = system.network.facilities.get(home.base or "")
        if base is not None and base.clinic is None:
            yield Fault(f"{key}.base", str(home.base), "a facility with a clinic flow")


def _remote(system: System) -> Iterator[Fault]:
    for name, reading in system.remote.items():
        yield from _hub(system, name)
        for i, member in enumerate(reading.members):
            if name not in _modalities(system, member):
                key = f"remote.{name}.members.{i}"
                yield Fault(key, member, f"a facility whose flows have an order of reading {name}")


def _hub(system: System, name: str) -> Iterator[Fault]:
    """A hub with readers, wherever recordings are sent to one."""
    reading = system.remote[name]
    if reading.hub is None:
        if reading.members:
            expected = "a facility, since there are members that send to it"
            yield Fault(f"remote.{name}.hub", "(left out)", expected)
        return
    hub = system.network.facilities.get(reading.hub)
    if hub is not None and reading.station not in hub.stations:
        given = reading.station or "(left out)"
        hint = nearest(given, hub.stations)
        yield Fault(f"remote.{name}.station", given, f"a station of {reading.hub}", hint)


def _modalities(system: System, facility: str) -> set[str | None]:
    """The modalities that a facility's flows record."""
    place = system.network.facilities.get(facility)
    flows = place.flows if place is not None else ()
    return {line.reading for flow in flows for line in system.care.flows.get(flow, ())}


def _outreach(system: System) -> Iterator[Fault]:
    (begin, noon), (start, end) = system.outreach.morning, system.outreach.afternoon
    if not begin < noon <= HOURS_PER_DAY:
        yield Fault("outreach.morning", f"{begin:g}, {noon:g}", "two hours of a day, in order")
    elif not noon <= start < end <= HOURS_PER_DAY:
        expected = "two hours of a day, in order, after the morning"
        yield Fault("outreach.afternoon", f"{start:g}, {end:g}", expected)
    for i, line in enumerate(system.outreach.clinics):
        giver = system.network.facilities.get(line.expert_from)
        if giver is not None and line.specialty not in giver.clinics and not giver.beyond:
            yield Fault(
                f"outreach.clinics.{i}.specialty",
                line.specialty,
                f"a specialty with a consulting room at {line.expert_from}",
                nearest(line.specialty, giver.clinics),
            )


def _away(system: System) -> Iterator[Fault]:
    """Experts are zero-sum: no more may be away at a time than the rooms have doctors."""
    for i, room, doctors in too_many_away(system):
        line = system.outreach.clinics[i]
        expected = f"fewer: {line.expert_from} has {doctors} doctors in {room} to send"
        yield Fault(f"outreach.clinics.{i}.half_days", str(line.half_days), expected)
