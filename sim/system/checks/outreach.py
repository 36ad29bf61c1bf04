"""Outreach: half-days, the ways of experts, and the doctors left above."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from sim.clock import HOURS_PER_DAY, MINUTES_PER_HOUR
from sim.system import System
from sim.system.experts import too_many_away
from sim.system.faults import Fault
from sim.system.fields import nearest
from sim.system.presences import clinic_key, one_way, posting_key, presences


def wrong_outreach(system: System) -> Iterator[Fault]:
    """Yield half-days that are not possible, and specialties that the sender does not have."""
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


def wrong_absences(system: System) -> Iterator[Fault]:
    """Yield each clinic or posting by which more are away at a time than a station has people."""
    said = {
        clinic_key(i): ("half_days", str(line.half_days))
        for i, line in enumerate(system.outreach.clinics)
    }
    said |= {posting_key(name): ("hours", ", ".join(p.hours)) for name, p in system.diary.items()}
    too_many = {one.key: (one, people) for one, people in too_many_away(system)}
    for one, people in too_many.values():
        key, value = said[one.key]
        expected = f"fewer at a time: {one.home} has {people} in {one.takes} to send"
        yield Fault(f"{one.key}.{key}", value, expected)


def wrong_expert_ways(system: System) -> Iterator[Fault]:
    """Yield members where experts cannot go: without a clinic, or too far for half a day."""
    half_day = MINUTES_PER_HOUR * system.outreach.shortest_hours
    away = list(presences(replace(system, diary={})))
    for i, line in enumerate(system.outreach.clinics):
        key = f"outreach.clinics.{i}.at"
        member = system.network.facilities.get(line.at)
        if line.expert_from not in system.network.facilities or member is None:
            continue  # another fault says so
        minutes = one_way(system, line.expert_from, line.at)
        if line.at == line.expert_from:
            yield Fault(key, line.at, "another facility than the one that sends the expert")
        elif member.clinic is None:
            yield Fault(key, line.at, "a facility with a clinic flow")
        elif minutes is None:
            expected = f"a facility to which {line.expert_from} has minutes or coordinates"
            yield Fault(key, line.at, expected)
        elif 2.0 * minutes >= half_day > 0.0:
            yield Fault(key, line.at, f"a way that leaves time: {minutes:g} minutes each way")
        else:
            half_days = [one.returns - one.leaves for one in away if one.key == clinic_key(i)]
            yield from _tickets(system, i, half_days, minutes / MINUTES_PER_HOUR)


def _tickets(system: System, i: int, half_days: list[float], way: float) -> Iterator[Fault]:
    """An expert has time for all tickets in the shortest half-day."""
    rule, tickets = system.outreach, system.outreach.clinics[i].tickets
    hours = min(half_days, default=math.inf)
    fit = rule.fitting(hours - 2.0 * way) if hours < math.inf else math.inf
    if tickets is not None and tickets > fit:
        there = MINUTES_PER_HOUR * (hours - 2.0 * way)
        expected = f"at most {fit}, which fit in {there:g} minutes there"
        yield Fault(f"outreach.clinics.{i}.tickets", str(tickets), expected)
