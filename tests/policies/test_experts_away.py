"""Experts away: whoever leaves finishes the patient they have, and takes no other."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

import sim
from sim.clock import week
from sim.journeys import Record
from sim.keeping import recorded
from sim.scenario import Scenario
from sim.tables import lower

DAYS = ("network=three_tier", "demand.start=2023-03-06", "run.days=5", "run.warmup_days=0")
Shift = tuple[float, int]
"""An instant, and the servers from then on."""
Service = tuple[float, float]
"""When it started, and when it was over."""


@cache
def played(*overrides: str) -> tuple[Record, dict[str, list[Shift]]]:
    scenario = sim.load(*DAYS, *overrides)
    return recorded(scenario, 0), shifts(scenario)


def shifts(scenario: Scenario) -> dict[str, list[Shift]]:
    """The servers of each consulting room of the lead, from each instant on."""
    tables = lower(scenario.system, scenario.demand.calendar, scenario.until)
    found: dict[str, list[Shift]] = {}
    for row in tables.stations.shift:
        name = tables.names.stations[row.station] if row.station >= 0 else ""
        if name.startswith("central/consultation."):
            found.setdefault(name, []).append((row.time, row.capacity))
    return found


def services(record: Record, station: str) -> list[Service]:
    return sorted(
        (row["started"], row["released"])
        for row in record.journeys.to_pylist()
        if row["station"] == station and row["outcome"] == "served"
    )


def leavings(steps: list[Shift]) -> list[tuple[float, int, int]]:
    """When somebody leaves a room that stays open: the instant, the servers before and after."""
    pairs = pairwise(steps)
    return [(at, before, left) for (_, before), (at, left) in pairs if 0 < left < before]


def overhangs(record: Record, station: str, steps: list[Shift]) -> list[list[Service]]:
    """For each leaving, the services over capacity: the first to be over of those going on."""
    done = services(record, station)
    found = []
    for at, _, left in leavings(steps):
        going_on = sorted((over, start) for start, over in done if start < at < over)
        found.append([(start, over) for over, start in going_on[: max(0, len(going_on) - left)]])
    return found


def test_who_leaves_in_the_middle_of_a_session_finishes_one_patient_and_takes_no_other() -> None:
    record, rooms = played("policy=[outreach]", "outreach.morning=[9.5,12]", "demand.scale=1.6")
    seen = 0
    for station, steps in rooms.items():
        done = services(record, station)
        over = zip(leavings(steps), overhangs(record, station, steps), strict=True)
        for (at, before, left), hanging in over:
            seen += len(hanging)
            assert len(hanging) <= before - left
            for _, until in hanging:
                assert not [start for start, _ in done if at < start < until]
    assert seen > 0


@pytest.mark.parametrize("network", ["three_tier", "jiangmen", "county"])
def test_half_days_begin_as_the_sessions_of_those_who_send_do(network: str) -> None:
    """So that nobody above is with a patient when an expert leaves."""
    scenario = sim.load(f"network={network}", "policy=[outreach]")
    system = scenario.system
    begins = {system.outreach.morning[0], system.outreach.afternoon[0]}
    for line in system.outreach.clinics:
        giver = system.network.facilities[line.expert_from]
        room = giver.clinics[giver.room(line.specialty)]
        sessions = system.care.timetables[room.hours].sessions
        assert {opens % 24.0 for opens, _ in week(sessions)} <= begins
