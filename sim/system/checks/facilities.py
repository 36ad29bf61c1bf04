"""Facilities: they have the stations of their flows, consulting rooms and wards."""

from __future__ import annotations

from collections.abc import Iterator

from sim.system import System
from sim.system.checks.surgery import broken_surgery
from sim.system.faults import Fault
from sim.system.fields import nearest
from sim.system.network import Facility
from sim.system.services import CLINIC, Kind, Service


def wrong_facilities(system: System) -> Iterator[Fault]:
    """Yield faults in the flows, rooms, wards and theatres of facilities."""
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
        return True  # a facility without readers of its own has its recordings read elsewhere
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
