"""Checks: contradictions between parts of a system, each of which is right by itself."""

from __future__ import annotations

from sim.system import System
from sim.system.checks.alliances import wrong_alliances
from sim.system.checks.chronic import wrong_chronic
from sim.system.checks.conditions import wrong_conditions
from sim.system.checks.diary import wrong_diary
from sim.system.checks.facilities import wrong_facilities
from sim.system.checks.flows import broken_flows
from sim.system.checks.homes import wrong_homes
from sim.system.checks.idle import idle_keys
from sim.system.checks.joint_wards import wrong_joint_wards
from sim.system.checks.kept import wrong_kept
from sim.system.checks.leading import wrong_lead
from sim.system.checks.names import nothing_described, wrong_names
from sim.system.checks.outreach import wrong_absences, wrong_expert_ways, wrong_outreach
from sim.system.checks.pathways import wrong_pathways
from sim.system.checks.patience import endless_waits
from sim.system.checks.remote import wrong_remote
from sim.system.checks.timetables import wrong_discharge, wrong_timetables
from sim.system.checks.ways import wrong_ways
from sim.system.faults import Fault

_CHECKS = (
    *(nothing_described, wrong_names, wrong_timetables, wrong_discharge, wrong_conditions),
    *(broken_flows, wrong_facilities, wrong_homes, wrong_lead, wrong_ways, wrong_expert_ways),
    *(wrong_alliances, wrong_remote, wrong_outreach, wrong_diary, wrong_absences, wrong_chronic),
    *(wrong_pathways, wrong_joint_wards, wrong_kept, endless_waits, idle_keys),
)
"""All checks, in the order in which a planner sees their faults."""


def contradictions(system: System) -> list[Fault]:
    """Return all contradictions, each with its key; a system that can run has none."""
    return [fault for check in _CHECKS for fault in check(system)]
