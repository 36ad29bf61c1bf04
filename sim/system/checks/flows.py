"""Flows: every visit can go through them to the end."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sim.system import System
from sim.system.faults import Fault
from sim.system.fields import nearest
from sim.system.network import Facility
from sim.system.services import CLINIC, Kind, Service, all_tests

MOST_LINES = 60
"""Most lines of a flow: the lines that a visit needs are bits of one integer."""

MOST_TESTS = 60
"""Most tests of all flows: the tests that a patient has had are bits of one integer."""


def broken_flows(system: System) -> Iterator[Fault]:
    """Yield faults of flows, and of their use."""
    for name, lines in system.care.flows.items():
        key = f"care.flows.{name}"
        yield from _lines(key, lines)
        yield from _conditions(key, lines)
    yield from _skipped(system)
    tests = len(all_tests(system.care))
    if tests > MOST_TESTS:
        yield Fault("care.flows", f"{tests} tests", f"at most {MOST_TESTS} tests in all flows")
    for name, facility in system.network.facilities.items():
        yield from _rooms_in_emergency(system, f"network.facilities.{name}", facility)


def _skipped(system: System) -> Iterator[Fault]:
    """The green channel may skip only services on which nothing else depends."""
    lines = [line for flow in system.care.flows.values() for line in flow]
    leaning = {name for line in lines for name in (*line.only_if, *line.unless)}
    plain = {line.service for line in lines if line.kind is Kind.SERVICE} - leaning
    for i, name in enumerate(system.referral.green_channel.skips):
        if name not in plain:
            expected = "a service of some flow on which no other depends"
            yield Fault(f"referral.green_channel.skips.{i}", name, expected, nearest(name, plain))


def _rooms_in_emergency(system: System, key: str, facility: Facility) -> Iterator[Fault]:
    """A flow that is used in emergency has no consulting rooms."""
    if facility.emergency is None:
        return
    own = {f"{key}.flow_for.{name}": flow for name, flow in facility.flow_for.items()}
    for where, flow in {f"{key}.emergency": facility.emergency, **own}.items():
        if any(line.station == CLINIC for line in system.care.flows.get(flow, ())):
            yield Fault(where, flow, "a flow that uses no consulting rooms")


def _lines(key: str, lines: tuple[Service, ...]) -> Iterator[Fault]:
    """One decision, each service once, not too many."""
    decisions = sum(line.kind is Kind.DECISION for line in lines)
    if decisions != 1:
        yield Fault(key, f"{decisions} decisions", "one line of kind decision")
    names = [line.service for line in lines]
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield Fault(key, name, "each service once (two may share a station)")
    if len(lines) > MOST_LINES:
        yield Fault(key, f"{len(lines)} lines", f"at most {MOST_LINES} lines")


def _conditions(key: str, lines: tuple[Service, ...]) -> Iterator[Fault]:
    """Lines depend on services of the same flow; the decision depends on nothing."""
    names = [line.service for line in lines]
    for position, line in enumerate(lines):
        for role, others in (("only_if", line.only_if), ("unless", line.unless)):
            for other in others:
                if other not in names:
                    where = f"{key}.{position}.{role}"
                    yield Fault(where, other, "a service of the same flow", nearest(other, names))
        if line.kind is Kind.DECISION and (line.only_if or line.unless or line.share < 1.0):
            yield Fault(f"{key}.{position}", line.service, "a decision that every visit comes to")
        if line.kind is not Kind.SERVICE and line.patience_minutes < math.inf:
            where = f"{key}.{position}.patience_minutes"
            yield Fault(
                where, f"{line.patience_minutes:g}", "patience of a service that is waited for"
            )
