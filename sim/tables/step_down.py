"""Step-down: how many patients agree above, and which beds below they ask for."""

from __future__ import annotations

from dataclasses import dataclass

from sim.clock import HOURS_PER_DAY
from sim.contract import NOWHERE
from sim.system import System
from sim.system.conditions import Condition
from sim.system.joint_wards import STATION
from sim.system.network import Facility
from sim.system.step_down import JointWard
from sim.tables.durations import NONE, DurationRow, duration_row
from sim.tables.names import Names
from sim.tables.wards import wards_for


@dataclass(slots=True)
class DownRow:
    """A bed to step down to."""

    facility: int
    joint_ward: int  # station; NOWHERE: of the ward that takes the condition


@dataclass(slots=True)
class StepDownTables:
    """Inpatients who recover at a lower hospital, and those who bounce back."""

    downs: list[list[DownRow]]  # [facility] beds below, first choice first, filled up with NOWHERE
    proposed: list[float]  # [facility] from here
    accepted: list[float]  # [facility]
    joint_ward: list[int]  # [facility] station
    share: list[float]  # [condition] of the inpatients, who can step down
    acute_share: list[float]  # [condition] of the stay, which must be spent above
    recovery: list[list[DurationRow]]  # [facility][condition] below; none: the rest of the stay
    least_left: float  # hours of the stay that must be left for a step-down
    hold: float  # hours
    bounce_back: float
    bounce_back_hours: float


def lower_step_down(system: System, names: Names) -> StepDownTables:
    """Return the tables of step-downs."""
    down, conditions = system.step_down, system.conditions.values()
    facilities = system.network.facilities
    return StepDownTables(
        downs=down_rows(system, names),
        proposed=[proposed(system, name) for name in facilities],
        accepted=[accepted(system, name) for name in facilities],
        joint_ward=names.stations_of(STATION),
        share=[condition.step_down for condition in conditions],
        acute_share=[_acute_share(system, condition) for condition in conditions],
        recovery=[recovery_rows(system, facility) for facility in facilities.values()],
        least_left=down.least_days_left * HOURS_PER_DAY,
        hold=down.hold_hours,
        bounce_back=down.bounce_back,
        bounce_back_hours=down.bounce_back_hours,
    )


def recovery_rows(system: System, facility: Facility) -> list[DurationRow]:
    """Return the stays of those who have stepped down to a facility, by condition."""
    return [
        duration_row(ward.recovery_days_for[name], HOURS_PER_DAY)
        if ward and name in ward.recovery_days_for
        else NONE
        for ward, name in zip(wards_for(system, facility), system.conditions, strict=True)
    ]


def _acute_share(system: System, condition: Condition) -> float:
    """The part of a condition's stay that must be spent above."""
    own = condition.acute_share
    return system.step_down.acute_share if own is None else own


def proposed(system: System, facility: str) -> float:
    """Return how often a facility proposes a step-down; a joint ward may raise it."""
    return max(system.step_down.proposed, *(w.proposed for w in _joint(system, facility)), 0.0)


def accepted(system: System, facility: str) -> float:
    """Return how often patients of a facility agree to it; a joint ward may raise it."""
    return max(system.step_down.accepted, *(w.accepted for w in _joint(system, facility)), 0.0)


def down_rows(system: System, names: Names) -> list[list[DownRow]]:
    """Return for each facility the beds to step down to, those of joint wards first."""
    beds = [_beds(system, names, name) for name in names.facilities]
    longest = max(map(len, beds))
    end = DownRow(NOWHERE, NOWHERE)
    return [row + [end] * (longest + 1 - len(row)) for row in beds]


def _beds(system: System, names: Names, facility: str) -> list[DownRow]:
    """The beds below, in the facility's order of choice."""
    targets = system.network.facilities[facility].steps_down_to
    joint = {ward.below for ward in _joint(system, facility)}
    return [
        *(
            DownRow(names.facilities.index(name), names.station(name, STATION))
            for name in targets
            if name in joint
        ),
        *(DownRow(names.facilities.index(name), NOWHERE) for name in targets),
    ]


def _joint(system: System, facility: str) -> list[JointWard]:
    """The joint wards for a facility's patients."""
    return [ward for ward in system.step_down.joint_wards if ward.above == facility]
