"""Visits: the lines of a flow, one after the other."""

from __future__ import annotations

import math

from sim import luck
from sim.contract import (
    DECIDE,
    ELSEWHERE,
    LEAVE,
    NOWHERE,
    ORDINARY,
    SOON,
    STEP,
    Ask,
    Patient,
)
from sim.rules import critical_values, modes, times
from sim.rules.asking import order, service, wait_for_orders
from sim.rules.costs import pay_visit
from sim.rules.green_channel import without_skipped
from sim.rules.leaving import patience, unseen
from sim.rules.remote import send_reading
from sim.rules.repeats import without_known
from sim.rules.triage import triage_priority
from sim.tables import Tables
from sim.tables.codes import CLINIC, DECISION, END, RESULTS, SEND, SENT_ELSEWHERE, SERVICE, SKIPPED


def begin(tables: Tables, now: float, p: Patient) -> None:
    """Start the visit at the facility to which the patient has come."""
    p.facility = p.target
    p.mode = modes.VISITING
    p.arrived_at = now
    p.hub_read = 0
    p.hub_recognition = 0.0
    in_clinic = p.clinic != NOWHERE
    p.came = now if in_clinic and tables.choice.learns == 1 else math.nan
    first = tables.flows.own[p.target][p.condition]
    if first == NOWHERE:
        lines = tables.flows
        first = lines.clinic[p.target] if in_clinic else lines.emergency[p.target]
    p.line = first - 1
    p.planned = plan(tables, p, first)
    if p.by_channel == 1:
        p.planned = without_skipped(tables, first, p.planned)
    p.priority = ORDINARY if in_clinic else triage_priority(p)
    pay_visit(tables, p)


def to_decision(tables: Tables, p: Patient) -> None:
    """Leave out all lines up to the decision."""
    line = p.line + 1
    while tables.flows.line[line].kind != DECISION:
        line += 1
    p.line = line - 1


def plan(tables: Tables, p: Patient, first: int) -> int:
    """Return the lines of the flow that the patient needs, as a set of bits.

    Lines that depend on luck alone are planned first, then lines that other lines need: so a
    payment can come before the tests that it is for.
    """
    needed = tests = 0
    line = first
    while tables.flows.line[line].kind != END:
        row = tables.flows.line[line]
        if row.only_if == 0 and _lucky(tables, p, line):
            needed |= row.bit
            tests |= row.test
        line += 1
    if tests != 0:
        needed = without_known(tables, p, first, needed, tests)
    for dependent in range(first, line):
        row = tables.flows.line[dependent]
        met = row.only_if != 0 and needed & row.only_if != 0
        if met and _lucky(tables, p, dependent):
            needed |= row.bit
    return needed


def _lucky(tables: Tables, p: Patient, line: int) -> bool:
    """Say whether the patient needs a line, by luck."""
    need = tables.flows.need[line][p.condition]
    if p.pathway != NOWHERE and tables.pathways.need[p.pathway][line] >= 0.0:
        need = tables.pathways.need[p.pathway][line]
    if need >= 1.0:
        return True
    return luck.uniform(p.key, luck.SERVICE_NEEDED, p.hop, tables.flows.line[line].luck) < need


def advance(tables: Tables, now: float, p: Patient, ask: Ask) -> int:
    """Ask for the next line of the flow that the patient needs; DECIDE at the decision."""
    line = p.line + 1
    while not _due(tables, p, line):
        line += 1
    p.line = line
    row = tables.flows.line[line]
    if row.kind == DECISION:
        return DECIDE
    if row.kind == END:
        return LEAVE
    if row.kind == RESULTS:
        critical_values.call(tables, p)
        return wait_for_orders(ask, p, row.stage)
    if row.kind == SEND and row.modality != NOWHERE:
        return send_reading(tables, now, p, ask, line)
    return _serve(tables, now, p, ask, line)


def _due(tables: Tables, p: Patient, line: int) -> bool:
    """Say whether a line comes next: it is the end, or is planned and not replaced by another."""
    row = tables.flows.line[line]
    if row.kind == END:
        return True
    if p.planned & row.bit == 0:
        return False
    if p.planned & row.unless == 0:
        return True
    _do_without(tables, p, line)
    return False


def _do_without(tables: Tables, p: Patient, line: int) -> None:
    """Strike a line from the plan, and later lines that are only for patients who have it."""
    p.planned &= ~tables.flows.line[line].bit
    later = line + 1
    while tables.flows.line[later].kind != END:
        row = tables.flows.line[later]
        if row.only_if != 0 and p.planned & row.only_if == 0:
            p.planned &= ~row.bit
        later += 1


def leaves_unserved(tables: Tables, p: Patient) -> bool:
    """Say whether a patient who has waited in vain for a line leaves; if not, go on without it."""
    row = tables.flows.line[p.line]
    if row.kind == SERVICE and patience(tables, p, row.luck) < row.patience:
        return unseen(p)
    if row.patience == math.inf:  # it was an earlier line, and an order has been sent off since
        return False
    if row.otherwise == SKIPPED:
        _do_without(tables, p, p.line)
        return False
    if row.otherwise == SENT_ELSEWHERE:
        p.ending = ELSEWHERE
        p.treated_facility = NOWHERE
        p.treated_at = math.nan
        p.beyond = 0
        return True
    return unseen(p)


def _serve(tables: Tables, now: float, p: Patient, ask: Ask, line: int) -> int:
    """Ask for the service, or the order, of a line."""
    row = tables.flows.line[line]
    time = tables.flows.minutes[line][p.condition]
    u = luck.uniform(p.key, luck.SERVICE_TIME, p.hop, row.luck)
    hours = times.hours(time, u)
    priority = SOON if row.ahead == 1 and p.priority > SOON else p.priority
    if row.kind == SEND:
        return order(tables, ask, p, row.stage, row.station, hours, priority, now)
    if row.station == CLINIC:
        station = tables.tickets.clinic[p.clinic].station
        service(tables, ask, p, row.stage, station, hours, priority, p.arrived_at)
    else:
        service(tables, ask, p, row.stage, row.station, hours, priority, now)
    ask.gives_up = now + min(row.patience, patience(tables, p, row.luck))
    return STEP
