"""Idle: keys without any effect, because of another key."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sim.clock import MINUTES_PER_HOUR
from sim.system import System
from sim.system.checks.timetables import longest_session
from sim.system.faults import Fault
from sim.system.fields import nearest
from sim.system.network import Facility, Home, Station, Ward
from sim.system.services import Kind, Otherwise, Service

_INPATIENTS = ("theatre", "observation", "day_ward")
"""Stations that only inpatients use, unless a flow names them."""
_SPECIAL = {*_INPATIENTS, "ambulance", "referral_office"}
"""Stations that the model uses by name, without a flow."""


def idle_keys(system: System) -> Iterator[Fault]:
    """Yield each key without effect, with the reason; a dose of zero is not one."""
    for name, facility in system.network.facilities.items():
        key = f"network.facilities.{name}"
        yield from _stations(system, key, facility)
        yield from _clinics(system, key, facility)
        yield from _wards(system, key, name)
        yield from _ways(key, name, facility)
    for name, home in system.network.homes.items():
        yield from _home(f"network.homes.{name}", home)
    for name, lines in system.care.flows.items():
        for position, line in enumerate(lines):
            yield from _line(system, f"care.flows.{name}.{position}", line)
    yield from _programmes(system)


def _stations(system: System, key: str, facility: Facility) -> Iterator[Fault]:
    used = _used(system, facility)
    for name, station in facility.stations.items():
        where = f"{key}.stations.{name}"
        yield from _servers(where, _at_most(facility, name, station), station)
        if name in used:
            continue
        meant = nearest(name, _SPECIAL)
        if name in _INPATIENTS and not facility.every_ward():
            yield Fault(where, name, "a facility with a ward, or a flow or pathway that uses it")
        elif name.strip().lower() in _SPECIAL - {name} or _slip(name, meant):
            yield Fault(where, name, "a station that something uses", meant)


def _used(system: System, facility: Facility) -> set[str]:
    """The stations that flows and pathways use."""
    lines = (line for flow in facility.flows for line in system.care.flows.get(flow, ()))
    devices = {pathway.device for pathway in system.pathways.values()}
    return devices | {line.station or line.service for line in lines}


def _at_most(facility: Facility, name: str, station: Station) -> int:
    """The servers in opening hours; theatre has no more tables than teams."""
    limits = (facility.surgery.anaesthetists, facility.surgery.surgeons)
    people = [number for number in limits if number is not None] if name == "theatre" else []
    return min([station.servers, *people])


def _slip(name: str, meant: str | None) -> bool:
    """Whether a name has the letters of a special station in another order."""
    return meant is not None and name != meant and sorted(name) == sorted(meant)


def _servers(where: str, servers: int, station: Station) -> Iterator[Fault]:
    """Some servers must be left to everybody; duty staff need hours in which others are away."""
    if station.kept > 0 and station.kept >= servers:
        expected = f"fewer than the {servers} servers in opening hours"
        yield Fault(f"{where}.kept", str(station.kept), expected)
    if station.off_hours > 0 and station.hours == "always":
        expected = "0, since the station is always open; or hours of a timetable"
        yield Fault(f"{where}.off_hours", str(station.off_hours), expected)


def _clinics(system: System, key: str, facility: Facility) -> Iterator[Fault]:
    if facility.clinics and facility.clinic is None:
        yield Fault(f"{key}.clinics", ", ".join(facility.clinics), "none without a clinic flow")
    if facility.flow_for and facility.clinic is None and facility.emergency is None:
        expected = "none without a clinic or an emergency flow"
        yield Fault(f"{key}.flow_for", ", ".join(facility.flow_for), expected)
    for name, clinic in facility.clinics.items():
        longest = longest_session(system, clinic.hours)
        if not longest:  # no session, or a fault of its own
            continue
        most = MINUTES_PER_HOUR * longest
        if clinic.last_call_minutes >= most:
            where = f"{key}.clinics.{name}.last_call_minutes"
            expected = f"less than the {most:g} minutes of its longest session"
            yield Fault(where, f"{clinic.last_call_minutes:g}", expected)


def _wards(system: System, key: str, name: str) -> Iterator[Fault]:
    facility = system.network.facilities[name]
    if facility.steps_down_to and not facility.every_ward():
        others = ", ".join(facility.steps_down_to)
        yield Fault(f"{key}.steps_down_to", others, "none without a ward")
    if facility.ward is not None and facility.ward.specialties:
        given = ", ".join(facility.ward.specialties)
        expected = "none: the single ward takes what no named one does"
        yield Fault(f"{key}.ward.specialties", given, expected)
    received = any(name in one.steps_down_to for one in system.network.facilities.values())
    for station, ward in facility.every_ward().items():
        at = f"{key}.{'ward' if station == 'ward' else station.replace('ward.', 'wards.', 1)}"
        yield from _beds(at, ward)
        yield from _stays(system, at, facility, station)
        if ward.recovery_days_for and not received:
            given = ", ".join(ward.recovery_days_for)
            yield Fault(f"{at}.recovery_days_for", given, "none where nobody steps down to")


def _beds(key: str, ward: Ward) -> Iterator[Fault]:
    if ward.surge_beds > 0 and ward.beds == 0:
        yield Fault(f"{key}.surge_beds", str(ward.surge_beds), "0 without beds beside them")


def _stays(system: System, key: str, facility: Facility, station: str) -> Iterator[Fault]:
    """Stays of conditions that another ward takes."""
    ward = facility.every_ward()[station]
    for part in ("stay_days_for", "recovery_days_for"):
        for name in getattr(ward, part):
            condition = system.conditions.get(name)
            if condition is not None and facility.ward_of(condition.specialty) != station:
                other = facility.ward_of(condition.specialty)
                expected = f"conditions that it takes; {other or 'no ward'} takes this one"
                yield Fault(f"{key}.{part}.{name}", name, expected)


def _ways(key: str, name: str, facility: Facility) -> Iterator[Fault]:
    for part in ("transfer_minutes", "ambulance_minutes"):
        if name in getattr(facility, part):
            given = f"{getattr(facility, part)[name]:g}"
            yield Fault(f"{key}.{part}.{name}", given, "other facilities")


def _home(key: str, home: Home) -> Iterator[Fault]:
    if home.base is None:
        expected = "to be left out without a base"
        if home.contracted > 0.0:
            yield Fault(f"{key}.contracted", f"{home.contracted:g}", expected)
        if home.compliance_factor != 1.0:
            yield Fault(f"{key}.compliance_factor", f"{home.compliance_factor:g}", expected)
    first = home.first_contact
    if first is None:
        return
    chosen = {*first.suited, *first.not_suited, *first.emergency}
    for name, minutes in first.travel_minutes.items():
        if name not in chosen:
            where = f"{key}.first_contact.travel_minutes.{name}"
            yield Fault(where, f"{minutes:g}", "facilities that have a share")


def _line(system: System, key: str, line: Service) -> Iterator[Fault]:
    """Keys that a line of this kind cannot use."""
    if line.otherwise is not Otherwise.SKIP and line.patience_minutes == math.inf:
        yield Fault(f"{key}.otherwise", line.otherwise.value, "to be left out without a patience")
    if line.reading is not None and line.kind is not Kind.ORDER:
        yield Fault(f"{key}.reading", line.reading, "to be left out: it is of an order only")
    elif line.reading is not None and line.reading not in system.remote:
        expected = "a modality of remote"
        yield Fault(f"{key}.reading", line.reading, expected, nearest(line.reading, system.remote))
    if line.kind in (Kind.RESULTS, Kind.DECISION):
        given = {
            "minutes": line.minutes.average > 0.0,
            "station": line.station is not None,
            "ahead": line.ahead,
        }
        for part in (part for part, there in given.items() if there):
            expected = f"to be left out of a line of kind {line.kind.value}, which takes no server"
            yield Fault(f"{key}.{part}", str(getattr(line, part)), expected)


def _programmes(system: System) -> Iterator[Fault]:
    for name, reading in system.remote.items():
        if reading.share > 0.0 and not reading.members:
            yield Fault(f"remote.{name}.share", f"{reading.share:g}", "0, or some members")
    scripts = system.prescriptions
    if scripts.long_share > 0.0 and scripts.long_days <= scripts.ordinary_days:
        expected = f"more than the {scripts.ordinary_days:g} of ordinary ones"
        yield Fault("prescriptions.long_days", f"{scripts.long_days:g}", expected)
    for name, chronic in system.chronic.items():
        for home in chronic.prevalence_for:
            place = system.network.homes.get(home)
            if place is not None and place.base is None:
                where = f"chronic.{name}.prevalence_for.{home}"
                yield Fault(where, f"{chronic.prevalence_for[home]:g}", "homes with a base")
    for name, pathway in system.pathways.items():
        if pathway.device_minutes.average > 0.0 and not pathway.device:
            given = f"{pathway.device_minutes.average:g} on average"
            yield Fault(f"pathways.{name}.device_minutes", given, "0, or a device")
