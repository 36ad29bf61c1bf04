"""Flows as lines of numbers, for each facility that uses them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sim import luck
from sim.contract import NOWHERE
from sim.system import System
from sim.system.conditions import Condition
from sim.system.durations import Duration, Form
from sim.system.network import Facility
from sim.system.services import Kind, Service
from sim.tables.names import Names
from sim.tables.rows import CLINIC, DECISION, END, RESULTS, SEND, SERVICE, DurationRow, LineRow
from sim.tables.stations import MINUTES

_KINDS = {
    Kind.SERVICE: SERVICE,
    Kind.ORDER: SEND,
    Kind.RESULTS: RESULTS,
    Kind.DECISION: DECISION,
}


@dataclass(frozen=True)
class Lines:
    """Lines of all facilities' flows, and where each flow begins."""

    line: list[LineRow]
    need: list[list[float]]
    minutes: list[list[DurationRow]]
    clinic: list[int]  # by facility
    emergency: list[int]


def duration_row(duration: Duration, unit: float, factor: float = 1.0) -> DurationRow:
    """Return a duration in hours; ``unit`` is the hours in its unit.

    A lognormal of mean m and coefficient of variation c has sigma² = ln(1 + c²) and
    mu = ln m - sigma²/2.
    """
    mean = duration.mean * unit * factor
    if duration.form is Form.EXPONENTIAL:
        return DurationRow(luck.EXPONENTIAL, mean, 0.0)
    if duration.form is Form.FIXED or duration.cv == 0.0 or mean == 0.0:
        return DurationRow(luck.FIXED, mean, 0.0)
    sigma2 = math.log1p(duration.cv * duration.cv)
    return DurationRow(luck.LOGNORMAL, math.log(mean) - sigma2 / 2.0, math.sqrt(sigma2))


def lower_flows(system: System, names: Names) -> Lines:
    """Return the lines of every facility's clinic and emergency flow."""
    lines = Lines([], [], [], [], [])
    for name, facility in system.network.facilities.items():
        lines.clinic.append(_lower(system, names, lines, (name, facility), facility.clinic))
        lines.emergency.append(_lower(system, names, lines, (name, facility), facility.emergency))
    return lines


def _lower(
    system: System, names: Names, lines: Lines, at: tuple[str, Facility], flow: str | None
) -> int:
    """Append one flow of one facility; return its first line, or NOWHERE without a flow."""
    if flow is None:
        return NOWHERE
    first = len(lines.line)
    services = system.care.flows[flow]
    bits = {service.service: 1 << position for position, service in enumerate(services)}
    for service in services:
        lines.line.append(_line(names, at[0], service, bits))
        lines.need.append([_need(service, c) for c in system.conditions.values()])
        lines.minutes.append(
            [
                duration_row(c.minutes.get(service.service, service.minutes), MINUTES)
                for c in system.conditions.values()
            ]
        )
    lines.line.append(LineRow(END, 0, NOWHERE, 0, 0, 0, NOWHERE, 0))
    lines.need.append([1.0] * len(system.conditions))
    lines.minutes.append([DurationRow(luck.FIXED, 0.0, 0.0)] * len(system.conditions))
    return first


def _line(names: Names, facility: str, service: Service, bits: dict[str, int]) -> LineRow:
    """One line at one facility."""
    station = NOWHERE
    if service.kind in (Kind.SERVICE, Kind.ORDER):
        wanted = service.station or service.service
        station = CLINIC if wanted == "clinic" else names.station(facility, wanted)
    return LineRow(
        kind=_KINDS[service.kind],
        stage=names.stages.index(service.service),
        station=station,
        bit=bits[service.service],
        only_if=sum({bits[other] for other in service.only_if}),
        ahead=int(service.ahead),
        modality=names.modalities.index(service.reading) if service.reading else NOWHERE,
        luck=luck.name_number(service.service),
    )


def _need(service: Service, condition: Condition) -> float:
    """The probability that a patient of a condition needs a service."""
    return min(1.0, service.share * condition.needs.get(service.service, 1.0))
