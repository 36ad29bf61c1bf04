"""Flows as lines of numbers, for each facility that uses them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sim import luck
from sim.clock import HOURS_PER_MINUTE
from sim.contract import NOWHERE
from sim.system import System
from sim.system.conditions import Condition
from sim.system.durations import Duration, Form
from sim.system.services import Kind, Otherwise, Service, all_tests
from sim.tables.codes import (
    CLINIC,
    DECISION,
    END,
    LEFT,
    RESULTS,
    SEND,
    SENT_ELSEWHERE,
    SERVICE,
    SKIPPED,
)
from sim.tables.names import Names
from sim.tables.rows import DurationRow, LineRow

_KINDS = {
    Kind.SERVICE: SERVICE,
    Kind.ORDER: SEND,
    Kind.RESULTS: RESULTS,
    Kind.DECISION: DECISION,
}
_OTHERWISE = {
    Otherwise.SKIP: SKIPPED,
    Otherwise.LEAVE: LEFT,
    Otherwise.ELSEWHERE: SENT_ELSEWHERE,
}


@dataclass(frozen=True)
class Lines:
    """Lines of all facilities' flows, and where each flow begins."""

    line: list[LineRow]
    need: list[list[float]]
    minutes: list[list[DurationRow]]
    clinic: list[int]  # by facility
    emergency: list[int]
    own: list[list[int]]  # by facility and condition


def duration_row(duration: Duration, unit: float, factor: float = 1.0) -> DurationRow:
    """Return a duration in hours; ``unit`` is the hours in its unit.

    A lognormal of mean m and coefficient of variation c has sigma² = ln(1 + c²) and
    mu = ln m - sigma²/2.
    """
    scale = unit * factor
    if duration.form in {Form.UNIFORM, Form.TRIANGULAR}:
        return _bounded_row(duration, scale)
    mean = (duration.mean or 0.0) * scale
    if duration.form is Form.NORMAL:
        return _normal_row(mean, duration.cv * mean, duration.floor * scale)
    if duration.form is Form.EXPONENTIAL:
        return DurationRow(luck.EXPONENTIAL, mean, 0.0, 0.0)
    if duration.form is Form.FIXED or duration.cv == 0.0 or mean == 0.0:
        return DurationRow(luck.FIXED, mean, 0.0, 0.0)
    sigma2 = math.log1p(duration.cv * duration.cv)
    return DurationRow(luck.LOGNORMAL, math.log(mean) - sigma2 / 2.0, math.sqrt(sigma2), 0.0)


def _normal_row(mean: float, deviation: float, floor: float) -> DurationRow:
    """A normal duration, cut off below its floor."""
    if deviation == 0.0:
        return DurationRow(luck.FIXED, mean, 0.0, 0.0)
    above = 0.5 * math.erfc((floor - mean) / (deviation * math.sqrt(2.0)))
    return DurationRow(luck.NORMAL, mean, deviation, above)


def _bounded_row(duration: Duration, scale: float) -> DurationRow:
    """A duration that is given by its bounds."""
    low, mode, high = (
        (bound or 0.0) * scale for bound in (duration.low, duration.mode, duration.high)
    )
    if low == high:
        return DurationRow(luck.FIXED, low, 0.0, 0.0)
    if duration.form is Form.UNIFORM:
        return DurationRow(luck.UNIFORM, low, high, 0.0)
    return DurationRow(luck.TRIANGULAR, low, mode, high)


def lower_flows(system: System, names: Names) -> Lines:
    """Return the lines of every facility's clinic and emergency flow."""
    lines = Lines([], [], [], [], [], [])
    for name, facility in system.network.facilities.items():
        first = {flow: _lower(system, names, lines, name, flow) for flow in facility.flows}
        lines.clinic.append(first.get(facility.clinic or "", NOWHERE))
        lines.emergency.append(first.get(facility.emergency or "", NOWHERE))
        lines.own.append(
            [first.get(facility.flow_for.get(c, ""), NOWHERE) for c in names.conditions]
        )
    return lines


def _lower(system: System, names: Names, lines: Lines, facility: str, flow: str) -> int:
    """Append one flow of one facility; return its first line."""
    first = len(lines.line)
    services = system.care.flows[flow]
    bits = {service.service: 1 << position for position, service in enumerate(services)}
    tests = {test: 1 << position for position, test in enumerate(all_tests(system.care))}
    for service in services:
        row = _line(names, facility, service, bits, tests)
        row.skipped = int(service.service in system.referral.green_channel.skips)
        lines.line.append(row)
        lines.need.append([_need(service, c) for c in system.conditions.values()])
        lines.minutes.append(
            [
                duration_row(c.minutes.get(service.service, service.minutes), HOURS_PER_MINUTE)
                for c in system.conditions.values()
            ]
        )
    lines.line.append(LineRow(END, 0, NOWHERE, 0, 0, 0, NOWHERE, 0, 0, math.inf, SKIPPED, 0, 0))
    lines.need.append([1.0] * len(system.conditions))
    lines.minutes.append([DurationRow(luck.FIXED, 0.0, 0.0, 0.0)] * len(system.conditions))
    return first


def _line(
    names: Names, facility: str, service: Service, bits: dict[str, int], tests: dict[str, int]
) -> LineRow:
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
        unless=sum({bits[other] for other in service.unless}),
        patience=service.patience_minutes * HOURS_PER_MINUTE,
        otherwise=_OTHERWISE[service.otherwise],
        test=0 if service.only_if else tests.get(service.service, 0),
        skipped=0,
    )


def _need(service: Service, condition: Condition) -> float:
    """The probability that a patient of a condition needs a service."""
    return min(1.0, service.share * condition.needs.get(service.service, 1.0))
