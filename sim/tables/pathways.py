"""Pathways as numbers."""

from __future__ import annotations

import math

from sim.clock import HOURS_PER_MINUTE
from sim.contract import NOWHERE
from sim.system import System
from sim.system.pathways import ChestPainCentre, Pathway
from sim.tables.flows import duration_row
from sim.tables.names import Names
from sim.tables.referral import own_share
from sim.tables.rows import CentreRow, LineRow, PathwayRow

_HALF_HOURS = 2.0  # in an hour
ALWAYS, NEVER, AS_ANYBODY = 1.0, 0.0, -1.0


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


def centre_row(centre: ChestPainCentre) -> CentreRow:
    """Return the row of what centres add."""
    return CentreRow(centre.lysis, centre.bypass, centre.prewarning)


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
    """Return for each facility the nearest, by ambulance, of those with the device above it."""
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
