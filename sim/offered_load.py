"""Offered load: the work that comes to each station against the server-hours that it has.

Nothing is simulated: sample patients of every home, condition and urgency walk through the rules
of an empty system, where nobody waits, tickets never run out and whoever comes too early waits for
the clinic to open, and each stands for his share of the yearly demand. Expected waits are not
learnt there. Else every rule and lever counts as it does in a run.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sim import cohort, luck
from sim.clock import HOURS_PER_WEEK, Calendar
from sim.contract import (
    LEAVE,
    MAX_STEPS,
    NOWHERE,
    ORDER,
    PLACES,
    SERVED,
    Ask,
    Patient,
    State,
)
from sim.rules import arrive, initial, next_step
from sim.scenario import Scenario
from sim.tables import lower
from sim.tables.rows import Tables

SAMPLES = 240
"""Patients for each home, condition and urgency; rare stations are known to a few per cent."""

_WEEKS_PER_YEAR = 365.25 / 7.0
_ENDLESS = 1 << 60


@dataclass(frozen=True)
class Load:
    """What is asked of a station."""

    station: str
    """facility/station."""
    offered_hours_week: float
    """Server-hours of work that come in a week."""
    capacity_hours_week: float
    """Server-hours that there are in a week without holidays."""

    @property
    def load(self) -> float:
        """Work over capacity; infinite if there is work and no server."""
        if self.capacity_hours_week > 0.0:
            return self.offered_hours_week / self.capacity_hours_week
        return math.inf if self.offered_hours_week > 0.0 else 0.0


def offered_loads(scenario: Scenario) -> list[Load]:
    """Return the load of every station, in the planner's order."""
    calendar = Calendar(scenario.demand.start)
    tables = lower(scenario.system, calendar, calendar.begin + HOURS_PER_WEEK)
    work = [0.0] * len(tables.stations)
    state = _boundless(tables)
    for patient, a_year in _sample(scenario):
        for station, hours in _walk(tables, state, patient):
            work[station] += hours * a_year / _WEEKS_PER_YEAR
    capacity = _server_hours(tables)
    return [Load(name, work[code], capacity[code]) for code, name in enumerate(tables.stations)]


def _boundless(tables: Tables) -> State:
    """A state whose sessions have tickets without end, and whose waits teach nothing."""
    tables.choice.learns = 0
    tables.closed_to_emergency = [0.0] * len(tables.closed_to_emergency)
    for number, session in enumerate(tables.session):
        tables.session[number] = replace(session, tickets=_ENDLESS)
    return initial(tables)


def _sample(scenario: Scenario) -> Iterator[tuple[Patient, float]]:
    """Patients of every stream, each with the episodes a year that he stands for."""
    rates = cohort.rates(scenario)
    begin = Calendar(scenario.demand.start).begin
    for home in range(rates.shape[0]):
        for condition in range(rates.shape[1]):
            for urgent in (True, False):
                a_year = float(rates[home, condition, 0 if urgent else 1])
                if a_year > 0.0:
                    for patient in _stream(scenario, (home, condition), urgent, begin):
                        yield patient, a_year / SAMPLES


def _stream(
    scenario: Scenario, origin: tuple[int, int], urgent: bool, begin: float
) -> Iterator[Patient]:
    """Patients of one home, condition and urgency, spread evenly over complexity."""
    home, condition = origin
    acuity = list(scenario.system.conditions.values())[condition].acuity
    level_1, level_2 = acuity[:2] if urgent else acuity[2:]
    # Those of whom only follow-ups are not urgent have them at level 3.
    first = level_1 / (level_1 + level_2) if level_1 + level_2 > 0.0 else 1.0
    stream = luck.stream_key(0, 0, "offered load", str(home), str(condition), str(urgent))
    for number, key in enumerate(luck.patient_keys(stream, 0, SAMPLES).tolist()):
        level = 1 if luck.uniform(key, luck.ACUITY) < first else 2
        yield Patient(
            number=number,
            key=key,
            home=home,
            condition=condition,
            acuity=level if urgent else level + 2,
            complexity=(number + 0.5) / SAMPLES,
            onset=begin,
        )


def _walk(tables: Tables, state: State, p: Patient) -> Iterator[tuple[int, float]]:
    """Go through an episode without waiting; yield (station, server-hours) of each work."""
    now, places = p.onset, [(NOWHERE, 0.0)] * PLACES
    ask = Ask()
    answer = arrive(tables, state, now, p, ask)
    for _ in range(MAX_STEPS):
        if answer == LEAVE:
            break
        end = now + ask.duration if math.isnan(ask.until) else max(now, ask.until)
        own = any(station == ask.station for station, _ in places)
        if ask.station != NOWHERE and not own:
            if ask.keep == NOWHERE:
                yield ask.station, end - now + ask.turnover
            else:
                places[ask.keep] = (ask.station, now)
        for place in range(PLACES):
            if ask.free >> place & 1 and places[place][0] != NOWHERE:
                yield places[place][0], now - places[place][1]
                places[place] = (NOWHERE, 0.0)
        if answer != ORDER:
            p.outcome, p.asked, p.started, p.ended = SERVED, now, now, end
            now = end
        ask = Ask()
        answer = next_step(tables, state, now, p, ask)
    yield from ((station, now - since) for station, since in places if station != NOWHERE)


def _server_hours(tables: Tables) -> list[float]:
    """Server-hours of each station in the week of the tables, without surge beds."""
    hours = [0.0] * len(tables.stations)
    last = [(tables.begin, 0)] * len(tables.stations)
    for shift in tables.shift:
        if shift.station != NOWHERE:
            time, servers = last[shift.station]
            hours[shift.station] += servers * (shift.time - time)
            last[shift.station] = (shift.time, shift.capacity)
    for code, (time, servers) in enumerate(last):
        hours[code] += servers * (tables.horizon - time)
    window = tables.horizon - tables.begin
    return [
        whole - station.surge * window for whole, station in zip(hours, tables.station, strict=True)
    ]
