"""Flows: their lines as rows of numbers, for each facility that uses them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sim import luck
from sim.clock import HOURS_PER_MINUTE
from sim.contract import NOWHERE
from sim.system import System
from sim.system.conditions import Condition
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
from sim.tables.durations import FOR_EVER, DurationRow, duration_row
from sim.tables.names import Names

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


@dataclass(slots=True)
class LineRow:
    """A line of a flow at a facility."""

    kind: int
    stage: int
    station: int  # NOWHERE: none; CLINIC: by specialty
    bit: int  # its bit in Patient.planned
    only_if: int  # bits of which one must be planned; 0: no condition
    ahead: int
    modality: int  # of a reading; NOWHERE: not one
    luck: int  # number of its name
    unless: int  # bits of which none must be planned
    patience: float  # hours; infinite: until served
    otherwise: int
    test: int  # its bit in Patient.tested; 0: not a test
    skipped: int  # 1: not for patients by the green channel


@dataclass(slots=True)
class FlowTables:
    """The lines of all facilities' flows, one flow after the other."""

    line: list[LineRow]
    need: list[list[float]]  # [line][condition] probability
    minutes: list[list[DurationRow]]  # [line][condition]
    clinic: list[int]  # [facility] first line of its clinic flow, or NOWHERE
    emergency: list[int]  # [facility] the same of its emergency flow
    own: list[list[int]]  # [facility][condition] first line of its own flow, or NOWHERE
    patience: list[DurationRow]  # [acuity - 1] in a queue


def lower_flows(system: System, names: Names) -> FlowTables:
    """Return the lines of every facility's flows."""
    lines = FlowTables([], [], [], [], [], [], _patience(system))
    for name, facility in system.network.facilities.items():
        first = {flow: _lower(system, names, lines, name, flow) for flow in facility.flows}
        lines.clinic.append(first.get(facility.clinic or "", NOWHERE))
        lines.emergency.append(first.get(facility.emergency or "", NOWHERE))
        lines.own.append(
            [first.get(facility.flow_for.get(c, ""), NOWHERE) for c in names.conditions]
        )
    return lines


def _patience(system: System) -> list[DurationRow]:
    """The patience in a queue by acuity."""
    return [
        FOR_EVER if patience is None else duration_row(patience, HOURS_PER_MINUTE)
        for patience in system.access.patience_minutes
    ]


def _lower(system: System, names: Names, lines: FlowTables, facility: str, flow: str) -> int:
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
