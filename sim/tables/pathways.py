"""Pathways: time-critical diagnoses and what is done for them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sim.clock import HOURS_PER_MINUTE
from sim.contract import NOWHERE
from sim.system import System
from sim.system.pathways import Pathway
from sim.tables.durations import DurationRow, duration_row
from sim.tables.flows import LineRow
from sim.tables.names import Names
from sim.tables.referral import own_share

_HALF_HOURS = 2.0  # in an hour
ALWAYS, NEVER, AS_ANYBODY = 1.0, 0.0, -1.0


@dataclass(slots=True)
class PathwayRow:
    """A time-critical diagnosis and its pathway; times in hours."""

    condition: int
    share: float  # of its urgent patients
    onset_to_call: DurationRow
    agrees: float
    device_share: float
    activation: DurationRow
    device: DurationRow
    needle: DurationRow
    needle_window: float
    needle_beyond: float
    needle_works: float
    formal_share: float  # the same for all; BY_NEED: by what they need
    test_target: float
    needle_target: float
    device_target: float
    device_transferred_target: float
    door_out_target: float
    at_zero: float  # mortality
    log_risk: float  # log of the factor on the risk, each hour
    untreated: float  # mortality


@dataclass(slots=True)
class PathwayTables:
    """Time-critical pathways, and what chest pain centres add to the members."""

    pathway: list[PathwayRow]
    need: list[list[float]]  # [pathway][line] 1: always, 0: never, -1: as anybody
    first_test: list[list[int]]  # [pathway][line] 1: the test that tells
    device: list[list[int]]  # [pathway][facility] station of the device
    device_from: list[list[int]]  # [pathway][facility] the nearest above with the device
    lysis: float
    bypass: float
    prewarning: float


def lower_pathways(system: System, names: Names, lines: list[LineRow]) -> PathwayTables:
    """Return the tables of pathways."""
    ways, centre = system.pathways.values(), system.chest_pain_centre
    return PathwayTables(
        pathway=[pathway_row(one, names) for one in ways],
        need=[needs(one, names, lines) for one in ways],
        first_test=[first_tests(one, names, lines) for one in ways],
        device=[devices(one, names) for one in ways],
        device_from=[nearest_devices(one, names, system) for one in ways],
        lysis=centre.lysis,
        bypass=centre.bypass,
        prewarning=centre.prewarning,
    )


def pathway_row(pathway: Pathway, names: Names) -> PathwayRow:
    """Return the row of a pathway."""
    targets, survival = pathway.targets, pathway.survival
    return PathwayRow(
        condition=names.conditions.index(pathway.condition),
        share=pathway.share,
        onset_to_call=duration_row(pathway.onset_to_call_minutes, HOURS_PER_MINUTE),
        agrees=pathway.agrees,
        device_share=pathway.device_share if pathway.device else 0.0,
        activation=duration_row(pathway.activation_minutes, HOURS_PER_MINUTE),
        device=duration_row(pathway.device_minutes, HOURS_PER_MINUTE),
        needle=duration_row(pathway.needle_minutes, HOURS_PER_MINUTE),
        needle_window=pathway.needle_window_hours,
        needle_beyond=pathway.needle_beyond_minutes * HOURS_PER_MINUTE,
        needle_works=pathway.needle_works,
        formal_share=own_share(pathway.formal_share),
        test_target=targets.test_minutes * HOURS_PER_MINUTE,
        needle_target=targets.needle_minutes * HOURS_PER_MINUTE,
        device_target=targets.device_minutes * HOURS_PER_MINUTE,
        device_transferred_target=targets.device_transferred_minutes * HOURS_PER_MINUTE,
        door_out_target=targets.door_out_minutes * HOURS_PER_MINUTE,
        at_zero=survival.mortality_at_zero,
        log_risk=_HALF_HOURS * math.log(survival.relative_risk_per_30_min),
        untreated=survival.mortality_untreated,
    )


def needs(pathway: Pathway, names: Names, lines: list[LineRow]) -> list[float]:
    """Return for each line whether patients of a pathway always or never need it."""
    known = dict.fromkeys(pathway.skips, NEVER) | dict.fromkeys(pathway.diagnosis, ALWAYS)
    return [known.get(names.stages[line.stage], AS_ANYBODY) for line in lines]


def first_tests(pathway: Pathway, names: Names, lines: list[LineRow]) -> list[int]:
    """Return for each line whether it is the test that tells the diagnosis."""
    first = pathway.diagnosis[:1]
    return [int(names.stages[line.stage] in first) for line in lines]


def devices(pathway: Pathway, names: Names) -> list[int]:
    """Return for each facility its station of the device."""
    return [
        names.station(facility, pathway.device) if pathway.device else NOWHERE
        for facility in names.facilities
    ]


def nearest_devices(pathway: Pathway, names: Names, system: System) -> list[int]:
    """Return for each facility the nearest one above with the device, by ambulance."""
    network = system.network
    found = []
    for name, facility in network.facilities.items():
        ways = [
            (network.ambulance(name, other) or 0.0, names.facilities.index(other))
            for other in facility.refers_to
            if pathway.device in network.facilities[other].stations
        ]
        found.append(min(ways)[1] if ways else NOWHERE)
    return found
